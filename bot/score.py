"""Replies held against labels → scores: how often right, how often wrong, how sure.

Every label asks for entries of which one has to be shown for each thing asked; a label that asks
for nothing is out of scope and must not be answered.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.reply import Reply

BINS = 10
"""Of confidence, equally wide, for the calibration error."""

Around = Mapping[str, frozenset[str]]
"""An entry's id → the ids of all that it is part of."""

Verdict = Literal["right", "offered", "wrong", "missed", "answered falsely", "left alone"]


@dataclass(frozen=True, slots=True)
class Label:
    """`expect`: for each thing that is asked, the ids of which any one is right; empty where it
    must not be answered."""

    expect: tuple[frozenset[str], ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Judged:
    """One question: its verdict; (confidence, right) of each entry shown; whether entries that
    nobody asked for were shown beside the right ones; seconds that the reply took."""

    kind: str
    verdict: Verdict
    shown: tuple[tuple[float, bool], ...]
    besides: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class Scores:
    """Numbers of questions, the calibration error of what was answered (0 to 1), and times."""

    questions: int
    in_scope: int
    out_of_scope: int
    answered_right: int
    offered_right: int
    answered_wrong: int
    missed: int
    false_answers: int
    as_labelled: int
    """Answered right, or rightly left alone."""
    shown_besides: int
    """Answered right, with something beside it that was not asked for."""
    ece: float
    p50_ms: float
    p99_ms: float


def judge(label: Label, reply: Reply, seconds: float, around: Around) -> Judged:
    """One reply held against its label. A whole given for its part is no mistake: it holds what was
    asked, though not alone, as choices do. Confidence is in the whole's telling of it, so that it
    counts as right there."""
    wanted = frozenset().union(*label.expect)
    held = _or_whole(wanted, around)
    answered = reply.outcome == "answer"
    shown = tuple((entry.confidence, entry.id in held) for entry in reply.entries if answered)
    verdict = _verdict(label, reply, around)
    besides = verdict == "right" and not all(entry.id in wanted for entry in reply.entries)
    return Judged(label.kind, verdict, shown, besides, seconds)


def score(judged: Sequence[Judged]) -> Scores:
    """The scores of questions that were judged."""

    def number(*verdicts: Verdict) -> int:
        return sum(one.verdict in verdicts for one in judged)

    out_of_scope = number("answered falsely", "left alone")
    times = [one.seconds * 1000 for one in judged]
    return Scores(
        questions=len(judged),
        in_scope=len(judged) - out_of_scope,
        out_of_scope=out_of_scope,
        answered_right=number("right"),
        offered_right=number("offered"),
        answered_wrong=number("wrong"),
        missed=number("missed"),
        false_answers=number("answered falsely"),
        as_labelled=number("right", "left alone"),
        shown_besides=sum(one.besides for one in judged),
        ece=round(calibration_error([pair for one in judged for pair in one.shown]), 4),
        p50_ms=round(percentile(times, 50), 3),
        p99_ms=round(percentile(times, 99), 3),
    )


def by_kind(judged: Iterable[Judged]) -> dict[str, Scores]:
    """The scores of each kind, in the order in which the kinds come up."""
    kinds: dict[str, list[Judged]] = {}
    for one in judged:
        kinds.setdefault(one.kind, []).append(one)
    return {kind: score(those) for kind, those in kinds.items()}


def calibration_error(shown: Sequence[tuple[float, bool]]) -> float:
    """How far confidence is from the share that is right, on average over what was answered; 0
    where nothing was.

    >>> calibration_error([(0.95, True)] * 19 + [(0.95, False)])
    0.0
    >>> round(calibration_error([(0.9, False)]), 2)
    0.9
    """
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for confidence, right in shown:
        bins[min(int(confidence * BINS), BINS - 1)].append((confidence, right))
    off = (
        abs(sum(confidence for confidence, _ in held) - sum(right for _, right in held))
        for held in bins
    )
    return round(sum(off) / max(len(shown), 1), 9)


def percentile(values: Sequence[float], percent: int) -> float:
    """The smallest value that at least so many percent don't exceed; 0 where there is none.

    >>> percentile([4, 1, 3, 2], 50), percentile([4, 1, 3, 2], 99)
    (2, 4)
    """
    if not values:
        return 0.0
    rank = -(-len(values) * percent // 100)  # rounded up
    return sorted(values)[max(rank, 1) - 1]


def _verdict(label: Label, reply: Reply, around: Around) -> Verdict:
    ids = {entry.id for entry in reply.entries}
    answered = reply.outcome == "answer" and bool(ids)
    if not label.expect:
        return "answered falsely" if answered else "left alone"
    met = all(ids & one for one in label.expect)
    if answered and not met:
        held = [_or_whole(one, around) for one in label.expect]
        if not ids <= frozenset().union(*held):
            return "wrong"
        return "offered" if all(ids & one for one in held) else "missed"
    if answered:
        return "right"
    return "offered" if met and reply.outcome == "choices" else "missed"


def _or_whole(ids: frozenset[str], around: Around) -> frozenset[str]:
    """These entries with all that they are part of."""
    return ids.union(*(around.get(one, frozenset()) for one in ids))
