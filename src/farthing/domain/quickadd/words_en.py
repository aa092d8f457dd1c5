"""English: what words mean to quick add. Only literals, so that loading costs next to nothing.

`WORDS` has words by what they are to the grammar (see `words`), those of one meaning together; `PHRASES` the
same for several words in a row. Times of day are minutes since midnight, weekdays 1 (Monday)
to 7.
"""

from typing import Any, Final

WORDS: Final[dict[str, dict[str, Any]]] = {
    "day": {"today": 0, "tomorrow tmr tmrw": 1},
    "evening": {"tonight": 1140},
    "weekday": {
        "monday": 1, "tuesday tue tues": 2, "wednesday": 3, "thursday thu thur thurs": 4,
        "friday fri": 5, "saturday": 6, "sunday": 7,
    },
    "weekday?": {"mon": 1, "wed weds": 3, "sat": 6, "sun": 7},
    "weekdays": {
        "mondays": (1,), "tuesdays": (2,), "wednesdays": (3,), "thursdays": (4,), "fridays": (5,),
        "saturdays": (6,), "sundays": (7,), "weekdays": (1, 2, 3, 4, 5), "weekends": (6, 7),
    },
    "month": {
        "january jan": 1, "february feb": 2, "march mar": 3, "april apr": 4, "may": 5, "june jun": 6,
        "july jul": 7, "august aug": 8, "september sep sept": 9, "october oct": 10, "november nov": 11,
        "december dec": 12,
    },
    "unit": {
        "minute minutes min mins": "minute", "hour hours hr hrs": "hour", "day days": "day",
        "week weeks": "week", "month months": "month", "quarter quarters": "quarter", "year years": "year",
    },
    "count": {
        "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
        "ten": 10, "eleven": 11, "twelve": 12,
    },
    "article": {"a an": 1},
    "ordinal": {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1},
    "other": {"other": 2},
    "part": {"morning": 540, "afternoon": 840, "evening": 1140, "night": 1260},
    "moment": {"noon midday": 720, "midnight": 1440},
    "meridiem": {"am a.m. a.m": 0, "pm p.m. p.m": 720},
    "at": {"at @": 0},
    "lead": {"on by due": 0},
    "for": {"for": 0},
    "this": {"this coming": 0},
    "next": {"next": 0},
    "in": {"in": 0},
    "of": {"of": 0},
    "the": {"the": 0},
    "and": {"and &": 0},
    "or": {"or": 0},
    "to": {"to": 0},
    "from": {"starting": 0},
    "from?": {"from": 0},
    "until": {"until till til": 0},
    "every": {"every each": "due", "every! each!": "done"},
    "adverb?": {
        "daily": ("day", 1), "weekly": ("week", 1), "biweekly fortnightly": ("week", 2),
        "monthly": ("month", 1), "quarterly": ("month", 3), "yearly annually": ("year", 1),
    },
    "workday": {"weekday workday mon-fri monday-friday": (1, 2, 3, 4, 5)},
    "weekend": {"weekend": (6, 7)},
    "times": {"times time": 0},
    "end of": {"eom": "month", "eoy": "year"},
    "before": {"before beforehand": 0},
}  # fmt: skip
PHRASES: Final[dict[str, dict[str, Any]]] = {
    "day": {"the day after tomorrow": 2, "day after tomorrow": 2},
    "end of": {
        "end of month": "month", "end of the month": "month", "the end of the month": "month",
        "at the end of the month": "month", "end of this month": "month", "end of year": "year",
        "end of the year": "year", "the end of the year": "year", "at the end of the year": "year",
        "end of this year": "year",
    },
    "past": {"half past": 30, "quarter past": 15, "quarter to": -15},
    "moment": {"in the morning": 540, "in the afternoon": 840, "in the evening": 1140, "at night": 1260},
    "from": {"starting on": 0, "starting from": 0},
    "of the month": {"of the month": False, "of every month": True, "of each month": True},
    "done": {
        "after completion": 0, "from completion": 0, "after done": 0, "when done": 0,
        "counted from when it is done": 0,
    },
    "remind": {"remind me": 0},
    "": {
        "good morning": 0, "good friday": 0, "black friday": 0, "cyber monday": 0, "ash wednesday": 0,
        "shrove tuesday": 0, "may day": 0, "may i": 0, "day by day": 0, "the other day": 0,
        "hour or two": 0, "day or two": 0, "week or two": 0, "month or two": 0,
    },
}  # fmt: skip
# What a number may end with: ordinals, and times of day by the minutes that are added.
ORDINALS: Final = ("st", "nd", "rd", "th")
# Whether `24.` is the 24th and `24.12.` a date in any sentence, and which comes first in `12/24`.
DOTTED: Final = False
MONTH_FIRST: Final = True
# `at 5` is in the afternoon, `at 9` in the morning; what has a leading zero is as it stands.
AFTERNOON: Final = (1, 6)
# Whether a capital letter after `at 5` makes it an address: `at 5 Elm Street`.
ADDRESSES: Final = True
# Words that count only with a capital letter.
CAPITALISED: Final = ()
# A date after one of these is a part of the sentence.
HOLDS: Final = (
    "the", "a", "an", "my", "your", "his", "her", "our", "their", "its", "last", "past", "previous",
    "since", "before", "after", "from", "of", "than", "about", "like", "every", "each", "any", "some",
    "that", "no", "was", "re", "re:", "between", "via",
)  # fmt: skip
# What makes a number before it an amount, and not an hour or a day.
AMOUNTS: Final = (
    "%", "percent", "degrees", "dollars", "euros", "pounds", "cents", "km", "miles", "kg", "people", "x",
    "lives", "pieces", "pages", "items", "points", "o'clock",
)  # fmt: skip
# What may go on after a sign that would be doubtful within a sentence.
FOLLOWERS: Final = (
    "to", "with", "at", "for", "and", "in", "by", "via", "about", "from", "on", "or", "then", "if", "when",
    "because", "so", "but", "call", "-", "\u2013",
)  # fmt: skip
