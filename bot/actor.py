"""Who acts in a question in place of whom the entry tells of."""

import math
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.clause import PRONOUNS, SHORTEST, Clause, Done, acting, after, clauses, parted, stem
from bot.embed import WordMeaning
from bot.gate import is_one, is_usual, tells
from bot.normalise import OWNS, owner
from bot.read import ACTING, Reading
from bot.role import acts, follows, narrows
from bot.told import BY_THE_WAY, Told, as_typed

WHOM = frozenset(["who", "whom", "what"])
"""What asks for those that something is done to, where nothing follows the act."""

TOGETHER = (("with",), ("together",))
"""What follows an act that both do to one another."""

RECEIVING = frozenset(["need", "needs", "get", "receive"])
"""Verbs by which nothing is done to anybody."""

WANTING = frozenset(["want", "expect", "ask", "require", "let", "look"])
"""Verbs of whoever has others act: "does my boss want me to train customers"."""

DOING = frozenset(
    ["job", "jobs", "role", "roles", "work", "position", "day", "days", "week", "task", "tasks",
     "duty", "duties", "responsibility", "responsibilities", "career", "life", "profession"]
)  # fmt: skip
"""What does something in its owner's place: "does a nurse's job include it"."""


def actor(
    reading: Reading, told: Told, meaning: WordMeaning, people: Collection[str]
) -> tuple[str, ...]:
    """Who acts, as typed, where the entry says that others do that: to them ("do customers train
    TPMs"), in place of whoever owns them ("does the TPM's boss …"); or in place of somebody with
    another job ("do teachers train customers")."""
    if ACTING.isdisjoint(reading.plain):
        return ()
    said = parted(reading, told.lexicon.synonyms)
    if "by" not in said and not _somebody(after(said)[:3], people, meaning):
        return ()
    usual = frozenset(word for word in said if is_usual(word, meaning))
    rank = meaning.vectors.pieces
    ways = clauses(said)
    suspects = [_suspected(one, said, usual, told, meaning, people) for one in ways]
    if not any(suspects):  # as with nearly all
        return ()
    led = (
        at for at, one in enumerate(ways) if tells(one.act, rank) and _does(one.act, usual, told)
    )
    at = next(led, 0)
    found, suspect = ways[at], suspects[at]
    if suspect is None:
        return ()
    parts = list(told.of(stem(found.act)))
    who = {part.who for part in parts}
    stems = {stem(one) for one in suspect.actors}
    so = sum(part.led and stem(part.who) in stems for part in parts)
    if so > BY_THE_WAY * sum(not suspect.actors.isdisjoint(part.rest) for part in parts):
        return ()  # the entry says so itself, and hardly ever that it is done to them
    theirs = suspect.owned and not who.isdisjoint(usual | PRONOUNS)
    others = suspect.replaces and any(one and tells(one, rank) for one in who)
    instead = (
        theirs
        or (others and not _beside(suspect.others, told))
        or (suspect.done_to and _swapped(suspect.actors, suspect.done_to, found.act, parts, told))
    )
    return (as_typed(suspect.actors, reading, told),) if instead else ()


def another(
    reading: Reading, told: Told, meaning: WordMeaning, people: Collection[str]
) -> tuple[str, ...]:
    """Somebody with another job, as typed, of whom the entry tells by the way, where a question is
    about nobody else: "what does a nurse do", "pay of a nurse"."""
    said = reading.plain
    named = [at for at, word in enumerate(said) if is_one(word, people) and _concerned(said, at)]
    if not named or any(is_usual(owner(word) or word, meaning) for word in reading.concepts):
        return ()
    return tuple(reading.typed[at] for at in named if told.aside(said[at]))


def _concerned(said: Sequence[str], at: int) -> bool:
    """Whether it is asked about whoever is named there; as well as in "skills a nurse needs"."""
    if said[at + 1 : at + 2] and said[at + 1] in WANTING:
        return False
    of = follows(said, at, ("of", "about")) or narrows(said, at)
    return of or acts(said, at) or (at > 1 and said[at - 1] in ("a", "an") and at + 1 < len(said))


@dataclass(frozen=True, slots=True)
class _Suspect:
    """Who may act in place of others: whatever they may be called (`actors`), beside `others`; what
    they do it to that the knowledge is more about (`done_to`); whether they are `owned` by whom it
    is about; and whether they have another job (`replaces`)."""

    actors: frozenset[str]
    others: Sequence[str]
    done_to: frozenset[str]
    owned: bool
    replaces: bool


def _suspected(
    found: Clause,
    said: Sequence[str],
    usual: frozenset[str],
    told: Told,
    meaning: WordMeaning,
    people: Collection[str],
) -> _Suspect | None:
    one, name = found.actor, found.name
    if len(found.act) < SHORTEST or one in usual or not tells(one, meaning.vectors.pieces):
        return None
    actors = frozenset([one, one + "s", one.removesuffix("s")])
    others = [word for word in said if word not in found.owners]
    done_to: frozenset[str] = frozenset()
    if found.act in WANTING:
        return None
    gives = found.act not in RECEIVING and found.rest[:1] not in TOGETHER
    if gives and not actors.isdisjoint(told.own):
        whom = not found.rest and said[0] in WHOM  # "who do customers train"
        done_to = PRONOUNS if whom else _less(found, told, meaning)
    owning = (OWNS in name or "of" in name) and not usual.isdisjoint(found.owners)
    owned = owning and one not in DOING
    replaces = not actors.isdisjoint(people) and usual.isdisjoint(others)
    if not (done_to or owned or replaces):
        return None
    return _Suspect(actors, others, done_to, owned, replaces)


def _somebody(name: Sequence[str], people: Collection[str], meaning: WordMeaning) -> bool:
    """Whether a question begins with another than whom the knowledge is about."""
    if not name or not tells(name[0], meaning.vectors.pieces):
        return False
    another = not is_usual(name[0], meaning) or OWNS in name
    return another or any(is_one(word, people) for word in name)


def _less(found: Clause, told: Told, meaning: WordMeaning) -> frozenset[str]:
    """To whom or what it is done that the knowledge is more about than whoever does it."""
    weights, rank = meaning.weights.of, meaning.vectors.pieces
    least = weights.get(found.actor, math.inf)
    known = (word for word in found.rest if word in told.own and tells(word, rank))
    return frozenset(word for word in known if weights.get(word, math.inf) < least)


def _does(word: str, usual: Collection[str], told: Told) -> bool:
    """Whether the entry says that whom the knowledge is about does it."""
    if len(word) < SHORTEST or word in usual or word.endswith("ing"):
        return False
    return stem(word) in told.deeds


def _swapped(
    actors: frozenset[str],
    done_to: frozenset[str],
    act: str,
    parts: Sequence[Done],
    told: Told,
) -> bool:
    """Whether the entry tells of those that it is done to here as doing it, and to whoever does."""
    to_them = [part for part in parts if not actors.isdisjoint(part.rest)]
    if any(part.who in done_to for part in to_them):
        return True
    if any(not done_to.isdisjoint(part.rest) for part in parts):
        return False
    if not told.mainly(stem(act)) and all(PRONOUNS.isdisjoint(part.by[-2:]) for part in to_them):
        return False
    return _beside(done_to, told)  # whom "they" stands for, in many phrasings


def _beside(said: Collection[str], told: Told) -> bool:
    """Whether one of these words names who acts in more than a few of the phrasings."""
    who = Counter(acting(one) for one in told.read())
    return not all(told.hardly(who[word]) for word in said)
