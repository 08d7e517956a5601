"""Conversations in the database, so that any process goes on with any of them.

The text of a question is never written here, whatever a tenant keeps: a process that did not hear
it itself goes on from the words that the knowledge base has too.
"""

from collections import Counter, OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.database.behind import Behind
from adapters.database.connect import Database
from adapters.database.faults import Away
from adapters.database.gone import is_gone, share
from adapters.database.memories import IsTheirs
from adapters.database.memory import MemoryConversations
from adapters.database.people import Pseudonyms
from adapters.database.tables import conversations
from adapters.database.upsert import replacing
from bot.conversation import EXPIRES_AFTER, NEW, Conversation
from bot.utterance import Asker

Known = Callable[[str], str]
"""A text → those of its words that the knowledge base has."""

HEARD = 10_000
"""Conversations whose questions this process still knows as they were asked."""


@dataclass(slots=True)
class KeptConversations:
    """Answers from memory while the database is away.

    `_carried`: by place, the time of what was last gone on from out of memory. Whoever was
    forgotten after it by another process must not have it written back with what came next.
    """

    database: Database
    behind: Behind
    people: Pseudonyms
    known: Known
    _memory: MemoryConversations = field(default_factory=MemoryConversations)
    _unwritten: Counter[tuple[str, str]] = field(default_factory=Counter)
    _heard: OrderedDict[str, tuple[Asker, Conversation]] = field(default_factory=OrderedDict)
    _carried: dict[tuple[str, str], float] = field(default_factory=dict)

    async def load(self, asker: Asker) -> Conversation:
        if (asker.tenant, asker.where) in self._unwritten:
            return await self._from_memory(asker)
        place = self.people.of(asker.tenant, asker.where)
        asked_for = select(conversations.c.state).where(
            conversations.c.tenant == asker.tenant, conversations.c.place == place
        )
        try:
            async with self.database.reading() as connection:
                state = await connection.scalar(asked_for)
        except Away:
            return await self._from_memory(asker)
        self._carried.pop((asker.tenant, asker.where), None)
        return self._as_heard(_read(state)) if state else NEW

    async def save(self, asker: Asker, conversation: Conversation) -> None:
        await self._memory.save(asker, conversation)
        self._hear(asker, conversation)
        values = self._row(asker, conversation)
        since = self._carried.get((asker.tenant, asker.where), conversation.at)
        if conversation.offered:
            # A restart right after "which one did you mean?" must find the choices.
            try:
                async with self.database.writing() as connection:
                    await _write(connection, values, since)
                return
            except Away:
                pass
        self._later(asker, values, since)

    def drop(self, is_theirs: IsTheirs) -> None:
        """Forget those of which it holds."""
        self._memory.drop(is_theirs)
        for record, (asker, heard) in list(self._heard.items()):
            if is_theirs(asker.tenant, asker.who, heard.at):
                del self._heard[record]

    async def _from_memory(self, asker: Asker) -> Conversation:
        known = await self._memory.load(asker)
        if known != NEW:
            self._carried.setdefault((asker.tenant, asker.where), known.at)
        return known

    def _later(self, asker: Asker, values: dict[str, Any], since: float) -> None:
        place = asker.tenant, asker.where
        self._unwritten[place] += 1

        async def write(connection: AsyncConnection) -> None:
            await _write(connection, values, since)

        def done() -> None:
            self._unwritten[place] -= 1
            if not self._unwritten[place]:
                del self._unwritten[place]

        self.behind.add(write, done)

    def _row(self, asker: Asker, conversation: Conversation) -> dict[str, Any]:
        asked = [self.known(text) for text in conversation.asked]
        return {
            "tenant": asker.tenant,
            "place": self.people.of(asker.tenant, asker.where),
            "person": self.people.of(asker.tenant, asker.who),
            "state": {
                "about": list(conversation.about),
                "offered": list(conversation.offered),
                "asked": [one for one in asked if one],
                "at": conversation.at,
                "record": conversation.record,
            },
            "expires": conversation.at + EXPIRES_AFTER,
        }

    def _hear(self, asker: Asker, conversation: Conversation) -> None:
        """Until it has expired: what was asked stays in no memory for longer than it is of use."""
        if conversation.record:
            self._heard[conversation.record] = asker, conversation
            self._heard.move_to_end(conversation.record)
        while self._heard and (
            len(self._heard) > HEARD
            or next(iter(self._heard.values()))[1].at < conversation.at - EXPIRES_AFTER
        ):
            self._heard.popitem(last=False)

    def _as_heard(self, conversation: Conversation) -> Conversation:
        heard = self._heard.get(conversation.record)
        return conversation if heard is None else replace(conversation, asked=heard[1].asked)


async def _write(connection: AsyncConnection, values: dict[str, Any], since: float) -> None:
    await share(connection, values["tenant"])
    unless = is_gone(values["tenant"], values["person"], since)
    # What another process has written since, while this one had to wait, stays.
    later = replacing(connection, conversations, values, unless, since="expires")
    await connection.execute(later)


def _read(state: Mapping[str, Any]) -> Conversation:
    return Conversation(
        about=_texts(state["about"]),
        offered=_texts(state["offered"]),
        asked=_texts(state["asked"]),
        at=float(state["at"]),
        record=str(state["record"]),
    )


def _texts(values: Sequence[object]) -> tuple[str, ...]:
    return tuple(map(str, values))
