"""Each phrasing of the built-in knowledge asked of an index that was built without it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean

from adapters.database.memory import MemoryConversations, MemoryDeliveries
from adapters.desk import Desk
from adapters.models.static import static_vectors
from adapters.terminal.evaluate import evaluate
from adapters.terminal.labels import Talk, read_labels
from benchmarks.folds import FOLDS, folds
from benchmarks.generate import Question
from benchmarks.own import shipped_encoder
from benchmarks.table import table
from bot.decide import Answer, Choices, decide
from bot.index import Index, build_index
from bot.match import match
from bot.score import Scores, calibration_error, score
from knowledge.loader import load

HEAD = (
    "level", "first place", "answered right", "offered", "answered wrong", "not answered",
    "boundary answered", "calibration error",
)  # fmt: skip
ASKED_HEAD = (
    "level", "answered right", "offered", "answered wrong", "missed", "answered falsely",
    "calibration error",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """What one left-out phrasing got. `covered`: an entry's, not a boundary's; `first`: the first
    candidate is right; `answered`: whether the entry that was answered is right, None without one;
    `offered`: a choice is right."""

    covered: bool
    first: bool
    answered: bool | None
    offered: bool
    confidence: float


@dataclass(frozen=True, slots=True)
class Level:
    """A level's results: of the left-out phrasings, and of the labelled questions fold by fold."""

    found: list[Found]
    scores: list[Scores]


def split(files: Sequence[Path]) -> list[str]:
    """The table of the left-out phrasings, and that of labelled questions where files are given."""
    talks = read_labels(files) if files else ()
    encoder = shipped_encoder()
    levels = {name: Level([], []) for name in ("lean", "full")[: 2 if encoder else 1]}
    for fold in folds(load()):
        index = build_index(fold.knowledge, static_vectors(), encoder)
        for name, level in levels.items():
            at_level = index if name == "full" else replace(index, encoder=None)
            level.found.extend(find(question, at_level) for question in fold.left_out)
            if talks:
                level.scores.append(_score(talks, at_level))
    return _left_out(levels) + (_asked(levels) if talks else [])


def find(question: Question, index: Index) -> Found:
    """What the index makes of a phrasing; giving an entry is right for all that it contains."""
    wanted = index.position[question.id]
    matched = match(question.text, index)
    decision = decide(matched)

    def right(at: int) -> bool:
        return wanted in index.kinship.answers(at)

    answered = right(decision.entry.at) if isinstance(decision, Answer) else None
    choices = decision.entries if isinstance(decision, Choices) else ()
    return Found(
        covered=bool(index.kinship.entry[wanted]),
        first=bool(matched.candidates) and right(matched.candidates[0].at),
        answered=answered,
        offered=any(right(choice.at) for choice in choices),
        confidence=matched.entry.confidence if matched.entry else 0.0,
    )


def _score(talks: Sequence[Talk], index: Index) -> Scores:
    desk = Desk(index, MemoryConversations(), MemoryDeliveries())
    return score([one.judged for one in evaluate(desk, talks)])


def _left_out(levels: dict[str, Level]) -> list[str]:
    rows = [(name, *_shares(level.found)) for name, level in levels.items()]
    asked = len(levels["lean"].found)
    return table(f"{asked} phrasings, each left out of the index, {FOLDS} folds", HEAD, rows)


def _shares(found: Sequence[Found]) -> list[str]:
    inside = [one for one in found if one.covered]
    outside = [one for one in found if not one.covered]
    answered = [(one.confidence, one.answered) for one in found if one.answered is not None]
    silent = [one.answered is None and not one.offered for one in inside]
    shares = (
        [one.first for one in found],
        [one.answered is True for one in inside],
        [one.offered for one in inside],
        [one.answered is False for one in inside],
        silent,
        [one.answered is not None for one in outside],
    )
    error = calibration_error([(sure, bool(right)) for sure, right in answered])
    return [*(f"{sum(kind) / max(len(kind), 1):.1%}" for kind in shares), f"{error:.3f}"]


def _asked(levels: dict[str, Level]) -> list[str]:
    rows = [(name, *_means(level.scores)) for name, level in levels.items()]
    questions = levels["lean"].scores[0].questions
    title = f"{questions} labelled questions, the mean over the {FOLDS} indexes"
    return ["", *table(title, ASKED_HEAD, rows)]


def _means(scores: Sequence[Scores]) -> list[str]:
    first = scores[0]
    shares = (
        *((name, first.in_scope) for name in _IN_SCOPE),
        ("false_answers", first.out_of_scope),
    )
    means = [mean(getattr(one, name) for one in scores) / max(of, 1) for name, of in shares]
    return [*(f"{share:.1%}" for share in means), f"{mean(one.ece for one in scores):.3f}"]


_IN_SCOPE = ("answered_right", "offered_right", "answered_wrong", "missed")
