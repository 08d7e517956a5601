"""Who does what in a question, actively ("do they train us") or passively ("are we trained by
them")."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.normalise import OWNS, owner
from bot.read import ACTING, AUXILIARIES, DETERMINERS, Phrases, Reading, replaced

PRONOUNS = frozenset(["they", "you", "he", "she", "i", "we", "one"])
"""Words that stand for whom the knowledge is about, where its phrasings say them."""

BEING = frozenset(["is", "are", "was", "were", "be", "been", "being", "get", "gets", "got"])
LEADING = frozenset(
    ["of", "for", "to", "with", "in", "at", "on", "from", "and", "or", "if", "when", "how", "about",
     "into", "before", "after", "as"]
)  # fmt: skip
"""Words that end a name for somebody or something."""

PARTICIPLES = {"made": "make", "done": "do", "run": "run", "built": "build", "taught": "teach",
    "led": "lead", "held": "hold", "kept": "keep", "paid": "pay", "set": "set", "told": "tell",
    "sold": "sell", "found": "find", "sent": "send", "met": "meet", "put": "put", "begun": "begin",
    "used": "use", "bought": "buy", "brought": "bring", "caught": "catch", "chosen": "choose",
    "dealt": "deal", "fed": "feed", "given": "give", "left": "leave", "lent": "lend",
    "lost": "lose", "said": "say", "seen": "see", "shot": "shoot", "sought": "seek",
    "spent": "spend", "spoken": "speak", "taken": "take", "thought": "think",
    "understood": "understand", "won": "win", "written": "write",
}  # fmt: skip
_REGULAR = re.compile(r"[a-z]+(?:ed|en|wn)")
_ENDING = re.compile(r"(?<=[a-z]{3})(?:ing|ed|en|es|(?<!s)s|e)$")
_DOUBLED = re.compile(r"([^aeiouls])\1$")


LONGEST = 4
"""Words that an actor's name has at most."""

SHORTEST = 3
"""Letters that a verb has at least: what is shorter is read nowhere."""


@dataclass(frozen=True, slots=True)
class Clause:
    """`name`: the words for whoever acts, before the `act`; `rest`: whom or what it is done to, and
    all else that follows it."""

    name: tuple[str, ...]
    act: str
    rest: tuple[str, ...]

    @property
    def actor(self) -> str:
        """Whoever acts: the boss, for the boss of a nurse, a nurse's boss and the nurse boss."""
        before = self.name[: self.name.index("of")] if "of" in self.name[1:] else self.name
        return before[-1] if before else ""

    @property
    def owners(self) -> tuple[str, ...]:
        """Words of whoever owns the actor."""
        return tuple(word for word in self.name if word not in (self.actor, OWNS, "of"))


@dataclass(frozen=True, slots=True)
class Done:
    """Where a text tells of an act: what stands before it in its clause, and after it; `led`:
    whether an auxiliary begins that clause, so that it is no name ("training costs")."""

    by: tuple[str, ...]
    rest: tuple[str, ...]
    led: bool

    @property
    def who(self) -> str:
        """The word that the act follows."""
        return self.by[-1] if self.by else ""


def clauses(said: Sequence[str]) -> tuple[Clause, ...]:
    """Who may do what in a question: one clause for each place where an actor's name may end, the
    shortest name first."""
    passive = _passive(said)
    if passive is not None:
        return (passive,)
    told = after(said)
    least = 3 if told[1:2] == (OWNS,) else 1
    ends = range(least, min(len(told), LONGEST + 1))
    return tuple(Clause(told[:at], told[at], told[at + 1 :]) for at in ends)


def _passive(said: Sequence[str]) -> Clause | None:
    """As "are nurses trained by teachers": the teachers train."""
    at = next((at for at in range(2, len(said) - 1) if said[at] == "by"), 0)
    act = said[at - 1] if at else ""
    being = [place for place in range(max(at - 1, 0)) if said[place] in BEING]
    if not being or not participle(act):
        return None
    name: list[str] = []
    for word in bare(said[at + 1 :]):
        if word in LEADING and not (word == "of" and name):
            break
        name.append(word)
    return Clause(tuple(name), act, bare(said[being[-1] + 1 : at - 1]))


def participle(word: str) -> bool:
    """As "trained" in "are they trained"."""
    return word in PARTICIPLES or _REGULAR.fullmatch(word) is not None


def bare(said: Sequence[str]) -> tuple[str, ...]:
    """The words without determiners."""
    return tuple(word for word in said if word not in DETERMINERS)


def done(said: Sequence[str], act: str) -> Iterator[Done]:
    """For each place where the act (its stem) is told: who does it, and all that follows."""
    for at, word in enumerate(said):
        if at and (word.startswith(act) or word in PARTICIPLES) and stem(word) == act:
            start = max((place for place in range(at) if said[place] in ACTING), default=-1)
            led, by = said[start] if start >= 0 else "", bare(said[start + 1 : at])
            if _agrees(word, led, by):
                yield Done(by, bare(said[at + 1 :]), bool(led))


def deeds(said: Sequence[str], usual: Callable[[str], bool]) -> Iterator[str]:
    """The stems of what somebody `usual`, or whom a pronoun stands for, is said to do where an
    auxiliary begins the clause."""
    start, who = -1, ""
    for at, word in enumerate(said):
        acts = start >= 0 and who and (who in PRONOUNS or usual(who))
        if acts and _agrees(word, said[start], said[start + 1 : at]):
            yield stem(word)
        if word in ACTING:
            start, who = at, ""
        elif word not in DETERMINERS:
            who = word


def _agrees(word: str, led: str, by: Sequence[str]) -> bool:
    """Whether a word may be what somebody does, after the auxiliary that `led` to it: "are they
    training" and "do they train", but no name ("do trainings"), and nothing passive."""
    being = led in BEING and "there" not in by
    return being == word.endswith("ing")


def stem(word: str) -> str:
    """What a verb's forms share.

    >>> [stem(word) for word in ("writes", "written", "running", "runs", "assess", "made")]
    ['writ', 'writ', 'run', 'run', 'assess', 'mak']
    """
    whole = PARTICIPLES.get(word, word)
    return _DOUBLED.sub(r"\1", _ENDING.sub("", whole))


def mentions(text: str, act: str) -> bool:
    """Whether some form of an act (its stem) may stand in a text, which is read only then."""
    return _forms_of(act).search(text) is not None


@lru_cache(maxsize=256)
def _forms_of(act: str) -> re.Pattern[str]:
    ways = "|".join(map(re.escape, (act, *_FORMS.get(act, ()))))
    return re.compile(rf"\b(?:{ways})", re.IGNORECASE)


def _forms() -> dict[str, tuple[str, ...]]:
    """The participles that don't begin as their stem does, by it."""
    found: dict[str, tuple[str, ...]] = {}
    for form in PARTICIPLES:
        if not form.startswith(act := stem(form)):
            found[act] = (*found.get(act, ()), form)
    return found


_FORMS = _forms()


def parted(reading: Reading, synonyms: Phrases) -> tuple[str, ...]:
    """The concepts, possessives parted into their owner and what says so."""
    if not any(map(owner, reading.plain)):
        return reading.concepts
    words: list[str] = []
    for word in reading.plain:
        whose = "" if word in synonyms else owner(word)
        words += (whose, OWNS) if whose else (word,)
    return replaced(words, synonyms)


def acting(said: Sequence[str]) -> str:
    """Who does something in a question; empty where none is said."""
    return next(iter(after(said)), "")


def after(said: Sequence[str]) -> tuple[str, ...]:
    """All that follows the first auxiliary, without determiners."""
    at = next((at for at, word in enumerate(said, 1) if word in AUXILIARIES), len(said))
    return bare(said[at:])
