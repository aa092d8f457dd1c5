"""The lists that tasks go into, by their names."""

from collections.abc import Callable, Mapping

from farthing.features.formats.report import ListUse


class Lists:
    """The lists of a space: `there` tells their names by their ids, once it is needed, and `add` makes a list
    of a name, or lets it be where nothing is to be made, and gives its id."""

    def __init__(self, there: Callable[[], Mapping[str, str]], add: Callable[[str], str]) -> None:
        self._there = there
        self._add = add
        self._ids: dict[str, str] | None = None

    def called(self, name: str) -> ListUse:
        """The list of this name, whatever its case; where there is none, a new one."""
        if self._ids is None:
            there = self._there().items()
            self._ids = {name.casefold(): id for id, name in there} | {name: id for id, name in there}
        id = self._ids.get(name) or self._ids.get(name.casefold())
        if id is not None:
            return ListUse(name, id, is_new=False)
        id = self._add(name)
        self._ids |= {name: id, name.casefold(): id}
        return ListUse(name, id, is_new=True)
