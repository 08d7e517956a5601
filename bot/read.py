"""An utterance's words as the matcher reads them: filler set aside, typos repaired, synonyms made
one."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

from bot.normalise import words
from bot.repair import Repair

ASKING = frozenset(["what", "which", "who", "whom", "whose", "where", "when", "how", "why"])
MEASURING = frozenset(
    ["how many", "how much", "how long", "how often", "how old", "how big", "how far", "how fast",
     "how soon", "how late", "how early", "how expensive", "how high", "how large", "how tall",
     "how deep", "how heavy", "how hard", "how difficult", "how important"]
)  # fmt: skip

AUXILIARIES = frozenset(
    ["do", "does", "did", "can", "could", "should", "must", "will", "would", "may"]
)
"""Words that whoever acts follows in a question."""

ACTING = AUXILIARIES | {"is", "are", "was", "of", "has", "have"}
"""The same, wherever it stands."""

BETWEEN = frozenset(["well", "right", "question", "man", "dear"])
"""Filler that is none between other words: "how well does it pay"."""

DETERMINERS = frozenset(
    ["a", "an", "the", "my", "our", "your", "their", "his", "her", "some", "any", "this", "that"]
)


@dataclass(frozen=True, slots=True)
class Reading:
    """`typed` and `plain` go together word by word: as typed, and as repaired. `concepts` are the
    plain words with each synonym replaced by its group's first member. `filler` was set aside."""

    typed: tuple[str, ...]
    plain: tuple[str, ...]
    concepts: tuple[str, ...]
    filler: tuple[str, ...] = ()

    @property
    def meant(self) -> tuple[str, ...]:
        """The concepts as words again: equal for all ways of saying a synonym."""
        together = " ".join(self.concepts)
        if "_" not in together:
            return self.concepts
        return tuple(word for concept in self.concepts for word in concept.split("_"))

    @property
    def asking(self) -> str:
        """How it asks, with a mark that makes it no word ("?how many"); empty where it doesn't."""
        for at, word in enumerate(self.plain):
            if word in ASKING:
                pair = f"{word} {self.plain[at + 1]}" if at + 1 < len(self.plain) else word
                return f"?{pair if pair in MEASURING else word}"
        return ""

    @property
    def told(self) -> tuple[str, ...]:
        """What an entry knows of being asked so: the concepts, and how it asks."""
        return (*self.concepts, self.asking) if self.asking else self.concepts

    @property
    def repaired(self) -> tuple[tuple[str, str], ...]:
        """What was read as a typo of what."""
        pairs = zip(self.typed, self.plain, strict=True)
        return tuple((typed, plain) for typed, plain in pairs if typed != plain)


LATELY, WRITTEN = 64, 1_000
"""Readings that are kept, of questions and of phrasings."""

Phrases = Mapping[str, Sequence[tuple[tuple[str, ...], str]]]
"""First word → (all words, meaning), longest first."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What reading needs to know about words; `aside`: the filler as it is written."""

    repair: Repair
    filler: Phrases
    synonyms: Phrases
    aside: tuple[str, ...]
    _lately: dict[tuple[str, ...], Reading] = field(default_factory=dict, repr=False, compare=False)
    _written: dict[str, Reading] = field(default_factory=dict, repr=False, compare=False)

    def knowing(self, counts: Mapping[str, int], synonyms: Iterable[Sequence[str]]) -> "Lexicon":
        """One that knows more words and synonyms, and shares the rest with this."""
        groups = [(member, group[0]) for group in synonyms for member in group]
        said = {word: 1 for member, _ in groups for word in words(member)}
        return Lexicon(
            self.repair.knowing({**said, **counts}),
            self.filler,
            _merged(self.synonyms, phrases(groups)),
            self.aside,
        )

    def trim(self, text: str) -> str:
        """The text without the filler that it begins and ends with."""
        return (_edges(self.aside).sub("", text) or text) if self.read(text).filler else text

    def known(self, text: str) -> str:
        """Those words of a text that the knowledge base has itself, joined."""
        return " ".join(word for word in self.read(text).plain if word in self.repair.counts)

    def read(self, text: str) -> Reading:
        """Read a text; a message is asked for at several steps of its path, and read once."""
        typed = words(text)
        reading = self._lately.get(typed)
        if reading is None:
            reading = self.read_words(typed)
            if len(self._lately) >= LATELY:
                self._lately.clear()
            self._lately[typed] = reading
        return reading

    def read_written(self, text: str) -> Reading:
        """Read what stands in the knowledge, and so is read again and again."""
        reading = self._written.get(text)
        if reading is None:
            if len(self._written) >= WRITTEN:
                self._written.clear()
            self._written[text] = reading = self.read_words(words(text))
        return reading

    def read_words(self, typed: tuple[str, ...]) -> Reading:
        """Read what has been parted into words already."""
        kept = told(typed, self.filler) or typed
        filler = () if kept == typed else tuple((Counter(typed) - Counter(kept)).elements())
        plain = tuple(map(self.repair, kept))
        return Reading(kept, plain, replaced(plain, self.synonyms), filler)


def lexicon(
    counts: Mapping[str, int],
    synonyms: Iterable[Sequence[str]],
    filler: Iterable[str],
    shorthand: Mapping[str, str],
    english: Iterable[str],
    real: Callable[[str], bool],
) -> Lexicon:
    """A lexicon over a knowledge base's words; `counts`: how often it uses each of them;
    `shorthand`: what short forms stand for; `english`: ordinary words, the most frequent first;
    `real`: whether a word is a real one, however rare."""
    filler = tuple(filler)
    meanings = phrases((member, group[0]) for group in synonyms for member in group)
    fillers = phrases((phrase, "") for phrase in filler)
    known = dict(counts)
    for parts, _ in chain(*meanings.values(), *fillers.values()):
        for word in parts:
            known.setdefault(word, 1)
    return Lexicon(Repair(known, shorthand, english, real), fillers, meanings, filler)


@lru_cache(maxsize=1)
def _edges(filler: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(filter(None, (" ".join(words(one)) for one in filler)), key=len)[::-1]
    any_one = "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in longest_first) or "(?!)"
    gap = r"[\s,;:.!-]"
    return re.compile(
        rf"^\s*(?:(?:{any_one})(?![\w']){gap}*)+|(?:{gap}+(?:{any_one}))+(?=[\s?.!]*$)",
        re.IGNORECASE,
    )


def phrases(pairs: Iterable[tuple[str, str]]) -> Phrases:
    """Phrases ready to be looked up by their first word."""
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, meaning in pairs:
        if parts := words(phrase):
            by_first.setdefault(parts[0], []).append((parts, "_".join(words(meaning))))
    for found in by_first.values():
        found.sort(key=lambda pair: -len(pair[0]))
    return by_first


def _merged(one: Phrases, other: Phrases) -> Phrases:
    """Both; of phrases that begin alike the longest first, of equal ones the other's."""
    both = {
        first: sorted([*found, *one.get(first, ())], key=lambda pair: -len(pair[0]))
        for first, found in other.items()
    }
    return {**one, **both}


def told(words: Sequence[str], filler: Phrases) -> tuple[str, ...]:
    """The words that are no filler."""
    if filler.keys().isdisjoint(words):  # as in most sentences
        return tuple(words)
    kept: list[str] = []
    at = 0
    while at < len(words):
        phrase = _standing(words, at, filler[words[at]]) if words[at] in filler else ()
        if phrase and not _matters(words, at, phrase, filler, begun=bool(kept)):
            at += len(phrase)
        else:
            kept.append(words[at])
            at += 1
    return tuple(kept)


def _matters(
    words: Sequence[str], at: int, phrase: Sequence[str], filler: Phrases, *, begun: bool
) -> bool:
    """Whether what is filler elsewhere is part of a question here: "do | i need to know"."""
    if phrase[0] == "i":
        return at > 0 and words[at - 1] in AUXILIARIES
    return begun and phrase[0] in BETWEEN and bool(told(words[at + 1 :], filler))


def _standing(
    words: Sequence[str], at: int, phrases: Sequence[tuple[tuple[str, ...], str]]
) -> tuple[str, ...]:
    """The phrase that stands there, if one of these does."""
    for phrase, _ in phrases:
        if tuple(words[at : at + len(phrase)]) == phrase:
            return phrase
    return ()


def replaced(words: Sequence[str], synonyms: Phrases) -> tuple[str, ...]:
    """Each phrase replaced by its meaning, then what came of it once more: "tech prod manager" is
    a "tech pm", and so a "tpm"."""
    once = _walked(words, synonyms)
    return once if once == tuple(words) else _walked(once, synonyms)


def _walked(words: Sequence[str], phrases: Phrases) -> tuple[str, ...]:
    none = phrases.keys().isdisjoint(words)  # as in most sentences
    return tuple(words) if none else tuple(_walk(words, phrases))


def _walk(words: Sequence[str], phrases: Phrases) -> Iterable[str]:
    position = 0
    while position < len(words):
        for phrase, meaning in phrases.get(words[position], ()):
            if tuple(words[position : position + len(phrase)]) == phrase:
                yield meaning
                position += len(phrase)
                break
        else:
            yield words[position]
            position += 1
