"""The desk: where every adapter hands in what people say and press, and gets replies.

It joins the pure core to what is remembered and to the clock. A failure becomes a reply with a
short reference and a log line with the traceback under the same reference.
"""

import logging
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from bot import respond
from bot.conversation import Conversation
from bot.index import Index
from bot.remember import Conversations, Deliveries
from bot.reply import Choice, Paragraph, Reply, text
from bot.suggest import suggest
from bot.topics import Shelf, shelves
from bot.utterance import Utterance

log = logging.getLogger(__name__)

Turn = Callable[[Conversation], tuple[Reply, Conversation]]


@dataclass(slots=True)
class Desk:
    """`index` may be replaced while questions are under way: each reads it once."""

    index: Index
    conversations: Conversations
    deliveries: Deliveries
    clock: Callable[[], float] = field(default=time.time)

    async def ask(self, text: str, who: str, where: str) -> Reply:
        """The reply to what someone said; never raises."""
        said = Utterance(text, who, where, self.clock())
        return await self._turn(where, lambda before: respond.respond(said, before, self.index))

    async def pick(self, entry_id: str, where: str) -> Reply:
        """The reply to a pressed choice, by the entry's id; never raises."""
        at = self.clock()
        return await self._turn(
            where, lambda before: respond.pick(entry_id, before, self.index, at)
        )

    async def decline(self, where: str) -> Reply:
        """The reply to "None of these"; never raises."""
        at = self.clock()
        return await self._turn(where, lambda before: respond.decline(before, self.index, at))

    def show(self, entry_ids: tuple[str, ...]) -> Reply:
        """The answers of these entries once more, for sharing; unknown ids are left out."""
        return respond.show(entry_ids, self.index)

    def welcome(self) -> Reply:
        """What the bot says once to someone who opens a direct message with it."""
        return respond.welcome(self.index)

    def suggest(self, typed: str, limit: int) -> tuple[Choice, ...]:
        """Entries for a search box while someone types; all by topic where nothing is typed."""
        return suggest(typed, self.index, limit)

    def shelves(self) -> tuple[Shelf, ...]:
        """All entries by topic, for a page that shows what the bot knows."""
        return shelves(self.index)

    async def first(self, key: str) -> bool:
        """Whether a delivery with this key is new; call once a delivery, before handling it."""
        return await self.deliveries.first(key, self.clock())

    async def _turn(self, where: str, turn: Turn) -> Reply:
        try:
            reply, after = turn(await self.conversations.load(where))
            await self.conversations.save(where, after)
        except Exception:
            return failure(log)
        return reply


def failure(log: logging.Logger) -> Reply:
    """The reply to someone whom the bot failed, while the exception is being handled: a reference
    in the chat, the traceback under it in the log."""
    reference = secrets.token_hex(3)
    log.exception("A question could not be answered", extra={"reference": reference})
    return Reply(
        "help",
        (
            Paragraph(
                text(
                    "Something went wrong on my side. Please try again; if it happens again, "
                    f"give whoever runs me this reference: {reference}"
                )
            ),
        ),
    )
