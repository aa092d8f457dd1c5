"""What travels: the shapes of queries, bodies and answers that are not things themselves."""

from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from farthing.domain.invitation import Secret
from farthing.domain.item import ItemId
from farthing.domain.savedfilter import FilterChange, SavedFilter
from farthing.domain.task import Label, Status, Task, TaskChange
from farthing.domain.tasklist import ListChange, TaskList
from farthing.domain.text import Id, PersonName
from farthing.features.invitations import InvitationView
from farthing.features.keys import Kind
from farthing.features.listing import View
from farthing.features.members import MemberView
from farthing.features.spaces import SpaceView
from farthing.features.sync import BATCH, SyncChange, SyncResult
from farthing.features.tokens import TokenView
from farthing.features.transfer import Batch

Limit = Annotated[int, Meta(ge=1, le=200)]
Cursor = Annotated[str, Meta(max_length=500, description="the `next` of the page before")]
SpaceId = Annotated[Id, Meta(description="a space; your own where left out")]


class Nothing(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """No parameters."""


class In(Nothing, frozen=True, kw_only=True):
    """Which space."""

    space: SpaceId | UnsetType = UNSET


class Page(Nothing, frozen=True, kw_only=True):
    """Which page."""

    limit: Limit = 50
    cursor: Cursor | UnsetType = UNSET


class Paging(In, frozen=True, kw_only=True):
    """Which page of which space."""

    limit: Limit = 50
    cursor: Cursor | UnsetType = UNSET


class Looks(Paging, frozen=True, kw_only=True):
    """Which page, and how much of each task."""

    view: View = "full"
    fields: (
        Annotated[str, Meta(max_length=500, description="only these, with commas between")] | UnsetType
    ) = UNSET


class ListTasks(Looks, frozen=True, kw_only=True):
    """Filters; those given must all match."""

    filter: (
        Annotated[str, Meta(max_length=500, description="such as `due<=today & @home & p1`")] | UnsetType
    ) = UNSET
    status: Status | UnsetType = UNSET
    list: Annotated[str, Meta(max_length=36, description="the id of a list, or `inbox`")] | UnsetType = UNSET
    label: Label | UnsetType = UNSET
    due_before: (
        Annotated[str, Meta(max_length=100, description="due before this day or time")] | UnsetType
    ) = UNSET
    due_after: Annotated[str, Meta(max_length=100, description="due on or after this day or time")] | None = (
        None
    )
    updated_after: (
        Annotated[str, Meta(max_length=40, description="changed after this instant")] | UnsetType
    ) = UNSET


class UpcomingTasks(Looks, frozen=True, kw_only=True):
    """Which page of how many days."""

    days: Annotated[int, Meta(ge=1, le=366, description="from tomorrow on")] = 7


class Since(In, frozen=True, kw_only=True):
    """From where to pull."""

    since: Annotated[str, Meta(max_length=500, description="the `next` of the pull before")] | UnsetType = (
        UNSET
    )
    limit: Limit = 100


class NewTask(TaskChange, frozen=True, rename="camel", forbid_unknown_fields=True, omit_defaults=True):
    """A task to make; its id may be the client's own."""

    task_id: Id | UnsetType = UNSET


class NewList(ListChange, frozen=True, rename="camel", forbid_unknown_fields=True, omit_defaults=True):
    """A list to make; its id may be the client's own."""

    list_id: Id | UnsetType = UNSET


class NewFilter(FilterChange, frozen=True, rename="camel", forbid_unknown_fields=True, omit_defaults=True):
    """A filter to save; its id may be the client's own."""

    filter_id: Id | UnsetType = UNSET


class NewItem(Struct, frozen=True):
    """Any JSON object; its `id` is where it is kept."""

    id: ItemId


class TaskPage(Struct, frozen=True):
    tasks: list[Task]
    next: str | None


class ListPage(Struct, frozen=True):
    lists: list[TaskList]
    next: str | None


class FilterPage(Struct, frozen=True):
    filters: list[SavedFilter]
    next: str | None


class TrashPage(Struct, frozen=True):
    tasks: list[Task]
    lists: list[TaskList]
    filters: list[SavedFilter]
    next: str | None


class ItemPage(Struct, frozen=True):
    items: list[dict[str, Any]]
    next: str | None


class SyncedItem(Struct, frozen=True, rename="camel"):
    item_id: str
    version: int
    updated_at: str
    deleted_at: str | None
    document: dict[str, Any]


class Pulled(Struct, frozen=True):
    """What changed; apply each thing if its version is later than yours. Pull again while there is more."""

    tasks: list[Task]
    lists: list[TaskList]
    filters: list[SavedFilter]
    items: list[SyncedItem]
    next: str
    more: bool


class Push(Struct, frozen=True, forbid_unknown_fields=True):
    """What a client changed since its last sync, and from where to pull afterwards."""

    changes: Annotated[list[SyncChange], Meta(max_length=BATCH)]
    since: Annotated[str, Meta(max_length=500)] | None = None


class Pushed(Pulled, frozen=True):
    """`results` are in the order of the changes."""

    results: list[SyncResult]


class SpacePage(Struct, frozen=True):
    spaces: list[SpaceView]
    next: str | None


class MemberPage(Struct, frozen=True):
    members: list[MemberView]
    next: str | None


class InvitationPage(Struct, frozen=True):
    invitations: list[InvitationView]
    next: str | None


class Shown(Struct, frozen=True, forbid_unknown_fields=True):
    """The secret of an invitation, which its link ends with."""

    secret: Secret


class Acceptance(Shown, frozen=True, forbid_unknown_fields=True):
    """`name` is what the others will read."""

    name: PersonName | Literal[""] = ""


class TokenPage(Struct, frozen=True):
    tokens: list[TokenView]
    next: str | None


class CarriedThing(Struct, frozen=True):
    kind: Kind
    value: dict[str, Any]


class Exported(Struct, frozen=True):
    records: list[CarriedThing]
    next: str | None


class Import(Struct, frozen=True, forbid_unknown_fields=True):
    records: Batch


class Health(Struct, frozen=True):
    status: str
    version: str


class Jotted(Struct, frozen=True, forbid_unknown_fields=True):
    """What a script jots down; a `plain` one is taken as it is, without reading dates and signs in it."""

    task: Annotated[str, Meta(min_length=1, max_length=500)]
    plain: bool = False


class JottedChange(Struct, frozen=True, forbid_unknown_fields=True):
    task: Annotated[str, Meta(min_length=1, max_length=500)] | UnsetType = UNSET
    completed: bool | UnsetType = UNSET


class Jotting(Struct, frozen=True):
    """A task as the capture door shows it."""

    id: str
    task: str
    completed: bool
