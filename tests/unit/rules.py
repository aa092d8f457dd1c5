"""Random rules, in their canonical form."""

from hypothesis import strategies as st

from farthing.domain.errors import Invalid
from farthing.domain.recurrence import anchored
from farthing.domain.repeat import WEEKDAYS, Repeat, parse

weekdays = st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=5)
counted = st.lists(
    st.tuples(st.sampled_from([0, 1, 2, 3, 4, 5, -1, -2]), st.sampled_from(WEEKDAYS)).map(
        lambda day: f"{day[0] or ''}{day[1]}"
    ),
    min_size=1,
    max_size=3,
)
month_days = st.lists(st.integers(-31, 31).filter(bool), min_size=1, max_size=4)
months = st.lists(st.integers(1, 12), min_size=1, max_size=4)
places = st.lists(st.sampled_from([1, 2, 3, -1, -2]), min_size=1, max_size=2)


@st.composite
def rules(draw: st.DrawFn) -> str:
    """Any rule that is taken, most of which people could mean."""
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={frequency}"]

    def perhaps(name: str, values: "st.SearchStrategy[list[object]]", odds: int = 3) -> None:
        if draw(st.integers(1, odds)) == 1:
            parts.append(f"{name}={','.join(map(str, draw(values)))}")

    perhaps("INTERVAL", st.lists(st.integers(1, 6), min_size=1, max_size=1), 2)
    perhaps("BYMONTH", months, 4)
    if frequency != "WEEKLY":
        perhaps("BYMONTHDAY", month_days)
    perhaps("BYDAY", counted if frequency in ("MONTHLY", "YEARLY") else weekdays, 2)
    perhaps("BYSETPOS", places, 4)
    perhaps("WKST", st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=1), 4)
    if draw(st.booleans()):
        perhaps("COUNT", st.lists(st.integers(1, 30), min_size=1, max_size=1), 2)
    else:
        perhaps(
            "UNTIL", st.lists(st.dates().map(lambda day: f"{day:%Y%m%d}".zfill(8)), min_size=1, max_size=1)
        )
    try:
        rule = parse(";".join(parts))
        anchored(Repeat(rule), None, "2026-01-01", "")
    except Invalid:
        return draw(rules())
    return rule
