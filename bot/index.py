"""Knowledge → what matching needs, built once."""

import hashlib
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from bot.clause import deeds
from bot.embed import Meaning, PieceVectors, WordMeaning
from bot.features import Blocks
from bot.find import Finder, finder
from bot.gate import Gates, is_usual
from bot.kinship import Kinship, kinship
from bot.leftout import Probabilities
from bot.level import STEPS, Level, build_level
from bot.normalise import words as split_words
from bot.read import Lexicon, Phrases, Reading, lexicon, phrases
from bot.space import views
from bot.sparse import Ints, Mask
from bot.talk import Phrasebook, phrasebook
from bot.uncovered import Elsewhere
from bot.weights import weigh
from knowledge.everyday import Everyday, everyday
from knowledge.schema import Boundary, Entry, KnowledgeBase

STATIC_BLOCKS = Blocks(words=0.20, letters=0.25, meaning=0.55, rank=288)
ENCODER_BLOCKS = Blocks(words=0.05, letters=0.12, meaning=0.83, rank=320)

SPOKEN, JARGON = 2_000, 8_000
"""The rank among English words of those that people say to a bot and no dictionary has, and of
jargon: all are believed as they stand (bot/repair.py)."""

FOREIGN = 0.8
"""The share of a word's phrasings that have to be boundaries' for it to be strange to entries."""

Asked = tuple[tuple[tuple[str, ...], ...], ...]
"""For each class its phrasings, each as words."""


@dataclass(frozen=True, slots=True, repr=False)  # written out it fills pages, and takes 0.1 s
class Index:
    """Everything about one knowledge base that a question is held against.

    Classes are the entries and the boundaries (`items`, `position` by id), `phrasings` theirs, each
    class's title first; `finders`: what finds classes by words, each with those it speaks for;
    `exact`: a phrasing's words, joined → the classes it belongs to; `own`: the words that each
    class knows; `deeds`: what each says is done by whom the knowledge is about (stems of verbs);
    `gates`: what turns answers down; `words`: what words mean and weigh.
    `version`: a short hash of the knowledge.
    `static` is always there, `encoder` where a sentence encoder was given. The rest is everyday
    talk, ready to be looked up.
    """

    knowledge: KnowledgeBase
    version: str
    lexicon: Lexicon
    items: tuple[Entry | Boundary, ...]
    position: dict[str, int]
    kinship: Kinship
    phrasings: tuple[tuple[str, ...], ...]
    finders: tuple[tuple[Finder, Mask], ...]
    exact: Mapping[str, tuple[int, ...]]
    own: tuple[frozenset[str], ...]
    deeds: tuple[frozenset[str], ...]
    gates: Gates
    words: WordMeaning
    static: Level
    encoder: Level | None
    phrasebook: Phrasebook
    openers: Phrases
    pointers: frozenset[str]


def build_index(
    knowledge: KnowledgeBase,
    vectors: PieceVectors,
    encoder: Meaning | None = None,
    progress: Callable[[float], None] = lambda _: None,
) -> Index:
    """Build the index; some seconds for some thousand phrasings. `progress` is told the part that
    is done (0 to 1)."""
    steps = 1 + STEPS if encoder is None else 1 + 2 * STEPS
    finished = iter(range(1, steps + 1))

    def done() -> None:
        progress(next(finished) / steps)

    asked = _asked(knowledge)
    talk = everyday()
    lex = _read_with(counted(asked), knowledge, vectors, talk)
    readings = _readings(asked, lex)
    relations = kinship(tuple(knowledge.items()))
    weights = weigh(readings)
    labels = np.repeat(np.arange(len(asked)), [len(each) for each in asked])
    words = WordMeaning(vectors, weights)
    own = _gathered((reading.told for reading in readings), labels, len(asked))
    acts = _gathered((done_by([reading], words) for reading in readings), labels, len(asked))
    done()
    phrased = readings, views(readings), labels, relations, weights
    first: Probabilities | None = None if encoder is None else {}
    other = _elsewhere(lex, talk.elsewhere)
    static = build_level(*phrased, words, STATIC_BLOCKS, other, given=first, done=done)
    full = None
    if encoder is not None:
        full = build_level(*phrased, encoder, ENCODER_BLOCKS, other, before=first, done=done)
    classes = range(len(asked))
    found, exact = finder(asked, classes), exactly(asked, classes)
    version = hashlib.sha256(knowledge.model_dump_json().encode()).hexdigest()[:12]
    return assemble(knowledge, lex, words, own, acts, found, exact, static, full, talk, version)


def _read_with(
    counts: Mapping[str, int], knowledge: KnowledgeBase, vectors: PieceVectors, talk: Everyday
) -> Lexicon:
    """The lexicon of a knowledge base that uses these words so often."""
    english = [piece for piece in vectors.pieces if piece.isalpha()]
    spoken = [word for kind in talk.talk for said in kind.phrasings for word in split_words(said)]
    english = [*dict.fromkeys([*english[:JARGON], *sorted(talk.jargon), *english[JARGON:]])]
    english[SPOKEN:SPOKEN] = [word for word in dict.fromkeys(spoken) if word not in vectors.pieces]
    names = [*(item.title for item in knowledge.items()), *chain(*knowledge.synonyms)]
    named = {word for name in names for word in split_words(name)}
    shorthand = {short: word for short, word in talk.shorthand.items() if short not in named}
    said = knowledge.synonyms, talk.filler, shorthand
    return lexicon(counts, *said, english, vectors.is_word)


def _elsewhere(lexicon: Lexicon, asked: Sequence[str]) -> Elsewhere:
    """Everyday questions about other things, and their words that the knowledge base lacks."""
    said = dict.fromkeys(word for question in asked for word in split_words(question))
    known = lexicon.repair.counts
    foreign = [word for word in said if len(word) > 3 and word.isalpha() and word not in known]
    return Elsewhere(tuple(map(lexicon.read, asked)), foreign)


def assemble(
    knowledge: KnowledgeBase,
    lexicon: Lexicon,
    words: WordMeaning,
    own: tuple[frozenset[str], ...],
    deeds: tuple[frozenset[str], ...],
    found: Finder,
    exact: Mapping[str, tuple[int, ...]],
    static: Level,
    encoder: Level | None,
    talk: Everyday,
    version: str,
) -> Index:
    """An index from what was costly to make, and what follows from it."""
    items = tuple(knowledge.items())
    relations = kinship(items)
    return Index(
        knowledge=knowledge,
        version=version,
        lexicon=lexicon,
        items=items,
        position={item.id: at for at, item in enumerate(items)},
        kinship=relations,
        phrasings=tuple(map(ways, items)),
        finders=((found, np.ones(len(items), bool)),),
        exact=exact,
        own=own,
        deeds=deeds,
        gates=Gates(_foreign(found, relations.entry), talk.people, talk.times),
        words=words,
        static=static,
        encoder=encoder,
        phrasebook=phrasebook(talk),
        openers=phrases((opener, "") for opener in talk.openers),
        pointers=frozenset(talk.pointers),
    )


def _asked(knowledge: KnowledgeBase) -> Asked:
    return tuple(tuple(map(_kept, ways(item))) for item in knowledge.items())


def _kept(phrasing: str) -> tuple[str, ...]:
    return tuple(map(sys.intern, split_words(phrasing)))


def ways(item: Entry | Boundary) -> tuple[str, ...]:
    """The ways of asking for an item: its title is the first of its phrasings."""
    return (item.title, *item.phrasings)


def counted(asked: Sequence[Sequence[Sequence[str]]]) -> Counter[str]:
    """How often each word is used."""
    return Counter(word for each in asked for words in each for word in words)


def _readings(asked: Asked, lex: Lexicon) -> list[Reading]:
    return [lex.read_words(words) for each in asked for words in each]


def exactly(
    asked: Sequence[Sequence[Sequence[str]]], classes: Sequence[int]
) -> dict[str, tuple[int, ...]]:
    """A phrasing's words, joined → the classes it belongs to, of these `classes`."""
    exact: dict[str, tuple[int, ...]] = {}
    for at, phrasings in zip(classes, asked, strict=True):
        for phrasing in dict.fromkeys(map(" ".join, phrasings)):
            exact[phrasing] = (*exact.get(phrasing, ()), at)
    return exact


def _foreign(found: Finder, entry: Mask) -> frozenset[str]:
    """Words whose phrasings are mostly boundaries'."""
    held = found.holders
    beyond = np.concatenate([[0], np.cumsum(~entry[found.labels[held.phrasings]])])
    within, of_boundaries = np.diff(held.starts), np.diff(beyond[held.starts])
    return frozenset(held.words[at] for at in np.flatnonzero(of_boundaries > FOREIGN * within))


def done_by(readings: Iterable[Reading], meaning: WordMeaning) -> frozenset[str]:
    """What phrasings say is done by whom the knowledge is about (stems of verbs)."""
    said = (deeds(one.concepts, lambda word: is_usual(word, meaning)) for one in readings)
    return frozenset(chain.from_iterable(said))


def _gathered(
    said: Iterable[Iterable[str]], labels: Ints, classes: int
) -> tuple[frozenset[str], ...]:
    """What each class's phrasings hold, together."""
    held: list[set[str]] = [set() for _ in range(classes)]
    for each, label in zip(said, labels.tolist(), strict=True):
        held[label].update(each)
    return tuple(map(frozenset, held))
