"""German: what words mean to quick add. Only literals, so that loading costs next to nothing.

`WORDS` has words by what they are to the grammar (see `words`), those of one meaning together; `PHRASES` the
same for several words in a row. Times of day are minutes since midnight, weekdays 1 (Monday)
to 7.
"""

from typing import Any, Final

WORDS: Final[dict[str, dict[str, Any]]] = {
    "day": {"heute": 0, "morgen": 1, "übermorgen uebermorgen": 2},
    "weekday": {
        "montag": 1, "dienstag": 2, "mittwoch": 3, "donnerstag": 4, "freitag": 5, "samstag sonnabend": 6,
        "sonntag": 7,
    },
    "weekday?": {"mo": 1, "di": 2, "mi": 3, "do": 4, "fr": 5, "sa": 6, "so": 7},
    "weekly": {
        "montags": (1,), "dienstags": (2,), "mittwochs": (3,), "donnerstags": (4,), "freitags": (5,),
        "samstags": (6,), "sonntags": (7,), "werktags wochentags": (1, 2, 3, 4, 5),
    },
    "month": {
        "januar jänner jan": 1, "februar feb": 2, "märz maerz mär mrz": 3, "april apr": 4, "mai": 5,
        "juni jun": 6, "juli jul": 7, "august aug": 8, "september sep sept": 9, "oktober okt": 10,
        "november nov": 11, "dezember dez": 12,
    },
    "unit": {
        "minute minuten min": "minute", "stunde stunden std": "hour", "tag tagen tage": "day",
        "woche wochen": "week", "monat monaten monate": "month", "quartal quartalen quartale": "quarter",
        "jahr jahren jahre": "year",
    },
    "count": {
        "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9,
        "zehn": 10, "elf": 11, "zwölf": 12,
    },
    "article": {"ein eine einen einem einer": 1},
    "ordinal": {
        "erste ersten erster erstes": 1, "zweite zweiten zweiter zweites": 2,
        "dritte dritten dritter drittes": 3, "vierte vierten vierter viertes": 4, "fünfte fünften": 5,
        "letzten letzte letzter letztes": -1,
    },
    "part": {
        "früh morgen": 540, "vormittag": 600, "mittag": 720, "nachmittag": 840, "abend": 1140,
        "nacht": 1260,
    },
    "moment": {"mittags": 720, "mitternacht": 1440},
    "clock word": {"uhr": 0},
    "meridiem": {"morgens vormittags": 0, "nachmittags abends": 720},
    "at": {"um @": 0},
    "lead": {"am zum fällig": 0},
    "for": {"für": 0},
    "this": {"diesen dieses kommenden kommendes": 0},
    "next": {"nächste nächsten nächster nächstes": 0},
    "in": {"in": 0},
    "the": {"den dem": 0},
    "and": {"und &": 0},
    "or": {"oder": 0},
    "from": {"ab": 0},
    "from?": {"von": 0},
    "until": {"bis": 0},
    "every": {"alle jeden jede jedes": "due", "alle! jeden! jede! jedes!": "done"},
    "adverb": {
        "täglich": ("day", 1), "wöchentlich": ("week", 1), "zweiwöchentlich": ("week", 2),
        "monatlich": ("month", 1), "vierteljährlich": ("month", 3), "jährlich": ("year", 1),
    },
    "workday": {"werktag wochentag arbeitstag mo-fr": (1, 2, 3, 4, 5)},
    "weekend": {"wochenende": (6, 7)},
    "times": {"mal male": 0},
    "end of": {"monatsende": "month", "jahresende": "year"},
    "before": {"vorher davor": 0},
}  # fmt: skip
PHRASES: Final[dict[str, dict[str, Any]]] = {
    "end of": {"ende des monats": "month", "ende des jahres": "year", "ende dieses monats": "month"},
    "past": {"halb": -30, "viertel nach": 15, "viertel vor": -15, "dreiviertel": -15},
    "moment": {
        "am morgen": 540, "am vormittag": 600, "zu mittag": 720, "am nachmittag": 840, "am abend": 1140,
    },
    "this": {"am kommenden": 0, "an diesem": 0},
    "next": {"am nächsten": 0},
    "lead": {"fällig am": 0, "fällig bis": 0},
    "until": {"bis zum": 0, "bis am": 0},
    "from": {"ab dem": 0},
    "of the month": {
        "des monats": False, "im monat": False, "jedes monats": True, "jeden monats": True,
    },
    "done": {"nach erledigung": 0, "nach abschluss": 0, "gerechnet ab erledigung": 0},
    "remind": {"erinnere mich": 0},
    "": {
        "guten morgen": 0, "guten abend": 0, "gute nacht": 0, "tag der arbeit": 0, "tag für tag": 0,
        "von morgen": 0, "heiliger abend": 0, "alle jahre wieder": 0,
    },
}  # fmt: skip
# What a number may end with: ordinals, and times of day by the minutes that are added.
ORDINALS: Final = ("te", "ten", "ter")
# Whether `24.` is the 24th and `24.12.` a date in any sentence, and which comes first in `12/24`.
DOTTED: Final = True
MONTH_FIRST: Final = False
# `um 5` is five in the morning: the clock has 24 hours.
AFTERNOON: Final = ()
# Whether a capital letter after `um 5` makes it an address; nouns have one anyway.
ADDRESSES: Final = False
# Words that count only with a capital letter.
CAPITALISED: Final = ("mo", "di", "mi", "do", "fr", "sa", "so")
# A date after one of these is a part of the sentence.
HOLDS: Final = (
    "der", "die", "das", "ein", "eine", "einen", "mein", "meinen", "dein", "unser", "unseren", "ihr",
    "sein", "vor", "nach", "seit", "von", "letzten", "letzte", "letzter", "vergangenen", "vorigen", "über",
    "als", "wie", "des", "kein", "keinen", "zwischen", "re:", "aw:", "war",
)  # fmt: skip
# What makes a number before it an amount, and not an hour or a day.
AMOUNTS: Final = (
    "%", "prozent", "grad", "euro", "€", "cent", "franken", "km", "kilometer", "kg", "kilo", "leute",
    "personen", "stück", "seiten", "punkte", "x",
)  # fmt: skip
# What may go on after a sign that would be doubtful within a sentence.
FOLLOWERS: Final = (
    "mit", "bei", "für", "und", "in", "im", "an", "auf", "zu", "zum", "zur", "wegen", "über", "von", "oder",
    "dann", "wenn", "falls", "weil", "aber", "-", "\u2013",
)  # fmt: skip
