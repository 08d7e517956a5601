"""An index as arrays, and back: what a cache keeps, with nothing to execute."""

import json
from array import array
from collections.abc import Collection, Sequence
from itertools import chain, count, pairwise
from typing import Any, TypeVar

import numpy as np

from bot.calibrate import Calibration
from bot.compact import Compact, joined, parted
from bot.embed import Meaning, PieceVectors, WordMeaning
from bot.features import Blocks, Vocabulary
from bot.find import Finder, Holders
from bot.head import Head
from bot.index import ENCODER_BLOCKS, STATIC_BLOCKS, Index, assemble, ways
from bot.level import Level
from bot.read import lexicon
from bot.space import Space
from bot.sparse import Ints
from bot.weights import Weights
from knowledge.everyday import Everyday, everyday
from knowledge.schema import KnowledgeBase

Arrays = dict[str, np.ndarray[Any, Any]]
_Views = tuple[Vocabulary, Vocabulary, dict[str, int]]

Part = TypeVar("Part")

_SETS = ("people", "times", "jargon")
_HOLDERS = ("starts", "phrasings", "lengths")
_SPACE = ("from_words", "from_letters", "spelled")
_SETS_OF_EACH = ("own", "deeds")


def pack(index: Index) -> Arrays:
    """Arrays by name; texts are arrays of bytes."""
    [(found, _)] = index.finders
    repair, weights, space = index.lexicon.repair, index.words.weights, index.static.space
    names = _Names((*index.words.vectors.pieces, *chain(*index.phrasings)))
    classes = {found: at for at, found in enumerate(dict.fromkeys(index.exact.values()))}
    arrays: Arrays = {
        "finder.labels": found.labels,
        "finder.title": found.title,
        **{f"holders.{part}": getattr(found.holders, part) for part in _HOLDERS},
        "holders": names.numbers(found.holders.words),
        "counts": names.numbers(repair.counts),
        "counts.often": np.fromiter(repair.counts.values(), np.int64),
        "english": names.numbers(repair.english),
        "weights": names.numbers(weights.of),
        "weights.of": np.fromiter(weights.of.values(), np.float64),
        "words": names.numbers(space.words.columns),
        "words.idf": np.array(space.words.idf),
        "letters": names.numbers(space.letters.columns),
        "letters.idf": np.array(space.letters.idf),
        "known": names.numbers(space.known),
        "squares": space.squares,
        "exact": names.numbers(index.exact),
        "exact.classes": np.fromiter(map(classes.__getitem__, index.exact.values()), np.int32),
    }
    _pack_lists("classes", list(classes), arrays)
    for part in _SETS_OF_EACH:
        held = (np.sort(names.numbers(sorted(own))) for own in getattr(index, part))
        _pack_lists(part, list(held), arrays)
    for name, level in {"static": index.static, "encoder": index.encoder}.items():
        if level:
            _pack_level(name, level, arrays)
    talk = everyday().model_dump(mode="json", exclude={"elsewhere"}, exclude_defaults=True)
    plain = {
        "version": index.version,
        "talk": {name: sorted(said) if name in _SETS else said for name, said in talk.items()},
        "shorthand": repair.shorthand,
        "rare": weights.rare,
    }
    arrays["plain"] = _text(json.dumps(plain))
    arrays["knowledge"] = _text(index.knowledge.model_dump_json(exclude_defaults=True))
    arrays["names"] = _text("\n".join(names.new))  # none has a line's end in it
    return arrays


def unpack(arrays: Arrays, vectors: PieceVectors, encoder: Meaning | None) -> Index:
    """The index that was packed; raises LookupError or ValueError where something is off."""
    plain = json.loads(_said(arrays["plain"]))
    knowledge = KnowledgeBase.model_validate_json(_said(arrays["knowledge"]))
    talk = Everyday.model_validate({**plain["talk"], "elsewhere": ()})
    phrasings = tuple(map(ways, knowledge.items()))
    new = _said(arrays["names"]).decode().split("\n")
    names = [*vectors.pieces, *chain.from_iterable(phrasings), *new]
    numbers = list(vectors.pieces.values())

    def named(part: str) -> list[str]:
        return list(map(names.__getitem__, arrays[part].tolist()))

    def columns(part: str) -> dict[str, int]:
        """By number; the vectors' pieces have the same already, which are kept in memory once."""
        return dict(zip(named(part), chain(numbers, count(len(numbers))), strict=False))

    def valued(part: str, values: str) -> dict[str, Any]:
        return dict(zip(named(part), arrays[values].tolist(), strict=True))

    views = (
        Vocabulary(columns("words"), array("d", arrays["words.idf"].tobytes())),
        Vocabulary(columns("letters"), array("d", arrays["letters.idf"].tobytes())),
        columns("known"),
    )
    words = WordMeaning(vectors, Weights(valued("weights", "weights.of"), plain["rare"]))
    counts = valued("counts", "counts.often")
    read = counts, knowledge.synonyms, talk.filler, plain["shorthand"], named("english")
    held = Holders(tuple(named("holders")), *(arrays[f"holders.{part}"] for part in _HOLDERS))
    own, deeds = (_unpack_lists(part, arrays, names) for part in _SETS_OF_EACH)
    classes = list(map(tuple, _unpack_lists("classes", arrays, range(len(own)))))
    found = map(classes.__getitem__, arrays["exact.classes"].tolist())
    each = list(map(len, phrasings))
    return assemble(
        knowledge,
        lexicon(*read, vectors.is_word),
        words,
        tuple(map(frozenset, own)),
        tuple(map(frozenset, deeds)),
        Finder(held, arrays["finder.labels"], arrays["finder.title"]),
        dict(zip(named("exact"), found, strict=True)),
        _unpack_level("static", STATIC_BLOCKS, views, each, arrays, words),
        _unpack_level("encoder", ENCODER_BLOCKS, views, each, arrays, encoder) if encoder else None,
        talk,
        plain["version"],
    )


class _Names:
    """Words and phrasings, each written once: what several parts of an index hold is a number."""

    def __init__(self, known: Sequence[str]) -> None:
        """`known`: what need not be written."""
        self._number = {name: at for at, name in enumerate(known)}
        self._next = count(len(known))
        self.new: list[str] = []

    def numbers(self, names: Collection[str]) -> Ints:
        """The number of each."""
        new = [name for name in names if name not in self._number]
        self._number.update(zip(new, self._next, strict=False))
        self.new += new
        return np.fromiter(map(self._number.__getitem__, names), np.int32, len(names))


def _text(said: str) -> np.ndarray[Any, Any]:
    return np.frombuffer(said.encode(), np.uint8)


def _said(text: np.ndarray[Any, Any]) -> bytes:
    return text.tobytes()


def _pack_lists(name: str, lists: Sequence[Sequence[int] | Ints], arrays: Arrays) -> None:
    arrays[f"{name}.starts"] = np.cumsum([0, *map(len, lists)])
    arrays[f"{name}.members"] = np.fromiter(chain.from_iterable(lists), np.int32)


def _unpack_lists(name: str, arrays: Arrays, of: Sequence[Part]) -> list[list[Part]]:
    named = list(map(of.__getitem__, arrays[f"{name}.members"].tolist()))
    return [named[a:b] for a, b in pairwise(arrays[f"{name}.starts"].tolist())]


def _pack_level(name: str, level: Level, arrays: Arrays) -> None:
    for part in _SPACE:
        _pack_compact(f"{name}.{part}", getattr(level.space, part), arrays)
    _pack_compact(f"{name}.points", joined(level.points), arrays)
    arrays[f"{name}.from_meaning"] = level.space.from_meaning
    arrays[f"{name}.head"] = np.concatenate([level.head.weights, level.head.offsets[None]])
    arrays[f"{name}.calibration"] = level.calibration.weights


def _unpack_level(
    name: str, blocks: Blocks, views: _Views, counts: list[int], arrays: Arrays, meaning: Meaning
) -> Level:
    head = arrays[f"{name}.head"]
    from_words, from_letters, spelled = (
        _unpack_compact(f"{name}.{part}", arrays) for part in _SPACE
    )
    from_meaning = arrays[f"{name}.from_meaning"]
    return Level(
        meaning,
        Space(*views, from_words, from_letters, from_meaning, spelled, arrays["squares"], blocks),
        parted(_unpack_compact(f"{name}.points", arrays), counts),
        Head(head[:-1], head[-1]),
        Calibration(arrays[f"{name}.calibration"]),
    )


def _pack_compact(name: str, matrix: Compact, arrays: Arrays) -> None:
    arrays[name], arrays[f"{name}.scales"] = matrix.numbers, matrix.scales


def _unpack_compact(name: str, arrays: Arrays) -> Compact:
    return Compact(arrays[name], arrays[f"{name}.scales"])
