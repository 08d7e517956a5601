"""An index as arrays and plain values, and back: what a cache keeps, with nothing to execute."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, count, pairwise
from typing import Any, TypeVar

import numpy as np

from bot.calibrate import Calibration
from bot.compact import Compact, joined, parted
from bot.embed import Meaning, PieceVectors, WordMeaning
from bot.features import Blocks, Vocabulary
from bot.find import Finder, Holders
from bot.head import Head
from bot.index import ENCODER_BLOCKS, STATIC_BLOCKS, Index, assemble, read_with, ways
from bot.level import Level
from bot.space import Space
from bot.weights import Weights
from knowledge.everyday import Everyday, everyday
from knowledge.schema import KnowledgeBase

Arrays = dict[str, np.ndarray[Any, Any]]
_Views = tuple[Vocabulary, Vocabulary, dict[str, int]]

Part = TypeVar("Part")

_SETS = ("people", "times")
_HOLDERS = ("starts", "phrasings", "lengths")
_SPACE = ("from_words", "from_letters", "spelled")


def pack(index: Index) -> tuple[Arrays, dict[str, Any]]:
    """Arrays by name, and the rest as JSON-ready values."""
    [(found, _)] = index.finders
    arrays: Arrays = {"finder.labels": found.labels, "finder.title": found.title}
    for part in _HOLDERS:
        arrays[f"holders.{part}"] = getattr(found.holders, part)
    concepts = sorted(frozenset().union(*index.own))
    number = {word: at for at, word in enumerate(concepts)}
    _pack_lists("own", [sorted(number[word] for word in own) for own in index.own], arrays)
    stems = sorted(frozenset().union(*index.deeds))
    nth = {deed: at for at, deed in enumerate(stems)}
    _pack_lists("deeds", [sorted(nth[deed] for deed in own) for own in index.deeds], arrays)
    _pack_lists("exact", list(index.exact.values()), arrays)
    counts, weights, space = index.lexicon.repair.counts, index.weights, index.static.space
    arrays["counts"] = np.fromiter(counts.values(), np.int64)
    arrays["weights"] = np.fromiter(weights.of.values(), np.float64)
    arrays["words.idf"], arrays["letters.idf"] = map(np.array, (space.words.idf, space.letters.idf))
    arrays["squares"] = space.squares
    for name, level in {"static": index.static, "encoder": index.encoder}.items():
        if level:
            _pack_level(name, level, arrays)
    talk = everyday().model_dump(mode="json", exclude={"elsewhere"}, exclude_defaults=True)
    return arrays, {
        "knowledge": index.knowledge.model_dump_json(exclude_defaults=True),
        "version": index.version,
        "talk": {name: sorted(said) if name in _SETS else said for name, said in talk.items()},
        "rare": weights.rare,
        "counts": _joined(counts),
        "weights": _joined(weights.of),
        "exact": _joined(index.exact),
        "concepts": _joined(concepts),
        "deeds": _joined(stems),
        "holders": _joined(found.holders.words),
        "words": _joined(space.words.columns),
        "letters": _joined(space.letters.columns),
        "known": _joined(space.known),
    }


def unpack(
    arrays: Arrays, plain: dict[str, Any], vectors: PieceVectors, encoder: Meaning | None
) -> Index:
    """The index that was packed; raises KeyError or ValueError where something is off."""
    knowledge = KnowledgeBase.model_validate_json(plain["knowledge"])
    talk = Everyday.model_validate({**plain["talk"], "elsewhere": ()})
    once = _Once(vectors.pieces, {said: said for item in knowledge.items() for said in ways(item)})
    weights = Weights(
        dict(zip(once.names(plain["weights"]), arrays["weights"].tolist(), strict=True)),
        plain["rare"],
    )
    counts = dict(zip(once.names(plain["counts"]), arrays["counts"].tolist(), strict=True))
    words = WordMeaning(vectors, weights)
    views = (
        Vocabulary(once.columns(plain["words"]), array("d", arrays["words.idf"].tolist())),
        Vocabulary(once.columns(plain["letters"]), array("d", arrays["letters.idf"].tolist())),
        once.columns(plain["known"]),
    )
    held = Holders(
        tuple(once.names(plain["holders"])), *(arrays[f"holders.{part}"] for part in _HOLDERS)
    )
    own = _unpack_lists("own", arrays, once.names(plain["concepts"]))
    classes = _unpack_lists("exact", arrays, range(len(own)))
    each = {tuple(found): tuple(found) for found in classes}
    phrasings = [len(ways(item)) for item in knowledge.items()]
    return assemble(
        knowledge,
        read_with(counts, knowledge, vectors, talk),
        words,
        tuple(map(frozenset, own)),
        tuple(map(frozenset, _unpack_lists("deeds", arrays, once.names(plain["deeds"])))),
        Finder(held, arrays["finder.labels"], arrays["finder.title"]),
        {
            said: each[tuple(found)]
            for said, found in zip(once.names(plain["exact"]), classes, strict=True)
        },
        _unpack_level("static", STATIC_BLOCKS, views, phrasings, arrays, words),
        _unpack_level("encoder", ENCODER_BLOCKS, views, phrasings, arrays, encoder)
        if encoder
        else None,
        talk,
        plain["version"],
    )


class _Once:
    """What several parts of an index hold, kept in memory once: words, phrasings (`said`), and the
    numbers that the vectors' pieces have already."""

    def __init__(self, pieces: Mapping[str, int], said: dict[str, str]) -> None:
        self._numbers = list(pieces.values())
        self._kept = said

    def names(self, joined: str) -> list[str]:
        return [self._kept.setdefault(name, name) for name in _parted(joined)]

    def columns(self, joined: str) -> dict[str, int]:
        numbers = chain(self._numbers, count(len(self._numbers)))
        return dict(zip(self.names(joined), numbers, strict=False))


def _joined(names: Iterable[str]) -> str:
    """No word, and nothing made of words, has a line's end in it."""
    return "\n".join(names)


def _parted(joined: str) -> list[str]:
    return joined.split("\n") if joined else []


def _pack_lists(name: str, lists: Sequence[Sequence[int]], arrays: Arrays) -> None:
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
