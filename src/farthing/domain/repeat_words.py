"""A rule in plain words: `every second Tuesday`, `monthly on the last Friday, until 1 March 2027`."""

from collections.abc import Callable, Iterable
from typing import Final, Literal

from msgspec import Struct

from farthing.domain.repeat import WEEKDAYS, Parts, number_and_weekday, parts_of

_MONDAY_TO_FRIDAY = list(WEEKDAYS[:5])


class _Words(Struct, frozen=True, kw_only=True):
    """`every` are one period and many; `nth` gives the word for a first or last one; `dated` and `until` a
    day of a month, `days` such days; what is in braces is put in."""

    every: dict[str, tuple[str, str]]
    weekdays: tuple[str, ...]
    workday: str
    months: tuple[str, ...]
    numeral: Callable[[int], str]
    nth: Callable[[int], str]
    each: str
    each_other: str
    lists: tuple[str, str]
    on_weekdays: str
    on_the: str
    on_each: str
    last_day: str
    or_last: str
    of_these: str
    dated: str
    within: str
    if_date: str
    if_weekday: str
    until: str
    times: str
    once: str
    after_done: str


def describe(rule: str, language: Literal["en", "de"] = "en", from_: Literal["due", "done"] = "due") -> str:
    """A canonical rule in words, without a capital letter and a full stop."""
    words, parts = _LANGUAGES[language], parts_of(rule)
    return _days(words, parts) + (words.after_done if from_ == "done" else "") + _end(words, parts)


def _days(words: _Words, parts: Parts) -> str:
    frequency, interval = parts["FREQ"][0], int(parts.get("INTERVAL", ["1"])[0])
    one, many = words.every[frequency]
    head = one if interval == 1 else many.format(interval)
    months = [words.months[int(month) - 1] for month in parts.get("BYMONTH", [])]
    inside = words.within.format(_and(words, months)) if months else ""
    if frequency == "WEEKLY" and "BYDAY" in parts and "BYSETPOS" not in parts:
        return _weekly(words, parts["BYDAY"], interval, head) + inside
    if frequency == "DAILY":
        return head + _provided(words, parts, ("BYMONTHDAY", "BYDAY")) + inside
    if (
        frequency == "YEARLY"
        and len(months) == 1
        and parts.keys() & {"BYMONTHDAY", "BYDAY", "BYSETPOS"} == {"BYMONTHDAY"}
    ):
        numbers = [int(day) for day in parts["BYMONTHDAY"]]
        if min(numbers) > 0:
            return f"{head} {words.dated.format(_and(words, map(words.numeral, numbers)), months[0])}"
    return head + _chosen(words, parts) + inside


def _weekly(words: _Words, days: list[str], interval: int, head: str) -> str:
    names = [words.workday] if days == _MONDAY_TO_FRIDAY else _names(words, days)
    if len(days) == len(WEEKDAYS) and interval == 1:
        return words.every["DAILY"][0]
    if interval == 1:
        return words.each.format(_and(words, names))
    if interval == 2 and len(names) == 1:
        return words.each_other.format(names[0])
    return head + words.on_weekdays.format(_and(words, _names(words, days)))


def _chosen(words: _Words, parts: Parts) -> str:
    """Which days of a month or year: those of a number, weekdays, or some of all these."""
    numbers = [int(day) for day in parts.get("BYMONTHDAY", [])]
    weekdays = parts.get("BYDAY", [])
    if "BYSETPOS" in parts:
        return _picked(words, [int(place) for place in parts["BYSETPOS"]], numbers, weekdays)
    if numbers:
        return words.on_the.format(_and(words, _dates(words, numbers))) + _provided(words, parts, ("BYDAY",))
    counted = [number_and_weekday(day) for day in weekdays]
    plain = [words.weekdays[day] for number, day in counted if not number]
    nths = [f"{words.nth(number)} {words.weekdays[day]}" for number, day in counted if number]
    each = words.on_each.format(_and(words, plain)) if plain else ""
    return each + (words.on_the.format(_and(words, nths)) if nths else "")


def _picked(words: _Words, places: list[int], numbers: list[int], weekdays: list[str]) -> str:
    which = _and(words, map(words.nth, places))
    if numbers and places == [-1] and numbers == list(range(28, numbers[-1] + 1)) and not weekdays:
        last = words.last_day if numbers[-1] == 31 else words.or_last.format(words.numeral(numbers[-1]))
        return words.on_the.format(last)
    if numbers or len({number_and_weekday(day)[0] for day in weekdays}) > 1:
        days = [*_dates(words, numbers), *_names(words, weekdays)]
        return words.on_the.format(words.of_these.format(which, _and(words, days)))
    names = [words.workday] if weekdays == _MONDAY_TO_FRIDAY else _names(words, weekdays)
    return words.on_the.format(f"{which} {_join(names, words.lists[1])}")


def _provided(words: _Words, parts: Parts, names: tuple[str, ...]) -> str:
    """What else a day must be."""
    conditions = [
        words.if_date.format(_join(_dates(words, map(int, parts[name])), words.lists[1]))
        if name == "BYMONTHDAY"
        else words.if_weekday.format(_join(_names(words, parts[name]), words.lists[1]))
        for name in names
        if name in parts
    ]
    return "".join(conditions)


def _end(words: _Words, parts: Parts) -> str:
    if "COUNT" in parts:
        return ", " + (words.once if parts["COUNT"] == ["1"] else words.times.format(parts["COUNT"][0]))
    if "UNTIL" not in parts:
        return ""
    day = parts["UNTIL"][0]
    return f", {words.until.format(int(day[6:]), words.months[int(day[4:6]) - 1], day[:4])}"


def _names(words: _Words, days: list[str]) -> list[str]:
    return [
        f"{words.nth(number)} {words.weekdays[day]}" if number else words.weekdays[day]
        for number, day in map(number_and_weekday, days)
    ]


def _dates(words: _Words, numbers: Iterable[int]) -> list[str]:
    """Days of a month, the last ones last: `1st`, `last day`."""
    ordered = sorted(numbers, key=lambda number: (number < 0, number))
    day = words.last_day.split()[-1]
    return [words.numeral(number) if number > 0 else f"{words.nth(number)} {day}" for number in ordered]


def _and(words: _Words, names: Iterable[str]) -> str:
    return _join(list(names), words.lists[0])


def _join(names: list[str], conjunction: str) -> str:
    return f"{', '.join(names[:-1])} {conjunction} {names[-1]}" if len(names) > 1 else "".join(names)


def _english_numeral(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _english_nth(number: int) -> str:
    from_end = {-1: "last", -2: "second to last"}
    first = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth"}
    known = from_end | first
    return known.get(number) or _english_numeral(abs(number)) + (" to last" if number < 0 else "")


def _german_nth(number: int) -> str:
    known = {1: "ersten", 2: "zweiten", 3: "dritten", 4: "vierten", 5: "fünften", -1: "letzten",
             -2: "vorletzten", -3: "drittletzten", -4: "viertletzten", -5: "fünftletzten"}  # fmt: skip
    return known.get(number) or f"{abs(number)}." + ("-letzten" if number < 0 else "")


_LANGUAGES: Final = {
    "en": _Words(
        every={
            "DAILY": ("daily", "every {} days"), "WEEKLY": ("weekly", "every {} weeks"),
            "MONTHLY": ("monthly", "every {} months"), "YEARLY": ("yearly", "every {} years"),
        },
        weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        workday="weekday",
        months=("January", "February", "March", "April", "May", "June", "July", "August", "September",
                "October", "November", "December"),
        numeral=_english_numeral,
        nth=_english_nth,
        each="every {}",
        each_other="every second {}",
        lists=("and", "or"),
        on_weekdays=" on {}",
        on_the=" on the {}",
        on_each=" on every {}",
        last_day="last day",
        or_last="{} or the last day",
        of_these="{} of the {}",
        dated="on the {} of {}",
        within=" in {}",
        if_date=", if it is the {}",
        if_weekday=", if it is a {}",
        until="until {} {} {}",
        times="{} times",
        once="once",
        after_done=", counted from when it is done",
    ),
    "de": _Words(
        every={
            "DAILY": ("täglich", "alle {} Tage"), "WEEKLY": ("wöchentlich", "alle {} Wochen"),
            "MONTHLY": ("monatlich", "alle {} Monate"), "YEARLY": ("jährlich", "alle {} Jahre"),
        },
        weekdays=("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
        workday="Werktag",
        months=("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
                "Oktober", "November", "Dezember"),
        numeral="{}.".format,
        nth=_german_nth,
        each="jeden {}",
        each_other="jeden zweiten {}",
        lists=("und", "oder"),
        on_weekdays=" am {}",
        on_the=" am {}",
        on_each=" an jedem {}",
        last_day="letzten Tag",
        or_last="{} oder letzten Tag",
        of_these="{} von {}",
        dated="am {} {}",
        within=" im {}",
        if_date=", falls am {}",
        if_weekday=", falls es ein {} ist",
        until="bis {}. {} {}",
        times="{}-mal",
        once="einmal",
        after_done=", gerechnet ab Erledigung",
    ),
}  # fmt: skip
