"""This project's parts, put together for measuring."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from adapters.models.encoder import SentenceEncoder, find_model
from adapters.models.memo import SHIPPED, Memo
from adapters.models.static import static_vectors
from benchmarks.generate import KEPT, english
from bot.conversation import NEW
from bot.embed import Meaning
from bot.index import Index
from bot.reply import Reply
from bot.respond import respond
from bot.utterance import Utterance

PHRASINGS = 10
"""Phrasings of each generated entry."""


def responder(index: Index) -> Callable[[str], Reply]:
    """The whole path of a question, each in a conversation of its own."""
    return lambda text: respond(Utterance(text), NEW, index)[0]


def common_words() -> list[str]:
    """English words by how common they are."""
    return english(static_vectors())[:KEPT]


def shipped_encoder() -> Meaning | None:
    """The encoder with the vectors that the package carries, keeping new ones in a temporary
    folder; None where it isn't installed."""
    model = find_model("")
    if model is None:
        return None
    kept = Path(tempfile.mkdtemp(prefix="vectors-")) / "vectors.npz"
    return Memo(lambda: SentenceEncoder(model, static_vectors()), (SHIPPED, kept))
