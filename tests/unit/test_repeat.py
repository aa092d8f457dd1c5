"""The text of rules: what is taken, how it is written, and how it is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farthing.domain.errors import Invalid
from farthing.domain.repeat import PRESETS, parse
from farthing.domain.repeat_words import describe
from tests.unit.rules import rules


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("weekdays", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        (" Daily ", "FREQ=DAILY"),
        ("rrule:byday=th,mo,TH;freq=weekly;interval=1;wkst=mo", "FREQ=WEEKLY;BYDAY=MO,TH"),
        ("FREQ=MONTHLY;BYDAY=+1MO,-1FR", "FREQ=MONTHLY;BYDAY=-1FR,1MO"),
        ("FREQ=WEEKLY;WKST=SU;INTERVAL=2;", "FREQ=WEEKLY;INTERVAL=2;WKST=SU"),
        ("FREQ=DAILY;UNTIL=20270301T235959Z", "FREQ=DAILY;UNTIL=20270301"),
        ("FREQ=DAILY;COUNT=1000", "FREQ=DAILY;COUNT=1000"),
        ("BYMONTHDAY=29,28;FREQ=YEARLY;BYSETPOS=-1;BYMONTH=2",
         "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1"),
    ],
)  # fmt: skip
def test_a_rule_is_written_in_one_way(text: str, canonical: str) -> None:
    assert parse(text) == canonical
    assert parse(canonical) == canonical


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "RFC 5545"),
        ("often", "RFC 5545"),
        ("FREQ", "RFC 5545"),
        ("INTERVAL=2", "FREQ is missing"),
        ("FREQ=HOURLY", "daily at most"),
        ("FREQ=DAILY;FREQ=DAILY", "twice"),
        ("FREQ=DAILY;BYHOUR=9", "BYHOUR is not for tasks"),
        ("DTSTART=20260101;FREQ=DAILY", "DTSTART is not for tasks"),
        ("FREQ=DAILY;INTERVAL=0", "from 1 to 1000"),
        ("FREQ=DAILY;INTERVAL=1001", "from 1 to 1000"),
        ("FREQ=DAILY;INTERVAL=2,3", "one number"),
        ("FREQ=DAILY;INTERVAL=a", "whole numbers"),
        ("FREQ=DAILY;COUNT=1001", "from 1 to 1000"),
        ("FREQ=DAILY;COUNT=5;UNTIL=20270301", "do not go together"),
        ("FREQ=DAILY;UNTIL=20270230", "takes a day"),
        ("FREQ=DAILY;UNTIL=tomorrow", "takes a day"),
        ("FREQ=WEEKLY;BYDAY=XX", "weekdays such as MO"),
        ("FREQ=WEEKLY;BYDAY=0MO", "weekdays such as MO"),
        ("FREQ=WEEKLY;BYDAY=2TU", "months and years"),
        ("FREQ=MONTHLY;BYDAY=6MO", "at most five"),
        ("FREQ=WEEKLY;BYMONTHDAY=1", "does not go with"),
        ("FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=2FR", "does not go with"),
        ("FREQ=WEEKLY;WKST=1", "WKST is one of"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "from 1 to 31, or from -1 to -31"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "from 1 to 31"),
        ("FREQ=MONTHLY;BYSETPOS=1", "BYSETPOS picks"),
        ("FREQ=DAILY;BYDAY=MO;BYSETPOS=1", "BYSETPOS picks"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30,31", "no month"),
        ("FREQ=YEARLY;BYMONTH=13", "from 1 to 12"),
        ("FREQ=DAILY;" + "INTERVAL=1;" * 20, "at most 200 characters"),
    ],
)
def test_what_no_task_can_follow_is_refused_in_a_sentence(text: str, complaint: str) -> None:
    with pytest.raises(Invalid, match=complaint) as refused:
        parse(text)
    assert refused.value.field == "repeat.rule"
    assert "\n" not in refused.value.detail
    assert len(refused.value.detail) < 140


@given(st.text(alphabet="FREQDAILYWEKMONTHBYSPU=;,-+0123456789", max_size=60))
def test_whatever_is_sent_is_a_rule_or_refused(text: str) -> None:
    try:
        rule = parse("FREQ=MONTHLY;" + text)
    except Invalid:
        return
    assert parse(rule) == rule


@given(rules())
def test_reading_what_was_written_changes_nothing_and_words_say_it(rule: str) -> None:
    assert parse(rule) == rule
    for language in ("en", "de"):
        words = describe(rule, language)
        assert words
        assert not set("={}") & set(words)


@pytest.mark.parametrize(
    ("rule", "english", "german"),
    [
        ("FREQ=DAILY", "daily", "täglich"),
        ("FREQ=DAILY;INTERVAL=3;COUNT=5", "every 3 days, 5 times", "alle 3 Tage, 5-mal"),
        (PRESETS["weekdays"], "every weekday", "jeden Werktag"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "every second Tuesday", "jeden zweiten Dienstag"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", "every 2 weeks on Monday and Thursday",
         "alle 2 Wochen am Montag und Donnerstag"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", "daily", "täglich"),
        ("FREQ=WEEKLY;BYMONTH=5;BYDAY=MO", "every Monday in May", "jeden Montag im Mai"),
        ("FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20270301", "monthly on the last Friday, until 1 March 2027",
         "monatlich am letzten Freitag, bis 1. März 2027"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1,1,22", "monthly on the 1st, 22nd and last day",
         "monatlich am 1., 22. und letzten Tag"),
        ("FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", "monthly on the last day",
         "monatlich am letzten Tag"),
        ("FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1", "monthly on the 30th or the last day",
         "monatlich am 30. oder letzten Tag"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "monthly on the last weekday",
         "monatlich am letzten Werktag"),
        ("FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR", "monthly on the 13th, if it is a Friday",
         "monatlich am 13., falls es ein Freitag ist"),
        ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24", "yearly on the 24th of December",
         "jährlich am 24. Dezember"),
        ("FREQ=YEARLY;BYMONTH=5;BYDAY=2SU;COUNT=1", "yearly on the second Sunday in May, once",
         "jährlich am zweiten Sonntag im Mai, einmal"),
    ],
)  # fmt: skip
def test_a_rule_in_words(rule: str, english: str, german: str) -> None:
    assert (describe(rule), describe(rule, "de")) == (english, german)


def test_what_is_counted_from_completion_is_said_so() -> None:
    assert describe("FREQ=DAILY;INTERVAL=3", "en", "done") == "every 3 days, counted from when it is done"
