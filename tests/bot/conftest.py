"""Someone in a conversation with the core."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from adapters.models.static import static_vectors
from benchmarks.bases import BASES
from benchmarks.own import shipped_encoder
from bot.conversation import NEW, Conversation
from bot.index import Index, build_index
from bot.plain import plain
from bot.reply import Choices, Offer, Reply
from bot.respond import decline, pick, respond
from bot.utterance import Utterance
from knowledge.loader import load


@dataclass
class Talker:
    """Keeps the conversation; `now` is the time in seconds of what is said next."""

    index: Index
    conversation: Conversation = field(default=NEW)
    now: float = 1_000_000.0

    def say(self, words: str) -> Reply:
        said = Utterance(words, at=self.now)
        reply, self.conversation = respond(said, self.conversation, self.index)
        return reply

    def pick(self, entry_id: str) -> Reply:
        reply, self.conversation = pick(entry_id, self.conversation, self.index, self.now)
        return reply

    def decline(self) -> Reply:
        reply, self.conversation = decline(self.conversation, self.index, self.now)
        return reply


@pytest.fixture
def talker(garden: Index) -> Talker:
    """Someone who talks about the garden."""
    return Talker(garden)


@pytest.fixture
def seeker(tpm: Index) -> Talker:
    """Someone who asks about the technical product manager's job."""
    return Talker(tpm)


@pytest.fixture(scope="session", params=["lean", "full"])
def museum(request: pytest.FixtureRequest) -> Index:
    """The index of a small knowledge base that nothing was tuned to, at each level in turn."""
    encoder = shipped_encoder() if request.param == "full" else None
    return build_index(load([BASES / "held-out" / "museum"]), static_vectors(), encoder)


@pytest.fixture
def shown() -> Callable[[Reply], list[str]]:
    """The ids of a reply's entries."""
    return lambda reply: [entry.id for entry in reply.entries]


@pytest.fixture
def offered() -> Callable[[Reply], list[str]]:
    """The ids that a reply offers to press, in order."""
    return lambda reply: [
        option.id
        for part in reply.parts
        if isinstance(part, Choices | Offer)
        for option in part.options
    ]


@pytest.fixture
def said() -> Callable[[Reply], str]:
    """A reply's plain text."""
    return plain
