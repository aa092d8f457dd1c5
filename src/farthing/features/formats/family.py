"""Who is below whom: drafts get their ids, and come out after the one that each is below."""

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from farthing.features.formats.draft import Draft, Misfit, id_of
from farthing.features.tasks import DEEPEST


class Kin(Struct, frozen=True):
    """A draft, its id, and that of the task above it."""

    draft: Draft
    id: str
    parent_id: str | None


class Family:
    """Drafts of one file. Those whose parent comes later are held back until it does."""

    def __init__(self, format: str, tell: Callable[[Misfit], None]) -> None:
        self._format = format
        self._tell = tell
        self._known: dict[str, tuple[str, int]] = {}  # key: the id, and how deep it is
        self._ids: set[str] = set()
        self._waiting: dict[str, list[Draft]] = {}

    def in_order(self, drafts: Iterable[Draft]) -> Iterator[Kin]:
        """Each draft once, parents first; what comes twice, or has no parent in the file, is reported."""
        for draft in drafts:
            if draft.parent is None or draft.parent in self._known:
                yield from self._placed(draft)
            else:
                self._waiting.setdefault(draft.parent, []).append(draft)
        while self._waiting:
            orphans = self._waiting.pop(self._eldest())
            for draft in orphans:
                draft.report(
                    "parent", draft.parent, "no such task is above it in the file: it is in no other"
                )
                draft.parent = None
                yield from self._placed(draft)

    def _eldest(self) -> str:
        """A parent that is not itself waiting, or, where all are below each other, any."""
        held = {draft.key for drafts in self._waiting.values() for draft in drafts}
        return next((key for key in self._waiting if key not in held), next(iter(self._waiting)))

    def _placed(self, draft: Draft) -> Iterator[Kin]:
        """The draft, and all that waited for it."""
        ready = [draft]
        while ready:
            kin = self._kin(ready.pop())
            if kin is not None:
                yield kin
                ready += reversed(self._waiting.pop(kin.draft.key, []))

    def _kin(self, draft: Draft) -> Kin | None:
        id = id_of(self._format, draft.key, draft.created_at)
        if id in self._ids:
            draft.report("id", draft.key, "it is there twice in the file: the first one counts")
            for misfit in draft.misfits:
                self._tell(misfit)
            return None
        parent_id, depth = self._known.get(draft.parent, (None, -1)) if draft.parent else (None, -1)
        if depth + 1 >= DEEPEST:
            draft.report("parent", draft.parent, f"tasks go at most {DEEPEST} deep: it is in no other")
            parent_id, depth = None, -1
        self._known[draft.key] = id, depth + 1
        self._ids.add(id)
        return Kin(draft, id, parent_id)
