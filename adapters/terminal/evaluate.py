"""Labelled questions asked one by one → scores, for people and for programs."""

import asyncio
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import count, islice
from typing import Any

from adapters.desk import Desk
from adapters.terminal.ask import OPERATOR, asker
from adapters.terminal.labels import Question, Talk
from bot.index import Index
from bot.reply import Reply
from bot.score import Around, Judged, Scores, by_kind, judge, score

WARM_UP = 20
"""Questions asked beforehand: the first ones of a process are slower than all that follow."""

ALL = "all"
COLUMNS = (
    ("questions", "asked"),
    ("answered_right", "right"),
    ("offered_right", "offered"),
    ("answered_wrong", "wrong"),
    ("missed", "missed"),
    ("out_of_scope", "out of scope"),
    ("false_answers", "answered falsely"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with what came back."""

    question: Question
    reply: Reply
    judged: Judged


def evaluate(desk: Desk, talks: Sequence[Talk]) -> tuple[Asked, ...]:
    """Ask every question once, after a warm-up, each talk in a conversation of its own."""
    return asyncio.run(_evaluate(desk, talks))


def as_json(asked: Sequence[Asked]) -> str:
    """All scores, and the same by kind, as one line."""
    judged = [one.judged for one in asked]
    kinds = {kind: asdict(scores) for kind, scores in by_kind(judged).items()}
    whole: dict[str, Any] = {**asdict(score(judged)), "kinds": kinds}
    return json.dumps(whole)


def as_table(asked: Sequence[Asked]) -> str:
    """The scores by kind, then what they mean together."""
    judged = [one.judged for one in asked]
    whole = score(judged)
    rows = [("kind", *(title for _, title in COLUMNS))]
    rows += [_row(kind, scores) for kind, scores in by_kind(judged).items()]
    rows.append(_row(ALL, whole))
    return "\n".join([*_aligned(rows), "", *_in_words(whole)])


def misses(asked: Sequence[Asked]) -> Iterator[str]:
    """A line for each question that did not get what its label says."""
    for one in asked:
        if one.judged.verdict in ("right", "left alone"):
            continue
        wanted = " + ".join("|".join(sorted(ids)) for ids in one.question.label.expect) or "nothing"
        got = " ".join(f"{e.id}({e.confidence:.2f})" for e in one.reply.entries) or "nothing"
        verdict = f"{one.judged.verdict} ({one.judged.kind})"
        said = " ".join(one.question.text.split())
        yield f"{verdict}: {said} → {one.reply.outcome}: {got}; expected: {wanted}"


async def _evaluate(desk: Desk, talks: Sequence[Talk]) -> tuple[Asked, ...]:
    questions = (question for talk in talks for question in talk)
    for number, question in enumerate(islice(questions, WARM_UP)):
        await desk.ask(question.text, asker(f"warm-up {number}"))
    wholes = around(await desk.index_of(OPERATOR))
    places = map(str, count())
    asked: list[Asked] = []
    for talk, where in zip(talks, places, strict=False):
        for question in talk:
            begun = time.perf_counter()
            reply = await desk.ask(question.text, asker(where))
            seconds = time.perf_counter() - begun
            asked.append(Asked(question, reply, judge(question.label, reply, seconds, wholes)))
    return tuple(asked)


def around(index: Index) -> Around:
    """What each entry is part of, at any depth."""
    items = index.items
    return {
        items[part].id: frozenset(items[whole].id for whole in wholes)
        for part, wholes in index.kinship.around.items()
    }


def _row(kind: str, scores: Scores) -> tuple[str, ...]:
    return (kind, *(str(getattr(scores, name)) for name, _ in COLUMNS))


def _aligned(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *rest in rows:
        cells = (cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True))
        yield "  ".join([first.ljust(widths[0]), *cells])


def _in_words(scores: Scores) -> Iterator[str]:
    inside, outside = scores.in_scope, scores.out_of_scope
    yield f"Answered right: {_share(scores.answered_right, inside)} of the questions in scope"
    yield f"Right one among the choices, or its whole shown: {_share(scores.offered_right, inside)}"
    yield f"Answered wrong: {_share(scores.answered_wrong, inside)}"
    yield f"Answered falsely: {_share(scores.false_answers, outside)} of those out of scope"
    yield f"As labelled, of all: {_share(scores.as_labelled, scores.questions)}"
    yield f"Calibration error of the confidences: {scores.ece:.3f}"
    yield f"Time: half within {scores.p50_ms:.1f} ms, 99 of 100 within {scores.p99_ms:.1f} ms"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%} ({part} of {whole})" if whole else "none asked"
