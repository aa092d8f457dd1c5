"""Our days, and those of two other readers of RFC 5545, of random rules in all zones.

ical.js has code of its own, and reads what people commonly mean; where it does not do as RFC 5545 says, a
plain reading of its words judges alone. What RFC 5545 leaves open is not asked: what a rule means whose first
day does not fit it. So each series begins on a day of its rule.
"""

import random
import subprocess
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

import pytest
from msgspec import json

from farthing.cloud.compiler import node_path
from farthing.domain import zoned
from farthing.domain.errors import Invalid
from farthing.domain.recurrence import anchored, day_after, following
from farthing.domain.repeat import WEEKDAYS, Parts, Repeat, parse, parts_of
from farthing.domain.zones import ZONES
from tests.contract.emulators import unavailable
from tests.docs.generate import ROOT

# A group of two is begun before all that stand alone: at the end one process would wait for the other.
pytestmark = pytest.mark.xdist_group("recurrence")

ICAL = ROOT / ".tools" / "ical.js" / "ical.js"
RULES, OCCURRENCES = 10_000, 6
FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")


def a_rule(chance: random.Random) -> str:
    """Any parts, as RFC 5545 lets them stand together."""
    frequency = chance.choice(FREQUENCIES)
    parts = {"FREQ": frequency}

    def some(values: list[str], most: int) -> str:
        return ",".join(chance.sample(values, chance.randint(1, most)))

    if chance.random() < 0.5:
        parts["INTERVAL"] = str(chance.choice([2, 2, 3, 4, 6, 12]))
    if chance.random() < 0.25:
        parts["BYMONTH"] = some([str(month) for month in range(1, 13)], 4)
    if frequency != "WEEKLY" and chance.random() < 0.35:
        parts["BYMONTHDAY"] = some([str(day) for day in range(-31, 32) if day], 4)
    if chance.random() < 0.5:
        counted = frequency in ("MONTHLY", "YEARLY") and chance.random() < 0.6
        days = (
            [f"{n}{day}" for n in (1, 2, 3, 4, 5, -1, -2) for day in WEEKDAYS] if counted else list(WEEKDAYS)
        )
        parts["BYDAY"] = some(days, 3)
    if frequency != "DAILY" and parts.keys() & {"BYDAY", "BYMONTHDAY"} and chance.random() < 0.3:
        parts["BYSETPOS"] = some(["1", "2", "-1", "-2"], 2)
    if frequency == "WEEKLY" and chance.random() < 0.4:
        parts["WKST"] = chance.choice(WEEKDAYS)
    return parse(";".join(f"{name}={value}" for name, value in parts.items()))


def is_beyond_it(rule: str) -> bool:
    """Where ical.js 2.2.1 does not do as RFC 5545 says; `plainly` judges these alone."""
    parts = parts_of(rule)
    given = parts.keys()
    days = [int(day) for day in parts.get("BYMONTHDAY", [])]
    counted = any(len(day) > 2 for day in parts.get("BYDAY", []))
    if parts["FREQ"] == ["DAILY"]:  # it looks for such days for ever
        return min(days, default=1) < 0 or given >= {"BYMONTHDAY", "BYDAY"}
    if parts["FREQ"] == ["WEEKLY"]:  # it takes all days, not those picked
        return "BYSETPOS" in given
    if parts["FREQ"] == ["MONTHLY"]:  # it takes months that INTERVAL leaves out, loses days, does not pick
        return (
            "BYMONTH" in given
            or given >= {"BYMONTHDAY", "BYDAY"}
            or ("BYSETPOS" in given and (counted or "BYMONTHDAY" in given))
        )
    # It takes days of the first month alone, none from the end, the 1st for a 31st; or does not pick.
    outside = min(days, default=1) < 0 or max(days, default=1) > 28
    return "BYSETPOS" in given or outside or ("BYMONTHDAY" in given) != ("BYMONTH" in given)


def a_series(chance: random.Random, *, for_ical: bool = True) -> tuple[str, str] | None:
    """A rule and the due that it begins with, in any zone; None where no day fits it."""
    try:
        rule = a_rule(chance)
        day = date(2026, 1, 1) + timedelta(days=chance.randrange(4000))
        if for_ical and is_beyond_it(rule):
            return None
        anchored(Repeat(rule), None, day.isoformat(), "")
    except Invalid:
        return None
    start = day_after(rule, day, day)
    if start is None or start.year > 2100 or day_after(rule, start, start) is None:
        return None
    if chance.random() < 0.2:
        rule += f";COUNT={chance.randint(1, OCCURRENCES)}"
    elif chance.random() < 0.2:
        rule += f";UNTIL={start + timedelta(days=chance.randrange(400)):%Y%m%d}"
    if chance.random() < 0.3:
        return rule, start.isoformat()
    clock = f"{chance.randrange(24):02}:{chance.choice([0, 15, 30, 59]):02}:00"
    return rule, f"{start}T{clock}[{chance.choice(sorted(ZONES))}]"


def ours(rule: str, due: str) -> Iterator[str]:
    """The dues of a series of which each is done the moment it is due."""
    repeat, zone = Repeat(rule, "due", None, due), "Pacific/Auckland"
    found: tuple[str, Repeat] | None = (due, repeat)
    while found:
        yield found[0]
        now = zoned.instant_of(found[0], zone)
        found = following(repeat, found[0], now, zone)


def theirs(series: list[tuple[str, str]]) -> list[list[str]]:
    """The same from ical.js. Its UNTIL is a moment: the last of that day."""
    asked = [
        (rule + "T235959" if "UNTIL" in rule and len(due) > 10 else rule, due[:19], OCCURRENCES)
        for rule, due in series
    ]
    command = [node_path(), str(Path(__file__).with_name("occurrences.mjs")), str(ICAL)]
    done = subprocess.run(command, input=json.encode(asked), capture_output=True, check=True, timeout=300)
    return json.decode(done.stdout, type=list[list[str]])


def plainly(rule: str, start: date) -> Iterator[date]:
    """The days of a rule by the words of RFC 5545: each day of the calendar is asked whether it fits."""
    parts = parts_of(rule)
    left, until = int(parts.get("COUNT", ["1000"])[0]), parts.get("UNTIL", ["99999999"])[0]
    period: list[date] = []
    day = first_of_its_period(parts, start)
    while day.year < start.year + 110 and left and f"{day:%Y%m%d}" <= until:
        if not period or place(parts, period[0]) != place(parts, day):
            period = period_from(parts, day)
            chosen = [one for one in period if fits(parts, start, one)]
            places = [int(number) for number in parts.get("BYSETPOS", [])]
            if places:
                chosen = [
                    one for number, one in enumerate(chosen) if {number + 1, number - len(chosen)} & {*places}
                ]
            apart = place(parts, day) - place(parts, start)
            if apart % int(parts.get("INTERVAL", ["1"])[0]) == 0:
                for one in chosen:
                    if one >= start and left and f"{one:%Y%m%d}" <= until:
                        left -= 1
                        yield one
        day = period[-1] + timedelta(days=1)


def place(parts: Parts, day: date) -> int:
    """Which period of the calendar a day is in."""
    first = first_of_its_period(parts, day)
    by_frequency = {"DAILY": first.toordinal(), "WEEKLY": first.toordinal() // 7,
                    "MONTHLY": first.year * 12 + first.month, "YEARLY": first.year}  # fmt: skip
    return by_frequency[parts["FREQ"][0]]


def first_of_its_period(parts: Parts, day: date) -> date:
    if parts["FREQ"] == ["WEEKLY"]:
        while WEEKDAYS[day.weekday()] != parts.get("WKST", ["MO"])[0]:
            day -= timedelta(days=1)
        return day
    if parts["FREQ"] == ["DAILY"]:
        return day
    return date(day.year, day.month if parts["FREQ"] == ["MONTHLY"] else 1, 1)


def period_from(parts: Parts, first: date) -> list[date]:
    days = [first]
    while place(parts, after := days[-1] + timedelta(days=1)) == place(parts, first):
        days.append(after)
    return days


def fits(parts: Parts, start: date, day: date) -> bool:
    """Whether a day is one of the rule, but for INTERVAL and BYSETPOS."""
    frequency, given = parts["FREQ"][0], parts.keys()
    length = ((day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)).day
    numbers = {str(day.day), str(day.day - length - 1)}
    if "BYMONTH" in given and str(day.month) not in parts["BYMONTH"]:
        return False
    if "BYMONTHDAY" in given and not numbers & set(parts["BYMONTHDAY"]):
        return False
    if "BYDAY" in given:
        name = WEEKDAYS[day.weekday()]
        in_year = frequency == "YEARLY" and "BYMONTH" not in given
        nth, last = (
            day.timetuple().tm_yday if in_year else day.day,
            365 + is_leap(day.year) if in_year else length,
        )
        names = {name, f"{(nth - 1) // 7 + 1}{name}", f"-{(last - nth) // 7 + 1}{name}"}
        return bool(names & set(parts["BYDAY"]))
    if "BYMONTHDAY" in given or frequency == "DAILY":
        return True
    if frequency == "WEEKLY":
        return day.weekday() == start.weekday()
    return day.day == start.day and (frequency == "MONTHLY" or "BYMONTH" in given or day.month == start.month)


def is_leap(year: int) -> bool:
    return (year % 4 == 0 and year % 100 != 0) or year % 400 == 0


def many(seed: int, count: int, *, for_ical: bool) -> list[tuple[str, str]]:
    """So many series, the same ones for a seed."""
    chance = random.Random(seed)  # noqa: S311 - nobody is to be kept from guessing them
    found: list[tuple[str, str]] = []
    while len(found) < count:
        if one := a_series(chance, for_ical=for_ical):
            found.append(one)
    return found


def test_ten_thousand_random_rules_have_the_dues_that_ical_js_finds() -> None:
    if not ICAL.exists():
        unavailable("ical.js is not installed: run `make .tools/ical.js`")
    series = many(5545, RULES, for_ical=True)
    for (rule, due), expected in zip(series, theirs(series), strict=True):
        found = list(islice(ours(rule, due), OCCURRENCES))
        assert [after[:19] for after in found] == expected, (rule, due)
        assert {after[10:] for after in found} == {due[10:]}, (rule, due)


def test_random_rules_of_any_kind_have_the_days_that_rfc_5545_says() -> None:
    for rule, due in many(2445, RULES // 10, for_ical=False):
        expected = list(islice(plainly(rule, date.fromisoformat(due[:10])), OCCURRENCES))
        found = [date.fromisoformat(after[:10]) for after in islice(ours(rule, due), OCCURRENCES)]
        assert found == expected, (rule, due)
