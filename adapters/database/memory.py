"""Remembering within one process: bounded, gone with a restart."""

from collections import OrderedDict
from collections.abc import Callable

from bot.conversation import EXPIRES_AFTER, NEW, Conversation
from bot.utterance import Asker

KEPT = 50_000
"""Conversations and deliveries kept at most; the least recently used go first."""

DELIVERY_KEPT_FOR = 26 * 3600.0
"""Seconds: Slack repeats a delayed event for up to 24 hours."""


class MemoryConversations:
    """Conversations, each with whoever spoke last, in a bounded map; those that have expired go
    with the next one saved."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str], tuple[str, Conversation]] = OrderedDict()

    async def load(self, asker: Asker) -> Conversation:
        return self._kept.get((asker.tenant, asker.where), ("", NEW))[1]

    async def save(self, asker: Asker, conversation: Conversation) -> None:
        place = asker.tenant, asker.where
        self._kept[place] = asker.who, conversation
        self._kept.move_to_end(place)
        while self._outdated(conversation.at):
            self._kept.popitem(last=False)

    def drop(self, is_theirs: Callable[[str, str, float], bool]) -> None:
        """Forget those of which it holds, by tenant, person and time."""
        for place, (who, conversation) in list(self._kept.items()):
            if is_theirs(place[0], who, conversation.at):
                del self._kept[place]

    def _outdated(self, now: float) -> bool:
        """Whether the one not used for longest is to go."""
        _, oldest = next(iter(self._kept.values()))
        return len(self._kept) > KEPT or oldest.at < now - EXPIRES_AFTER


class MemoryDeliveries:
    """Keys of deliveries with the time they were first seen, oldest first."""

    def __init__(self) -> None:
        self._seen: OrderedDict[tuple[str, str], float] = OrderedDict()

    async def first(self, tenant: str, key: str, at: float) -> bool:
        while self._seen and (
            len(self._seen) > KEPT or next(iter(self._seen.values())) < at - DELIVERY_KEPT_FOR
        ):
            self._seen.popitem(last=False)
        if (tenant, key) in self._seen:
            return False
        self._seen[tenant, key] = at
        return True
