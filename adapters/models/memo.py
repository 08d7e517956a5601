"""Sentence vectors that are known already, so that the encoder runs for new sentences alone.

The package carries the built-in knowledge base's (`phrasings.npz`, made by `make vectors`), the
user's cache folder those of other phrasings; an edited phrasing costs one run of the encoder. What
teams have of their own over the knowledge base is known in memory alone.
"""

import hashlib
import logging
import threading
from collections import OrderedDict
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
"""Sentences that the file holds at most: the latest."""

RECENT = 50_000
"""Sentences beside the knowledge base's that are known, the last ones asked for: some 30 MB."""

Small = tuple[np.ndarray[tuple[int], np.dtype[np.int8]], float]
"""A vector as int8, and the scale that makes it one of length 1."""

Kept = dict[bytes, Small]
"""By a sentence's hash."""


class Memo:
    """An encoder with a memory; `open_encoder` is called when a sentence is first not in it."""

    def __init__(self, open_encoder: Callable[[], Meaning], files: Sequence[Path]) -> None:
        """`files`: read in order; new phrasings' vectors are written to the last."""
        self._open = open_encoder
        self._encoder: Meaning | None = None
        self._files = files
        self._kept: Kept | None = None
        self._own: Kept = {}
        self._recent: OrderedDict[bytes, Small] = OrderedDict()
        self._settled = False
        self._lock = threading.Lock()

    def settle(self) -> None:
        """The knowledge base is read: what is asked for from now on goes into no file."""
        self._settled = True

    def sentences(self, tokens: Sequence[Sequence[str]]) -> Floats:
        """One vector of length 1 a sentence: (sentences, width)."""
        if len(tokens) < MANY:
            return self._encode(tokens)
        keys = [_key(words) for words in tokens]
        with self._lock:  # teams' indexes are made aside, in threads
            found = self._found(dict(zip(keys, tokens, strict=True)))
        return np.stack([found[key][0] * np.float32(found[key][1]) for key in keys])

    def _found(self, wanted: dict[bytes, Sequence[str]]) -> Kept:
        kept = self._read()
        known = {key: kept.get(key) or self._recent.get(key) for key in wanted}
        found = {key: vector for key, vector in known.items() if vector is not None}
        new = {key: words for key, words in wanted.items() if key not in found}
        if new:
            found.update(zip(new, map(_small, self._encode(list(new.values()))), strict=True))
        if not self._settled:
            kept.update(found)
            if new:
                self._own.update({key: found[key] for key in new})
                self._write(dict(list(self._own.items())[-MOST:]))
            return found
        for key in wanted.keys() - kept.keys():
            self._recent[key] = found[key]
            self._recent.move_to_end(key)
        while len(self._recent) > RECENT:
            self._recent.popitem(last=False)
        return found

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
        write_sealed(file, (content.getvalue(),))


def _key(words: Sequence[str]) -> bytes:
    return hashlib.blake2b(" ".join(words).encode(), digest_size=12).digest()


def _small(vector: Floats) -> Small:
    scale = float(np.abs(vector).max()) / 127 or 1.0
    small = np.round(vector / scale).astype(np.int8)
    return small, 1.0 / float(np.linalg.norm(small.astype(np.float32)) or 1.0)
