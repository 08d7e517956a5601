"""An index as arrays and plain values, and back: what a cache keeps, with nothing to execute."""

from itertools import chain, pairwise
from typing import Any

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
from knowledge.schema import KnowledgeBase

Arrays = dict[str, np.ndarray[Any, Any]]
_Views = tuple[Vocabulary, Vocabulary, dict[str, int]]

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
    each = [sorted(number[word] for word in own) for own in index.own]
    arrays["own.starts"] = np.cumsum([0, *map(len, each)])
    arrays["own.concepts"] = np.fromiter(chain.from_iterable(each), np.int32)
    plain = {
        "knowledge": index.knowledge.model_dump(mode="json", exclude_defaults=True),
        "counts": dict(index.lexicon.repair.counts),
        "exact": index.exact,
        "weights": index.weights.of,
        "rare": index.weights.rare,
        "concepts": concepts,
        "words": found.holders.words,
        "views": _pack_views(index.static.space),
    }
    arrays["squares"] = index.static.space.squares
    for name, level in {"static": index.static, "encoder": index.encoder}.items():
        if level:
            _pack_level(name, level, arrays)
    return arrays, plain


def unpack(
    arrays: Arrays, plain: dict[str, Any], vectors: PieceVectors, encoder: Meaning | None
) -> Index:
    """The index that was packed; raises KeyError or ValueError where something is off."""
    knowledge = KnowledgeBase.model_validate(plain["knowledge"])
    weights = Weights(plain["weights"], plain["rare"])
    words = WordMeaning(vectors, weights)
    views = _unpack_views(plain["views"])
    held = Holders(tuple(plain["words"]), *(arrays[f"holders.{part}"] for part in _HOLDERS))
    counts = [len(ways(item)) for item in knowledge.items()]
    return assemble(
        knowledge,
        read_with(plain["counts"], knowledge, vectors),
        words,
        _unpack_own(plain["concepts"], arrays),
        Finder(held, arrays["finder.labels"], arrays["finder.title"]),
        {said: tuple(classes) for said, classes in plain["exact"].items()},
        _unpack_level("static", STATIC_BLOCKS, views, counts, arrays, words),
        _unpack_level("encoder", ENCODER_BLOCKS, views, counts, arrays, encoder)
        if encoder
        else None,
    )


def _unpack_own(concepts: list[str], arrays: Arrays) -> tuple[frozenset[str], ...]:
    named = list(map(concepts.__getitem__, arrays["own.concepts"].tolist()))
    return tuple(frozenset(named[a:b]) for a, b in pairwise(arrays["own.starts"].tolist()))


def _pack_views(space: Space) -> dict[str, Any]:
    """What all levels see alike."""
    return {
        "words": list(space.words.columns),
        "words_idf": space.words.idf,
        "letters": list(space.letters.columns),
        "letters_idf": space.letters.idf,
        "known": list(space.known),
    }


def _unpack_views(plain: dict[str, Any]) -> _Views:
    return (
        Vocabulary(_columns(plain["words"]), plain["words_idf"]),
        Vocabulary(_columns(plain["letters"]), plain["letters_idf"]),
        _columns(plain["known"]),
    )


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


def _columns(names: list[str]) -> dict[str, int]:
    return {name: at for at, name in enumerate(names)}
