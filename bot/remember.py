"""What the core needs remembered between messages, as protocols that adapters fulfil."""

from typing import Protocol

from bot.conversation import Conversation


class Conversations(Protocol):
    """Conversations by their opaque key (`Utterance.where`)."""

    async def load(self, where: str) -> Conversation:
        """What was kept; a new conversation where nothing was."""

    async def save(self, where: str, conversation: Conversation) -> None: ...


class Deliveries(Protocol):
    """Platforms deliver some events twice; each is to be handled once."""

    async def first(self, key: str, at: float) -> bool:
        """Whether this delivery was not seen in the last 26 hours; it is from now on."""
