"""What a change would move → words."""

from collections.abc import Mapping, Sequence

from bot.replay import Move
from bot.reply import Items, Paragraph, Part, Text, text
from bot.stand import CHOICES, NOTHING

SHOWN = 5
"""Kinds of moves, and examples of each."""


def moved(moves: Sequence[Move], titles: Mapping[str, str]) -> tuple[Part, ...]:
    """Which questions go from what to what, those that lose a right answer first. `titles`: of
    entries and boundaries, by id."""
    if not moves:
        return ()
    kinds: dict[tuple[bool, str, str], list[str]] = {}
    for move in moves:
        kinds.setdefault((not move.lost, move.before, move.after), []).append(move.text)
    ranked = sorted(kinds.items(), key=lambda one: (one[0][0], -len(one[1]), one[0]))
    lines = [_line(before, after, asked, titles) for (_, before, after), asked in ranked[:SHOWN]]
    more = len(ranked) - SHOWN
    rest = (Paragraph(text(f"And {more} more moves of other kinds.")),) if more > 0 else ()
    return (Items(tuple(lines)), *rest)


def lost(moves: Sequence[Move]) -> str:
    """How many right answers would be lost, and how many questions answered that have none."""
    open = sum(move.lost and move.open for move in moves)
    count = sum(move.lost for move in moves) - open
    answers = "1 right answer" if count == 1 else f"{count} right answers"
    questions = "1 question" if open == 1 else f"{open} questions"
    have = "that has no answer here" if open == 1 else "that have no answer here"
    if not open:
        return f"{answers} would be lost"
    if not count:
        return f"{questions} would be answered {have}"
    return f"{answers} would be lost, and {questions} answered {have}"


def answers_more(moves: Sequence[Move]) -> bool:
    """Whether all that would be lost is that questions have no answer."""
    return all(move.open for move in moves if move.lost)


def _line(before: str, after: str, asked: Sequence[str], titles: Mapping[str, str]) -> Text:
    count = "1 question goes" if len(asked) == 1 else f"{len(asked)} questions go"
    ways = f"from {_named(before, titles)} to {_named(after, titles)}"
    examples = ", ".join(f"“{one}”" for one in asked[:SHOWN])
    return text(f"{count} {ways}: {examples}{' …' if len(asked) > SHOWN else ''}")


def _named(outcome: str, titles: Mapping[str, str]) -> str:
    if outcome == CHOICES:
        return "a choice"
    if outcome == NOTHING:
        return "no answer"
    return f"“{titles.get(outcome, outcome)}”"
