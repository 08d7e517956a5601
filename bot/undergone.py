"""What is done to whom the entry tells of, by them to something else, or to become another."""

from collections.abc import Collection, Sequence
from itertools import takewhile

from bot.clause import (
    BEING,
    LEADING,
    PRONOUNS,
    SHORTEST,
    acting,
    after,
    bare,
    mentions,
    participle,
    stem,
)
from bot.embed import WordMeaning
from bot.gate import APART, akin, is_one, is_usual, tells
from bot.read import ACTING, ASKING, AUXILIARIES, Reading
from bot.told import Told, as_typed

BECOMING = ("becom", "being")
"""How verbs of becoming begin: the other one with a "to" before it, as in "go back to being …"."""

AIM = 3
"""Words at most that name whom somebody wants to become."""

CIRCUMSTANCES = frozenset(["in", "on", "at", "before", "after", "when", "once", "if", "during"])
"""What may follow a verb of something that is done to somebody: "are they trained on the job", but
"are they supposed to know"."""


def undergone(reading: Reading, nearest: str, told: Told, meaning: WordMeaning) -> tuple[str, ...]:
    """What is done, as typed, to whom the entry says does something themselves."""
    return _asked_of(reading, nearest, told, meaning) or _done_to(reading, told, meaning)


def _asked_of(reading: Reading, nearest: str, told: Told, meaning: WordMeaning) -> tuple[str, ...]:
    """As "ask" in "what should I ask a nurse", near "what should a nurse know"."""
    said = reading.concepts
    if AUXILIARIES.isdisjoint(said):
        return ()
    who, act, whom, *more = (*after(said), "", "", "")
    rank = meaning.vectors.pieces
    if who not in PRONOUNS or not is_usual(whom, meaning) or not tells(act, rank):
        return ()
    if any(word and tells(word, rank) for word in more):  # "would they let a nurse decide"
        return ()
    if acting(told.lexicon.read_written(nearest).concepts) != whom:
        return ()
    root = stem(act)
    known = told.mainly(root) or any(whom in part.rest for part in told.of(root))
    return () if known else (as_typed([act], reading, told),)


def _done_to(reading: Reading, told: Told, meaning: WordMeaning) -> tuple[str, ...]:
    """As "trains" in "who trains nurses", and "trained" in "are nurses trained", where the entry
    says that nurses train others, and of nobody that they train nurses."""
    said = bare(reading.concepts)
    act, whom = _deed(said)
    if len(act) < SHORTEST or not is_usual(whom, meaning):
        return ()
    root = stem(act)
    if root not in told.deeds:
        return ()
    if any(whom in part.rest[:2] for part in told.of(root)):
        return ()
    lines = (told.lexicon.read_written(one) for one in told.phrasings if mentions(one, root))
    deeds = (_deed(bare(one.concepts)) for one in lines)
    if any(stem(also) == root and other == whom for also, other in deeds):
        return ()
    return (as_typed([act], reading, told),)


def _deed(said: Sequence[str]) -> tuple[str, str]:
    """What is done, and to whom, where it isn't said by whom; else empty."""
    if said[:1] == ("who",) and len(said) > 2:
        return said[1], said[2]
    at = next((at for at, word in enumerate(said) if word in BEING), len(said))
    whom, act, then, *_ = (*said[at + 1 : at + 4], "", "", "")
    ends = not then or then in CIRCUMSTANCES
    return (act, whom) if participle(act) and ends else ("", "")


def other_thing(
    reading: Reading, told: Told, meaning: WordMeaning, times: Collection[str]
) -> tuple[str, ...]:
    """What something is done to, as typed, where the entry tells of the same one doing that to
    other things, and of nothing like it: "do they train dogs" beside "do they train customers"."""
    said, rank = reading.concepts, meaning.vectors.pieces
    if AUXILIARIES.isdisjoint(said):
        return ()
    who, act, *rest = (*after(said), "", "")
    things = list(takewhile(lambda word: len(word) > 1 and tells(word, rank), rest))
    if not things or len(act) < SHORTEST or not tells(act, rank):
        return ()
    if any(word in told.own or word in times for word in things):  # as with nearly all
        return ()
    others = [part.rest[:1] for part in told.of(stem(act)) if part.who == who]
    if not any(tells(word, rank) for one in others for word in one):
        return ()
    far = not any(akin(word, told.own, meaning, APART) for word in things)
    return (as_typed(things[-1:], reading, told),) if far else ()


def other_aim(
    reading: Reading, told: Told, meaning: WordMeaning, people: Collection[str]
) -> tuple[str, ...]:
    """Whom somebody wants to become, as typed, where the entry tells of becoming another: "how do I
    go back to being a nurse" and "from teacher to nurse" beside "how does a nurse become a
    teacher"."""
    said = reading.concepts
    aims = [_aim(said, at, people) for at, word in enumerate(said) if word.startswith(BECOMING)]
    named = [aim for aim in (*aims, _end(said, meaning)) if aim]
    if not named or any(is_usual(word, meaning) for aim in named for word in aim):
        return ()
    if BECOMING[0] not in told.deeds:
        return ()
    known = {word for part in told.of(BECOMING[0]) for word in part.rest[:AIM]}
    return () if known.intersection(*named[:1]) else (as_typed(named[0][-1:], reading, told),)


def _aim(said: Sequence[str], at: int, people: Collection[str]) -> tuple[str, ...]:
    """What is named after a verb of becoming: "a nurse", "nurses"."""
    turns = said[at] != BECOMING[1] or said[at - 1 : at] == ("to",)
    after = said[at + 1 : at + 2]
    if not turns or not after or not (after[0] in ("a", "an") or is_one(after[0], people)):
        return ()
    return _name(said[at + 1 :])


def _end(said: Sequence[str], meaning: WordMeaning) -> tuple[str, ...]:
    """Where a way leads that begins at whom the knowledge is about: the nurse, in "from teacher to
    nurse" and, as nothing else is said, "teacher to nurse"."""
    to = next((at for at, word in enumerate(said) if at and word == "to"), 0)
    start = said.index("from") + 1 if "from" in said[:to] else 0
    bare_way = len(said) <= 2 * AIM and ACTING.isdisjoint(said) and said[0] not in ASKING
    if not to or not (start or bare_way):
        return ()
    begins = said[start:to]
    near = len(begins) <= AIM and any(is_usual(word, meaning) for word in begins)
    return _name(said[to + 1 :]) if near else ()


def _name(said: Sequence[str]) -> tuple[str, ...]:
    """The words that a name begins with, determiners aside."""
    return tuple(takewhile(lambda word: word not in LEADING, bare(said[: AIM + 1])[:AIM]))
