"""`farthing serve` on a folder of its own, which tests may also stop and start again."""

import json
import os
import signal
import subprocess
import sys
import uuid
from collections.abc import Iterable
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from tests.contract.eventually import eventually
from tests.ports import free_port

PROGRAM = Path(sys.executable).with_name("farthing")


class Server:
    """A server, and what a script would ask of its API."""

    def __init__(self, data: Path, *options: str) -> None:
        self._data = data
        self._options = options
        self._port = free_port()
        self.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def module(self, path: str) -> str:
        """Where a page finds a script that has them `as_written`."""
        return f"{self.url}/written/{path}"

    @property
    def runs(self) -> bool:
        return self._process.poll() is None

    def start(self, sources: Path | None = None) -> None:
        """Start it, of its own program or of that in `sources`; every time on the same port. It answers when
        this returns."""
        env = {name: value for name, value in os.environ.items() if not name.startswith("FARTHING_")}
        if sources:
            env["PYTHONPATH"] = str(sources)
        command = [
            str(PROGRAM),
            "--data",
            str(self._data),
            "serve",
            "--port",
            str(self._port),
            *self._options,
        ]
        self._process = subprocess.Popen(command, env=env, stderr=subprocess.PIPE)
        assert self._process.stderr
        said = json.loads(self._process.stderr.readline())
        assert said["event"] == "started", said

    def set_up_link(self) -> str:
        """Where the first account is made, of a server with accounts and none in it yet."""
        assert self._process.stderr
        said = json.loads(self._process.stderr.readline())
        assert said["event"] == "set up", said
        return str(said["link"])

    def stop(self) -> None:
        """End it as a crash would: at once."""
        self._process.kill()
        self._process.communicate()

    def pause(self) -> None:
        """Have it take calls, and answer none before it may `resume`."""
        self._process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        self._process.send_signal(signal.SIGCONT)

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """What the API answers; raises where it refuses."""
        connection = HTTPConnection("127.0.0.1", self._port, timeout=10)
        data = None if body is None else json.dumps(body)
        connection.request(method, f"/api/{path}", data, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        assert answer.status < 300, text
        return json.loads(text) if text else None

    def add(self, title: str, **fields: Any) -> Any:
        """A new task."""
        return self.call("POST", "tasks", {"title": title, **fields})

    def add_list(self, name: str) -> str:
        """The id of a new list."""
        return str(self.call("POST", "lists", {"name": name})["listId"])

    def add_many(self, titles: Iterable[str]) -> None:
        self._push(
            {"op": "write", "base": 0, "id": str(uuid.uuid4()), "fields": {"title": t}} for t in titles
        )

    def tasks(self) -> list[Any]:
        """All tasks there are."""
        found, cursor = [], ""
        while True:
            page = self.call("GET", f"tasks?limit=200{cursor}")
            found += page["tasks"]
            if page["next"] is None:
                return found
            cursor = f"&cursor={page['next']}"

    def titles(self) -> list[str]:
        return [task["title"] for task in self.tasks()]

    def task(self, title: str) -> Any:
        """The one task of this title, as soon as there is one."""
        eventually(lambda: self.titles().count(title), 1)
        return next(task for task in self.tasks() if task["title"] == title)

    def clear(self) -> None:
        """Delete everything."""
        while tasks := self.tasks():  # which a page that was just closed may still be changing
            self._push({"op": "delete", "base": task["version"], "id": task["taskId"]} for task in tasks)
        for kind in ("list", "filter"):
            for thing in self.call("GET", f"{kind}s?limit=200")[f"{kind}s"]:
                self.call("DELETE", f"{kind}s/{thing[f'{kind}Id']}")

    def _push(self, changes: Iterable[dict[str, Any]]) -> None:
        waiting = [{"kind": "task", **change} for change in changes]
        while waiting:
            self.call("POST", "sync", {"changes": waiting[:50]})
            del waiting[:50]
