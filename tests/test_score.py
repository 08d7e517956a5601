"""Replies held against labels."""

import pytest

from bot.reply import Outcome, Reply, Scored
from bot.score import Judged, Label, calibration_error, judge, percentile, score


def reply(outcome: Outcome, *ids: str) -> Reply:
    return Reply(outcome, (), tuple(Scored(name, name, 0.9) for name in ids))


ONE = Label((frozenset({"a", "b"}),), "plain")
BOTH = Label((frozenset({"a", "b"}), frozenset({"c"})), "several")
NOTHING = Label((), "far")
AROUND = {"a": frozenset({"whole", "all"}), "c": frozenset({"all"})}
"""What these are part of."""


@pytest.mark.parametrize(
    ("label", "said", "verdict"),
    [
        (ONE, reply("answer", "a"), "right"),
        (ONE, reply("answer", "x", "b"), "right"),
        (ONE, reply("answer", "x"), "wrong"),
        (ONE, reply("choices", "x", "b"), "offered"),
        (ONE, reply("choices", "x", "y"), "missed"),
        (ONE, reply("unknown", "a"), "missed"),
        (ONE, reply("help"), "missed"),
        (ONE, reply("answer", "whole"), "offered"),
        (ONE, reply("answer", "whole", "a"), "right"),
        (ONE, reply("answer", "whole", "x"), "wrong"),
        (ONE, reply("choices", "whole", "x"), "missed"),
        (BOTH, reply("answer", "all"), "offered"),
        (BOTH, reply("answer", "whole"), "missed"),
        (BOTH, reply("answer", "whole", "c"), "offered"),
        (BOTH, reply("answer", "b", "c"), "right"),
        (BOTH, reply("answer", "b"), "missed"),
        (BOTH, reply("answer", "b", "x"), "wrong"),
        (BOTH, reply("choices", "a", "c"), "offered"),
        (BOTH, reply("choices", "a", "b"), "missed"),
        (NOTHING, reply("answer", "a"), "answered falsely"),
        (NOTHING, reply("answer", "whole"), "answered falsely"),
        (NOTHING, reply("choices", "a", "b"), "left alone"),
        (NOTHING, reply("unknown", "a"), "left alone"),
        (NOTHING, reply("smalltalk"), "left alone"),
    ],
)
def test_a_reply_is_judged_by_what_it_shows(label, said, verdict):
    assert judge(label, said, 0.001, AROUND).verdict == verdict


def test_what_nobody_asked_for_is_counted_beside_a_right_answer():
    said = (reply("answer", "a", "x"), reply("answer", "a"))
    whole = score([judge(ONE, one, 0.0, AROUND) for one in said])
    assert (whole.answered_right, whole.shown_besides) == (2, 1)


def test_a_part_given_for_its_whole_is_wrong():
    """It leaves out the rest of what was asked."""
    assert judge(
        Label((frozenset({"all"}),), "plain"), reply("answer", "c"), 0, AROUND
    ).verdict == ("wrong")


def test_a_confidence_in_a_whole_is_right_about_its_part():
    assert judge(ONE, reply("answer", "whole"), 0, AROUND).shown == ((0.9, True),)


def test_every_question_in_scope_is_counted_once():
    said = (
        reply("answer", "a"),
        reply("answer", "x"),
        reply("choices", "a", "x"),
        reply("unknown"),
    )
    whole = score(
        [judge(label, one, 0.0, AROUND) for label in (ONE, BOTH, NOTHING) for one in said]
    )
    parts = whole.answered_right, whole.offered_right, whole.answered_wrong, whole.missed
    assert sum(parts) == whole.in_scope == 8
    assert (whole.out_of_scope, whole.false_answers) == (4, 2)


def test_confidence_is_calibrated_where_nine_in_ten_at_nine_tenths_are_right():
    assert calibration_error([(0.9, True)] * 9 + [(0.9, False)]) == pytest.approx(0)
    assert calibration_error([(0.9, True)] * 4 + [(0.9, False)] * 6) == pytest.approx(0.5)
    assert calibration_error([(1.0, True), (0.0, False)]) == 0
    assert calibration_error([]) == 0


def test_bins_are_weighed_by_what_they_hold():
    assert calibration_error([(0.95, False)] + [(0.55, True)] * 3) == pytest.approx(
        (0.95 + 3 * 0.45) / 4
    )


def test_percentiles_are_times_that_were_measured():
    times = [float(n) for n in range(1, 101)]
    assert (percentile(times, 50), percentile(times, 99), percentile(times[:1], 99)) == (50, 99, 1)


def test_nothing_asked_scores_nothing():
    whole = score(())
    assert (whole.questions, whole.ece, whole.p50_ms) == (0, 0, 0)
    assert score([Judged("plain", "missed", (), False, 0.002)]).p99_ms == 2
