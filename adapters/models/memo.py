"""Sentence vectors that are known already, so that the encoder runs for new sentences alone.

The package carries the built-in knowledge base's (`phrasings.npz`, made by `make vectors`), the
user's cache folder those of other phrasings; an edited phrasing costs one run of the encoder.
"""

import hashlib
import logging
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import numpy as np

from adapters.models.sealed import Broken, read_sealed, write_sealed
from bot.embed import Meaning
from bot.sparse import Floats

log = logging.getLogger(__name__)

SHIPPED = Path(__file__).with_name("phrasings.npz")

MANY = 20
"""Sentences asked for at once that are taken for phrasings, and kept."""

MOST = 60_000
"""Sentences kept at most: the latest."""

Kept = dict[bytes, tuple[np.ndarray[tuple[int], np.dtype[np.int8]], float]]
"""A sentence's hash → its vector as int8 and the scale that makes it one of length 1."""


class Memo:
    """An encoder with a memory; `open_encoder` is called when a sentence is first not in it."""

    def __init__(self, open_encoder: Callable[[], Meaning], files: Sequence[Path]) -> None:
        """`files`: read in order; new phrasings' vectors are written to the last."""
        self._open = open_encoder
        self._encoder: Meaning | None = None
        self._files = files
        self._kept: Kept | None = None
        self._own: Kept = {}

    def sentences(self, tokens: Sequence[Sequence[str]]) -> Floats:
        """One vector of length 1 a sentence: (sentences, width)."""
        if len(tokens) < MANY:
            return self._encode(tokens)
        kept = self._read()
        keys = [_key(words) for words in tokens]
        new = {key: words for key, words in zip(keys, tokens, strict=True) if key not in kept}
        if new:
            vectors = self._encode(list(new.values()))
            made = dict(zip(new, map(_small, vectors), strict=True))
            kept.update(made)
            self._own.update(made)
            self._write(dict(list(self._own.items())[-MOST:]))
        return np.stack([kept[key][0] * np.float32(kept[key][1]) for key in keys])

    def _encode(self, tokens: Sequence[Sequence[str]]) -> Floats:
        if self._encoder is None:
            self._encoder = self._open()
        return self._encoder.sentences(tokens)

    def _read(self) -> Kept:
        if self._kept is None:
            self._kept = {}
            for file in self._files:
                self._own = read(file)  # in the end the last one's
                self._kept.update(self._own)
        return self._kept

    def _write(self, kept: Kept) -> None:
        try:
            write(self._files[-1], kept)
        except OSError as error:
            log.warning("Vectors can't be kept for the next start (%s)", error.strerror)


def read(file: Path) -> Kept:
    """A file's vectors; none where it is missing or damaged."""
    try:
        content = file.read_bytes() if file == SHIPPED else read_sealed(file)
        with np.load(BytesIO(content), allow_pickle=False) as kept:
            keys, vectors, scales = kept["keys"], kept["vectors"], kept["scales"]
        if vectors.dtype != np.int8 or vectors.ndim != 2 or not np.isfinite(scales).all():
            raise Broken(file.name)
        pairs = zip(vectors, map(float, scales), strict=True)
        return {bytes(key): pair for key, pair in zip(keys, pairs, strict=True)}
    except FileNotFoundError:
        return {}
    except Exception as error:  # whatever it is, they can be made anew
        log.warning("A file of vectors can't be used (%s)", type(error).__name__)
        return {}


def write(file: Path, kept: Kept) -> None:
    """Write atomically."""
    content = BytesIO()
    np.savez_compressed(
        content,
        keys=np.stack([np.frombuffer(key, np.uint8) for key in kept]),
        vectors=np.stack([vector for vector, _ in kept.values()]),
        scales=np.array([scale for _, scale in kept.values()], np.float32),
    )
    if file == SHIPPED:  # held by what the package is checked with
        file.write_bytes(content.getvalue())
    else:
        write_sealed(file, content.getvalue())


def _key(words: Sequence[str]) -> bytes:
    return hashlib.blake2b(" ".join(words).encode(), digest_size=12).digest()


def _small(vector: Floats) -> tuple[np.ndarray[tuple[int], np.dtype[np.int8]], float]:
    scale = float(np.abs(vector).max()) / 127 or 1.0
    small = np.round(vector / scale).astype(np.int8)
    return small, 1.0 / float(np.linalg.norm(small.astype(np.float32)) or 1.0)
