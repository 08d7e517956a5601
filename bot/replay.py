"""A change of what a team has of its own → which questions would be answered otherwise.

The team's indexes are made from the base's as its real one is, with all that it has, and not from
those before the change: what stands is the same whatever way led there. Asked again are those
questions alone that the change can reach.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.deal import Said, deal, stripped
from bot.extend import extend
from bot.loss import Move, compared, material
from bot.reach import reached
from bot.reread import reread
from bot.stand import (
    Fold,
    Golden,
    Outcome,
    Question,
    Stand,
    asking,
    labelled,
    outcome,
    placing,
)
from knowledge.overlay import EMPTY, Overlay


@dataclass(frozen=True, slots=True)
class Replayed:
    """What would move, and how things would stand then. `asked`: how many questions stand;
    `again`: how many of them the change could reach."""

    moves: tuple[Move, ...]
    stand: Stand
    asked: int
    again: int


def replay(
    standing: Stand,
    overlay: Overlay,
    attached: Sequence[Golden] = (),
    between: Callable[[], None] = lambda: None,
) -> Replayed:
    """What would move if what the team has of its own became this overlay. `between` is called
    after each step, some milliseconds long."""
    base = standing.base or standing
    dealt = deal(standing, overlay)
    misses = labelled("attached", attached)
    befores = [*standing.folds[:-1], _with(standing.folds[-1], misses, between)]
    moves: list[tuple[Move, bool]] = []
    folds: list[Fold] = []
    again = 0
    for before, theirs, more in zip(befores, base.folds, [*dealt.own, misses], strict=True):
        fold = _extended(theirs, overlay, dealt.gone, more)
        between()
        known = _unreached(before, fold)
        outcomes = []
        for at, one in enumerate(fold.asked):
            if at in known:
                outcomes.append(known[at])
                continue
            outcomes.append(outcome(one, fold.index))
            between()
        again += len(fold.asked) - len(known)
        folds.append(replace(fold, outcomes=tuple(outcomes)))
        moves += compared(before, folds[-1])
    stands = Stand(overlay, tuple(folds), base)
    told = tuple(material(moves, folds))
    return Replayed(told, stands, sum(len(fold.asked) for fold in folds), again)


def asks_alike(one: Overlay, other: Overlay) -> bool:
    """Whether nothing is asked for otherwise by the one than by the other: then nothing moves."""
    return _ways(one) == _ways(other)


def _ways(own: Overlay) -> tuple[object, ...]:
    items = [(one.id, one.title, one.phrasings) for one in own.items()]
    amended = {id: (one.title, one.without) for id, one in own.amended.items()}
    told = {id: said for id, said in amended.items() if any(said)}
    return items, told, dict(own.phrasings), own.synonyms, own.retired


def _with(fold: Fold, attached: Sequence[Question], between: Callable[[], None]) -> Fold:
    """The fold that is asked the golden questions, and these and no other attached ones."""
    there = {one.key: at for at, one in enumerate(fold.asked)}
    given = {one.key: one for one in attached}
    kept = [at for at, one in enumerate(fold.asked) if one.kind == "golden" or one.key in given]
    less = replace(
        fold,
        asked=tuple(given.get(fold.asked[at].key, fold.asked[at]) for at in kept),
        readings=tuple(fold.readings[at] for at in kept),
        outcomes=tuple(fold.outcomes[at] for at in kept),
    )
    return asking(less, [one for one in attached if one.key not in there], between)


def _extended(
    theirs: Fold, overlay: Overlay, gone: Collection[Said], more: Sequence[Question]
) -> Fold:
    """The base's fold as the overlay changes it, asked `more` and not what is `gone`: outcomes are
    still those of the base."""
    if overlay == EMPTY and not more:
        return theirs
    kept = [at for at, one in enumerate(theirs.asked) if (one.of, one.words) not in gone]
    asked = (*(theirs.asked[at] for at in kept), *more)
    index = extend(theirs.index, stripped(overlay, asked))
    readings = [theirs.readings[at] for at in kept]
    other = reread(readings, asked, theirs.index, index, overlay)
    for at, reading in other.items():
        readings[at] = reading
    own = index.static.space.own.keys()
    elsewhere = [one for one in readings if not own.isdisjoint(one.concepts)]
    new = [index.lexicon.read_words(one.words) for one in more]
    index = placing(index, [*other.values(), *elsewhere, *new])
    return Fold(index, asked, (*readings, *new), ())


def _unreached(before: Fold, after: Fold) -> Mapping[int, Outcome]:
    """What is known of the questions that are answered as before, by their places."""
    there = {one.key: at for at, one in enumerate(before.asked)}
    pairs = [(there[one.key], at) for at, one in enumerate(after.asked) if one.key in there]
    again = reached(before, after, pairs)
    return {
        now: before.outcomes[was] for (was, now), anew in zip(pairs, again, strict=True) if not anew
    }
