"""A client that works offline, as the page and the command line may: it keeps what it pulled, queues what
it did, and reconciles over a network that loses and repeats."""

from copy import deepcopy
from dataclasses import dataclass, field
from enum import Enum
from typing import Any
from uuid import uuid4

from tests.api.client import Answer, Client


class Network(Enum):
    """What becomes of one exchange."""

    GOOD = "good"
    REQUEST_LOST = "request lost"
    ANSWER_LOST = "answer lost"
    REPEATED = "repeated"


@dataclass
class Replica:
    server: Client
    known: dict[str, dict[str, Any]] = field(default_factory=dict)
    pending: dict[str, dict[str, Any]] = field(default_factory=dict)
    token: str | None = None
    _outstanding: tuple[str, list[dict[str, Any]]] | None = None

    def write(self, id: str, fields: dict[str, Any]) -> None:
        """Set fields of a task, made here if it is not known."""
        change = self.pending.setdefault(id, {"op": "write", "fields": {}})
        if change["op"] == "write":
            change["fields"] |= fields

    def delete(self, id: str) -> None:
        """Delete a task, if it is known."""
        if id in self.known:
            self.pending[id] = {"op": "delete"}

    def sync(self, network: Network) -> None:
        """One push and pull; a push whose answer never came is sent again under its own key."""
        if self._outstanding is None:
            self._outstanding = (
                str(uuid4()),
                [
                    {"kind": "task", "id": id, "base": self._version(id), **deepcopy(change)}
                    for id, change in self.pending.items()
                ],
            )
        key, changes = self._outstanding
        if network is Network.REQUEST_LOST:
            return
        answer = self._push(key, changes)
        if network is Network.REPEATED:
            answer = self._push(key, changes)
        if network is not Network.ANSWER_LOST:
            self._outstanding = None
            self._take(answer.json, changes)

    def settled(self) -> bool:
        """Whether everything done here has arrived."""
        return not self.pending and self._outstanding is None

    def _push(self, key: str, changes: list[dict[str, Any]]) -> Answer:
        body = {"changes": changes, "since": self.token}
        answer = self.server("POST", "/sync", body, idempotency_key=key)
        assert answer.status in (200, 503), answer
        return answer if answer.status == 200 else self._push(key, changes)

    def _take(self, answer: dict[str, Any], sent: list[dict[str, Any]]) -> None:
        self._learn(answer)
        while answer["more"]:
            answer2 = self.server.ok("GET", f"/sync?since={answer['next']}&limit=7")
            self._learn(answer2)
            answer = {**answer, **answer2}
        for change, result in zip(sent, answer["results"], strict=True):
            if result["status"] == "applied" or self._gone(change["id"]):
                self._acknowledge(change)

    def _acknowledge(self, sent: dict[str, Any]) -> None:
        """Forget what was sent, but not what was done to the same thing since."""
        now = self.pending.get(sent["id"])
        if now is None or now["op"] == sent["op"] == "delete":
            self.pending.pop(sent["id"], None)
        elif now["op"] == "write" and sent["op"] == "write":
            left = {name: value for name, value in now["fields"].items() if sent["fields"].get(name) != value}
            self.pending[sent["id"]] = {"op": "write", "fields": left}
            if not left:
                del self.pending[sent["id"]]

    def _learn(self, answer: dict[str, Any]) -> None:
        for task in answer["tasks"]:
            if task["version"] > self._version(task["taskId"]):
                self.known[task["taskId"]] = task
        self.token = answer["next"]

    def _version(self, id: str) -> int:
        version: int = self.known.get(id, {}).get("version", 0)
        return version

    def _gone(self, id: str) -> bool:
        return id in self.known and self.known[id]["deletedAt"] is not None
