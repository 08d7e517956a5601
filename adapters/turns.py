"""A turn of a conversation: what was said before it is loaded, and what came of it remembered."""

import asyncio
from contextvars import ContextVar
from dataclasses import dataclass, replace
from uuid import uuid4

from bot.conversation import Conversation
from bot.index import Index
from bot.record import ABOUT_KNOWLEDGE, ratable, record
from bot.remember import Conversations, Deliveries, Records
from bot.reply import Reply
from bot.utterance import Asker, Utterance

_loaded: ContextVar[tuple[Asker, Conversation] | None] = ContextVar("loaded", default=None)
"""The conversation that came with the delivery that this task handles."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What was said over which index, in the conversation `before`; `took`: seconds to answer it;
    `picked`: the entry that was pressed rather than typed, "" for none of those."""

    said: Utterance
    before: Conversation
    index: Index
    took: float
    picked: str | None = None


async def first(
    deliveries: Deliveries,
    conversations: Conversations,
    tenant: str,
    key: str,
    at: float,
    asker: Asker | None,
) -> bool:
    """Whether a delivery is new; meanwhile the conversation of whoever says something with it is
    loaded."""
    claim = deliveries.first(tenant, key, at)
    if asker is None:
        return await claim
    new, before = await asyncio.gather(claim, conversations.load(asker))
    _loaded.set((asker, before))
    return new


async def before(conversations: Conversations, asker: Asker) -> Conversation:
    """The conversation as it is, from the delivery where it came with that."""
    loaded = _loaded.get()
    _loaded.set(None)  # it is of no use to a second turn
    if loaded is not None and loaded[0] == asker:
        return loaded[1]
    return await conversations.load(asker)


def remembered(
    turn: Turn, reply: Reply, after: Conversation, records: Records
) -> tuple[Reply, Conversation]:
    """The reply and the conversation after it, once the question is remembered that it answers."""
    if reply.outcome not in ABOUT_KNOWLEDGE or turn.picked == "":
        return reply, after
    said, before = turn.said, turn.before
    if turn.picked and turn.picked in before.offered and before.record:
        records.signed(said.asker, before.record, "picked", turn.picked, said.at)
    picked = turn.picked is not None
    question = record(said, reply, turn.index, uuid4().hex, turn.took, picked)
    records.asked(question)
    return ratable(reply, question.id), replace(after, record=question.id)
