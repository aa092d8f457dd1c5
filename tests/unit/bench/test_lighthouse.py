"""Lighthouse's reports, told in lines."""

from bench.lighthouse import Audit, Category, Environment, Judgement, Weighed, lines


def judgement(score: float | None, **audits: float | None) -> Judgement:
    parts = [Weighed(id, 0 if id == "hint" else 10) for id in audits]
    told = {id: Audit(f"About {id}", each, "1.5 s") for id, each in audits.items()}
    return Judgement(Environment(1500), {"performance": Category(score, parts)}, told)


def test_the_median_is_told_with_what_lowers_it() -> None:
    rounds = [judgement(1.0, paint=1.0), judgement(0.9, paint=0.4), judgement(0.96, paint=0.8, blocked=1.0)]
    first, *rest = lines("mobile", "performance", rounds)
    assert (first.figures, first.ratio, first.reached()) == ("96 of 100", 0.96, False)
    assert [(line.name, line.figures, line.ratio) for line in rest] == [
        ("  paint", "About paint: 1.5 s", 0.8)
    ]


def test_what_has_no_weight_or_does_not_apply_lowers_nothing() -> None:
    (line,) = lines("mobile", "performance", [judgement(0.9, hint=0.0, video=None)])
    assert not line.reached()


def test_what_is_as_good_as_it_gets_is_told_in_a_line() -> None:
    (line,) = lines("mobile", "performance", [judgement(1.0, paint=0.99)])
    assert line.reached()


def test_what_could_not_be_judged_is_missed() -> None:
    (line,) = lines("mobile", "performance", [judgement(None)])
    assert not line.reached()
