"""What a change would move → words."""

from collections.abc import Mapping, Sequence

from bot.loss import Move
from bot.normalise import words
from bot.reply import Items, Paragraph, Part, Text, text
from bot.stand import CHOICES, NOTHING

SHOWN = 5
"""Kinds of moves, and examples of each."""

BESIDE = "Besides, this is answered otherwise, and no right answer is lost by it:"


def moved(moves: Sequence[Move], titles: Mapping[str, str]) -> tuple[Part, ...]:
    """Which questions go from what to what, first those that lose a right answer, and then,
    set off from them, all others. `titles`: of entries and boundaries, by id, no two alike."""
    told = _once(moves)
    taken = [move for move in told if move.lost]
    others = [move for move in told if not move.lost]
    beside = (Paragraph(text(BESIDE)),) if taken and others else ()
    return (*_listed(taken, titles), *beside, *_listed(others, titles))


def lost(moves: Sequence[Move]) -> str:
    """How many right answers would be lost, and how many questions answered that have none."""
    told = _once(moves)
    open = sum(move.lost and move.open for move in told)
    count = sum(move.lost for move in told) - open
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


def _once(moves: Sequence[Move]) -> tuple[Move, ...]:
    """Each question once, though it is a phrasing and asked for beside: as what it loses, if it
    loses anything."""
    found: dict[tuple[str, ...], Move] = {}
    for move in sorted(moves, key=lambda one: not one.lost):
        found.setdefault(words(move.text), move)
    return tuple(found.values())


def _listed(moves: Sequence[Move], titles: Mapping[str, str]) -> tuple[Part, ...]:
    if not moves:
        return ()
    kinds: dict[tuple[str, str], list[str]] = {}
    for move in moves:
        kinds.setdefault((move.before, move.after), []).append(move.text)
    ranked = sorted(kinds.items(), key=lambda one: (-len(one[1]), one[0]))
    lines = [_line(before, after, asked, titles) for (before, after), asked in ranked[:SHOWN]]
    more = sum(len(asked) for _, asked in ranked[SHOWN:])
    told = "1 more question goes" if more == 1 else f"{more} more questions go"
    rest = (Paragraph(text(f"And {told} elsewhere.")),) if more else ()
    return (Items(tuple(lines)), *rest)


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
    return titles.get(outcome, f"“{outcome}”")
