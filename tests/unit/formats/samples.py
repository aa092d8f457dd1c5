"""Tasks to write in other formats, and what becomes of them when they are read again."""

from collections.abc import Sequence
from io import BytesIO

from hypothesis import strategies as st

from farthing.domain import instant
from farthing.domain.recurrence import anchored
from farthing.domain.reminder import Reminder
from farthing.domain.repeat import Repeat
from farthing.domain.task import Task
from farthing.features.formats.catalog import CODECS
from farthing.features.formats.draft import Draft, Found, Place
from farthing.features.formats.placing import Placing, tasks
from farthing.features.formats.report import Format, ListUse, Report
from farthing.features.formats.tree import in_order

NOW = 1_790_000_000_000
ZONE = "Europe/Berlin"
HERE = Place(ZONE, NOW)
OWNER = "00000000-0000-7000-8000-000000000000"
LISTS = {
    "01900000-0000-7000-8000-0000000000a1": "Home",
    "01900000-0000-7000-8000-0000000000a2": 'Work, "urgent"; äöü',
}


def task(number: int, **fields: object) -> Task:
    """One under an id of its own."""
    made = instant.to_iso(NOW - 86_400_000 + number * 1000)
    given = {"title": f"Task {number}", "position": f"A{number:06}V", "updated_by": OWNER, **fields}
    done = made if given.get("status") == "done" else None
    return Task(
        id=id(number),
        user_id=OWNER,
        space_id=OWNER,
        created_at=made,
        updated_at=made,
        completed_at=done,
        **given,
    )  # type: ignore[arg-type]


def id(number: int) -> str:
    return f"01900000-0000-7000-8000-{number:012}"


def write(format: Format, given: Sequence[Task]) -> bytes:
    """The file of a format that these tasks make."""
    codec = CODECS[format]
    held = [task for task in in_order(given, LISTS) if codec.holds(task)]
    return b"".join(codec.write(held, LISTS, HERE))


def read(format: Format, text: bytes, place: Place = HERE) -> list[Draft]:
    """The drafts that a file holds."""
    return [one for one in found(format, text, place) if isinstance(one, Draft)]


def found(format: Format, text: bytes, place: Place = HERE) -> list[Found]:
    return list(CODECS[format].read(BytesIO(text), place))


def imported(format: Format, text: bytes, into: str = "") -> tuple[list[Task], Report]:
    """The tasks that a file becomes, and what is told of it."""
    report = Report()
    ids = {name: id for id, name in LISTS.items()}
    placing = Placing(
        format=format, user=OWNER, space=OWNER, place=HERE, list=into,
        list_called=lambda name: ListUse(name, ids.get(name, f"list of {name}"), is_new=name not in ids),
    )  # fmt: skip
    return list(tasks(CODECS[format].read(BytesIO(text), HERE), placing, report)), report


LINE = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=60)
TITLE = st.one_of(
    LINE,
    st.sampled_from(
        ["a, b; c", "back\\slash \\n", '"quoted"', "@home", "ä" * 90, "=1+1", "BEGIN:VTODO", "\ufeffx"]
    ),
).map(str.strip).filter(bool)  # fmt: skip
TEXT = st.one_of(
    st.just(""), st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=120),
    st.sampled_from(["two\nlines", "cr\r\nlf", "lone\rcr", "tab\there", " space around ", "x" * 200]),
)  # fmt: skip
DUE = st.one_of(
    st.none(),
    st.dates().map(lambda day: day.isoformat()).filter(lambda text: "1971" < text < "9000"),
    st.sampled_from(
        ["2026-11-21T09:00:00[Europe/Berlin]", "2026-03-29T02:30:00[Europe/Berlin]", "2026-11-21T09:00:30Z",
         "2026-07-01T23:59:00[America/New_York]", "2026-07-01T10:00:00+05:30",
         "2026-07-01T00:00:00[Europe/Berlin]"]
    ),
)  # fmt: skip
REMINDER = st.one_of(
    st.builds(Reminder, relative_to=st.sampled_from(["due", "start"]), minutes=st.integers(-20_000, 20_000)),
    st.sampled_from([Reminder(at="2026-11-21T08:00:00[Europe/Berlin]"), Reminder(at="2026-11-21T08:00:00Z")]),
)
RULE = st.sampled_from(
    ["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,WE", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "FREQ=MONTHLY;INTERVAL=3",
     "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=YEARLY;INTERVAL=2", "FREQ=DAILY;COUNT=5", "FREQ=WEEKLY;UNTIL=20991231"]
)  # fmt: skip
FIELDS = st.fixed_dictionaries(
    {"title": TITLE},
    optional={
        "description": TEXT,
        "status": st.sampled_from(["todo", "doing", "done"]),
        "priority": st.sampled_from(["none", "low", "medium", "high", "urgent"]),
        "due_date": DUE,
        "start_date": DUE,
        "labels": st.lists(TITLE.map(lambda text: text[:50].strip()).filter(bool), max_size=3, unique=True),
        "list_id": st.sampled_from([None, *LISTS]),
        "reminders": st.lists(REMINDER, max_size=3, unique=True),
    },
)


@st.composite
def families(draw: st.DrawFn) -> list[Task]:
    """Some tasks, of which some are below others."""
    made: list[Task] = []
    for number, fields in enumerate(draw(st.lists(FIELDS, min_size=1, max_size=6)), 1):
        above = draw(st.sampled_from([None, *(task.id for task in made)]))
        repeat = None
        due = fields.get("due_date")
        if due is not None and due < "2090" and draw(st.booleans()):
            repeat = anchored(
                Repeat(draw(RULE), draw(st.sampled_from(["due", "done"]))), None, due, id(number)
            )
        made.append(task(number, **fields, repeat=repeat, parent_id=above))
    return made
