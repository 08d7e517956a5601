"""How questions were answered before and after a change → what moves, and what is lost by it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.index import Index
from bot.normalise import words
from bot.stand import CHOICES, NOTHING, Fold, Kind, Outcome, Question, fine, offers, right

CLEAR = 0.75
"""The confidence from which an answer didn't stand on the edge."""

NOTICED = 0.2
"""The difference in confidence from which a phrasing moved that was or is asked back, or not known:
below it the question stood on the edge, and any change tips some of those."""

NEARLY = 0.55
"""The likeness (cosine) from which an entry is asked for nearly in a boundary's words. Of thirty
entries that were tried on the built-in boundaries (benchmarks/additions.py), what they took rightly
was as alike, and what they took wrongly was not."""

LITTLE, SOME = 0.01, 0.1
"""As a part of its phrasings, how many may go to no answer, those of other entries among them: each
is a guess at how others ask, made as if it had not been written down, and one in five of those is
missed anyway. And how many a boundary may leave to an entry that is asked for nearly so: more is to
take its place."""


@dataclass(frozen=True, slots=True)
class Move:
    """A question that would be answered otherwise: the outcomes before and after, whether what was
    right would be lost, what kind of question it is, whether it is `open`: what is right is to say
    that it has no answer, and the id of what it is a phrasing of, or was answered with."""

    text: str
    before: str
    after: str
    lost: bool
    kind: Kind = "phrasing"
    open: bool = False
    of: str = ""


def compared(before: Fold, after: Fold) -> Iterator[tuple[Move, bool]]:
    """What moves, and whether by that an entry answers what it is asked for nearly."""
    there = {one.key: (one, made) for one, made in zip(before.asked, before.outcomes, strict=True)}
    for one, now in zip(after.asked, after.outcomes, strict=True):
        if one.key not in there:
            continue
        same, was = there[one.key]
        if was.given != now.given and (_is_told(was, now) or one.kind != "phrasing"):
            lost = right(was, same, before.index) and not fine(now, one, after.index)
            counts = lost and _counts(one, was, now, after.index)
            counts = counts and not _in_its_place(was, now, before.index, after.index)
            moved = Move(one.text, was.given, now.given, counts, one.kind, not one.right, one.of)
            yield moved, _is_found(one, now, after.index)


def material(moves: Sequence[tuple[Move, bool]], folds: Sequence[Fold]) -> Iterator[Move]:
    """The moves, where next to nothing that an entry lost to no answer is no loss, nor a few of a
    boundary's questions that are answered now."""
    asked = Counter(one.of for fold in folds for one in fold.asked if one.kind == "phrasing")
    mild = {move: part for move, found in moves if (part := _mild(move, found))}
    gone = Counter(move.after and move.of for move in mild)  # to no answer: of all entries
    for move, _ in moves:
        little = move in mild and gone[move.after and move.of] <= mild[move] * asked[move.of]
        yield replace(move, lost=False) if little else move


def _mild(move: Move, found: bool) -> float:
    """The part up to which phrasings, which were left out, may be lost so."""
    if not move.lost or move.kind != "phrasing":
        return 0.0
    return LITTLE if move.after == NOTHING else SOME if found else 0.0


def _is_told(was: Outcome, now: Outcome) -> bool:
    """Whether a phrasing has moved, which was left out: it was clear before, or is far from there
    now."""
    apart = {was.given, now.given}.isdisjoint((CHOICES, NOTHING))
    return (apart and was.sure >= CLEAR) or abs(was.sure - now.sure) >= NOTICED


def _counts(question: Question, was: Outcome, now: Outcome, after: Index) -> bool:
    """Whether it is a loss that a question has no right answer any more: not where what was right
    is retired; of a phrasing, which was left out, not where the right one is offered, nor where it
    is the only one, without which nothing tells how its entry is asked for; of an attached miss,
    not where it is asked back on the edge; and of what nothing answered, not where an entry is
    taught just that."""
    match question.kind:
        case "phrasing":
            at = after.position.get(question.of)
            return at is not None and len(after.phrasings[at]) > 1 and not offers(now, question)
        case "attached":
            return question.of in after.position and not (
                _taught(question, now, after) or _wavers(question, was, now)
            )
        case "golden":
            return not _taught(question, now, after)


def _in_its_place(was: Outcome, now: Outcome, before: Index, after: Index) -> bool:
    """Whether a boundary said it that is out of use by then, and what is asked for in its ways
    answers: whoever puts an answer in a boundary's place wants that."""
    there, at = before.position.get(was.given), after.position.get(now.given)
    if there is None or at is None or before.kinship.entry[there] or was.given in after.position:
        return False
    ways = before.phrasings[there], after.phrasings[at]
    had, has = ({" ".join(words(one)) for one in own} for own in ways)
    return not had.isdisjoint(has)


def _is_found(question: Question, now: Outcome, after: Index) -> bool:
    """Whether nothing answered, and an entry does that is asked for nearly in these words: whoever
    asks just so still hears that it isn't known, since that phrasing is the boundary's."""
    at = after.position.get(now.given)
    return (
        not question.right and at is not None and bool(after.kinship.entry[at])
    ) and now.alike >= NEARLY


def _wavers(question: Question, was: Outcome, now: Outcome) -> bool:
    """Whether the right one is still the first, and about as sure as before."""
    first = now.offered[:1]
    return not question.right.isdisjoint(first) and abs(was.sure - now.sure) < NOTICED


def _taught(question: Question, now: Outcome, after: Index) -> bool:
    said = after.exact.get(" ".join(question.words), ())
    return not question.right and after.position.get(now.given) in said
