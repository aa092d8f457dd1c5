"""What synthesizing makes and deploying takes: templates, and the files that they name."""

from pathlib import Path

from msgspec import Struct


class Found(Struct, frozen=True):
    """What templates take from the account: the ids of the region's `prefix_lists` (by `dynamodb` and `s3`);
    the `owner`'s id as a person, and the `certificate` of the page's own name, once there are any."""

    prefix_lists: dict[str, str]
    owner: str | None = None
    certificate: str | None = None


class Asset(Struct, frozen=True):
    """A file that a template names by its key in the bucket of assets; the key holds the file's hash."""

    path: Path
    key: str


class Stack(Struct, frozen=True):
    """One CloudFormation stack: its whole name, where it goes, and its template as JSON text.

    `keeps`: it holds tasks or people, and `destroy` leaves it unless told otherwise. `emulated`: an emulator
    can deploy it; the others hold types that it refuses.
    """

    name: str
    region: str
    template: str
    keeps: bool = False
    emulated: bool = True


class Plan(Struct, frozen=True):
    """A whole deployment: `stacks` in the order in which they are made."""

    stacks: tuple[Stack, ...]
    assets: tuple[Asset, ...]
