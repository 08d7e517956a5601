"""Who acts in a question in place of whom the entry tells of."""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise, takewhile

from bot.clause import PRONOUNS, Clause, Done, bare, clauses, done, parted, stem
from bot.embed import WordMeaning
from bot.gate import APART, akin, is_one, is_usual, replaced, tells
from bot.normalise import OWNS, owner
from bot.read import ACTING, AUXILIARIES, Lexicon, Reading

BY_THE_WAY = 0.05
"""The share of an entry's phrasings below which they tell of something by the way."""

DOING = frozenset(
    ["job", "jobs", "role", "roles", "work", "position", "day", "days", "week", "task", "tasks",
     "duty", "duties", "responsibility", "responsibilities", "career", "life", "profession"]
)  # fmt: skip
"""What does something in its owner's place: "does a nurse's job include it"."""

SHORTEST = 3
"""Letters that a verb has at least: what is shorter is read nowhere."""

_SENTENCE = re.compile(r"[.;:!?\n]+")


@dataclass(frozen=True, slots=True)
class Told:
    """What an entry tells of: the words that it knows (`own`), the `deeds` of whom the knowledge is
    about, its phrasings and its answer, which are read where these alone don't say it."""

    own: Collection[str]
    deeds: Collection[str]
    phrasings: Sequence[str]
    answer: str
    lexicon: Lexicon

    def read(self) -> list[tuple[str, ...]]:
        """The concepts of each phrasing."""
        return [self.lexicon.read_written(one).concepts for one in self.phrasings]

    def of(self, act: str) -> Iterator[Done]:
        """Wherever the entry tells of an act (its stem); each is read as it is asked for."""
        for one in chain(self.phrasings, _SENTENCE.split(self.answer)):
            if act in one.lower():
                reading = self.lexicon.read_written(one)
                yield from done(parted(reading, self.lexicon.synonyms), act)

    def mainly(self, act: str) -> bool:
        """Whether it tells of an act by more than the way."""
        often = sum(act in one.lower() for one in self.phrasings)
        return act in self.answer.lower() or often >= BY_THE_WAY * len(self.phrasings)


def actor(
    reading: Reading, told: Told, meaning: WordMeaning, people: Collection[str]
) -> tuple[str, ...]:
    """Who acts, as typed, where the entry says that others do that: to them ("do customers train
    TPMs"), in place of whoever owns them ("does the TPM's boss …"); or in place of somebody with
    another job ("do teachers train customers")."""
    if ACTING.isdisjoint(reading.plain):
        return ()
    said = parted(reading, told.lexicon.synonyms)
    usual = frozenset(word for word in said if is_usual(word, meaning))
    if "by" not in said and not _somebody(_after(said)[:3], usual, people, meaning):
        return ()
    rank = meaning.vectors.pieces

    def suspected(found: Clause) -> _Suspect | None:
        return _suspected(found, said, usual, told, meaning, people)

    ways = clauses(said)
    if not any(map(suspected, ways)):  # as with nearly all
        return ()
    acting = (one for one in ways if tells(one.act, rank) and _does(one.act, usual, told))
    found = next(acting, ways[0])
    suspect = suspected(found)
    if suspect is None:
        return ()
    parts = list(told.of(stem(found.act)))
    who = {part.who for part in parts}
    if not {stem(one) for one in suspect.actors}.isdisjoint(map(stem, who)):
        return ()  # the entry says so itself
    theirs = suspect.owned and not who.isdisjoint(usual | PRONOUNS)
    others = suspect.replaces and any(one and tells(one, rank) for one in who)
    instead = (
        theirs
        or (others and not _beside(suspect.others, told))
        or (suspect.done_to and _swapped(suspect.actors, suspect.done_to, found.act, parts, told))
    )
    return (_typed(suspect.actors, reading, told),) if instead else ()


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
    usual: Collection[str],
    told: Told,
    meaning: WordMeaning,
    people: Collection[str],
) -> _Suspect | None:
    actor, name = found.actor, found.name
    if len(found.act) < SHORTEST or actor in usual or not tells(actor, meaning.vectors.pieces):
        return None
    actors = frozenset([actor, actor + "s", actor.removesuffix("s")])
    owners = {*found.owners, *(one for one, then in pairwise(said) if then == OWNS)}
    others = [word for word in said if word not in owners]
    done_to = _less(found, told, meaning) if not actors.isdisjoint(told.own) else frozenset()
    owning = (OWNS in name or "of" in name) and any(one in usual for one in found.owners)
    owned = owning and actor not in DOING
    replaces = not actors.isdisjoint(people) and replaced(others, meaning)
    if not (done_to or owned or replaces):
        return None
    return _Suspect(actors, others, done_to, owned, replaces)


def undergone(reading: Reading, nearest: str, told: Told, meaning: WordMeaning) -> tuple[str, ...]:
    """What somebody does, as typed, to whom the nearest phrasing says does something themselves:
    "what should I ask a nurse", near "what should a nurse know"."""
    said = reading.concepts
    if AUXILIARIES.isdisjoint(said):
        return ()
    who, act, whom, *more = (*_after(said), "", "", "")
    rank = meaning.vectors.pieces
    if who not in PRONOUNS or not is_usual(whom, meaning) or not tells(act, rank):
        return ()
    if any(word and tells(word, rank) for word in more):  # "would they let a nurse decide"
        return ()
    if _acting(told.lexicon.read_written(nearest).concepts) != whom:
        return ()
    known = told.mainly(stem(act)) or any(whom in part.rest for part in told.of(stem(act)))
    return () if known else (_typed([act], reading, told),)


def other_thing(
    reading: Reading, told: Told, meaning: WordMeaning, times: Collection[str]
) -> tuple[str, ...]:
    """What something is done to, as typed, where the entry tells of the same one doing that to
    other things, and of nothing like it: "do they train dogs" beside "do they train customers"."""
    said, rank = reading.concepts, meaning.vectors.pieces
    if AUXILIARIES.isdisjoint(said):
        return ()
    who, act, *rest = (*_after(said), "", "")
    things = list(takewhile(lambda word: len(word) > 1 and tells(word, rank), rest))
    if not things or len(act) < SHORTEST or not tells(act, rank):
        return ()
    if any(word in told.own or word in times for word in things):  # as with nearly all
        return ()
    others = [part.rest[:1] for part in told.of(stem(act)) if part.who == who]
    if not any(tells(word, rank) for one in others for word in one):
        return ()
    far = not any(akin(word, told.own, meaning, APART) for word in things)
    return (_typed(things[-1:], reading, told),) if far else ()


def _somebody(
    name: Sequence[str],
    usual: Collection[str],
    people: Collection[str],
    meaning: WordMeaning,
) -> bool:
    """Whether a question begins with another than whom the knowledge is about."""
    if not name or not tells(name[0], meaning.vectors.pieces):
        return False
    return name[0] not in usual or OWNS in name or any(is_one(word, people) for word in name)


def _typed(concepts: Collection[str], reading: Reading, told: Told) -> str:
    """How one of the concepts was typed."""
    for typed, word in zip(reading.typed, reading.plain, strict=True):
        whole = (owner(word) or word,)
        if word in concepts or told.lexicon.read_words(whole).concepts[0] in concepts:
            return typed
    return next(iter(concepts))


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
    who = Counter(_acting(one) for one in told.read())
    return any(who[word] >= BY_THE_WAY * len(told.phrasings) for word in said)


def _acting(said: Sequence[str]) -> str:
    """Who does something in a question; empty where none is said."""
    return next(iter(_after(said)), "")


def _after(said: Sequence[str]) -> tuple[str, ...]:
    after = next((at for at, word in enumerate(said, 1) if word in AUXILIARIES), len(said))
    return bare(said[after:])
