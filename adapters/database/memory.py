"""Remembering within one process: bounded, gone with a restart."""

from collections import OrderedDict

from bot.conversation import EXPIRES_AFTER, NEW, Conversation

KEPT = 50_000
"""Conversations and deliveries kept at most; the least recently used go first."""

DELIVERY_KEPT_FOR = 26 * 3600.0
"""Seconds: Slack repeats a delayed event for up to 24 hours."""


class MemoryConversations:
    """Conversations in a bounded map; those that have expired go with the next one saved."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Conversation] = OrderedDict()

    async def load(self, where: str) -> Conversation:
        return self._kept.get(where, NEW)

    async def save(self, where: str, conversation: Conversation) -> None:
        self._kept[where] = conversation
        self._kept.move_to_end(where)
        while self._outdated(conversation.at):
            self._kept.popitem(last=False)

    def _outdated(self, now: float) -> bool:
        """Whether the one not used for longest is to go."""
        oldest = next(iter(self._kept.values()))
        return len(self._kept) > KEPT or oldest.at < now - EXPIRES_AFTER


class MemoryDeliveries:
    """Keys of deliveries with the time they were first seen, oldest first."""

    def __init__(self) -> None:
        self._seen: OrderedDict[str, float] = OrderedDict()

    async def first(self, key: str, at: float) -> bool:
        while self._seen and (
            len(self._seen) > KEPT or next(iter(self._seen.values())) < at - DELIVERY_KEPT_FOR
        ):
            self._seen.popitem(last=False)
        if key in self._seen:
            return False
        self._seen[key] = at
        return True
