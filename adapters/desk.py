"""The desk: where every adapter hands in what people say and press, and gets replies.

It joins the pure core to what is remembered and to the clock. A failure becomes a reply with a
short reference and a log line with the traceback under the same reference.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from adapters import turns
from adapters.beside import Curates, Meanwhile, Quoting, nobody, silence
from adapters.failure import failure, whole
from adapters.leave import leave
from bot import disclose, respond
from bot import record as records
from bot.act import Act, Again
from bot.blank import blank
from bot.conversation import Conversation
from bot.encode import encode
from bot.form import NOTHING, Form, FormRefused, Typed, overfull, placed, taken, tried
from bot.index import Index
from bot.remember import Conversations, Deliveries, NotSaved, NotThere
from bot.reply import Action, Actions, Choice, Reply
from bot.suggest import suggest
from bot.topics import Shelf, shelves
from bot.utterance import Asker, Utterance

if TYPE_CHECKING:
    from adapters.indexes import Indexes  # what needs these brings them, and `tpm ask` does not
    from adapters.rooms import Rooms

log = logging.getLogger(__name__)

FORM_WITHIN = 1.5
"""Seconds that a form may take: platforms open it within 3 of the press, or never."""

Answer = TypeVar("Answer")
Answering = Callable[[Conversation, Index], tuple[Reply, Conversation]]


@dataclass(slots=True)
class Desk:
    """`index` is the shared one, `indexes` what tenants have of their own over it; either may
    change while questions are under way: each goes on with what it began with. Without `rooms` no
    question is remembered, and none can be rated."""

    index: Index
    conversations: Conversations
    deliveries: Deliveries
    rooms: "Rooms | None" = None
    indexes: "Indexes | None" = None
    clock: Callable[[], float] = field(default=time.time)

    async def index_of(self, tenant: str) -> Index:
        """What the tenant's questions are answered from."""
        return self.index if self.indexes is None else await self.indexes.of(tenant, self.index)

    async def ask(self, text: str, asker: Asker, curates: Curates = nobody) -> Reply:
        """The reply to what someone said; never raises. `curates` tells whether the platform calls
        them a curator."""
        said = Utterance(whole(text), asker, self.clock())
        try:
            index = await self.index_of(asker.tenant)
            room = respond.called(said.text, index)
        except Exception:
            return failure(log)
        if room is not None:
            return await self._room(
                lambda rooms: rooms.enter(room, asker, curates, said.at, index), disclose.NOT_NOW
            )
        return await self._turn(said, lambda before, index: respond.respond(said, before, index))

    async def pick(self, entry_id: str, asker: Asker) -> Reply:
        """The reply to a pressed choice, by the entry's id; never raises."""
        said = Utterance("", asker, self.clock())
        return await self._turn(
            said, lambda before, index: respond.pick(entry_id, before, index, said.at), entry_id
        )

    async def decline(self, asker: Asker) -> Reply:
        """The reply to "None of these"; never raises."""
        said = Utterance("", asker, self.clock())

        def turn(before: Conversation, index: Index) -> tuple[Reply, Conversation]:
            if self.rooms is not None and before.record:
                self.rooms.records.signed(asker, before.record, "none", "", said.at)
            return respond.decline(before, index, said.at)

        return await self._turn(said, turn, "")

    async def about(
        self, text: str, quoting: Quoting, asker: Asker, curates: Curates = nobody
    ) -> Reply:
        """The reply to what somebody else wrote, about which this person asks: as words to be
        answered, and as a quote to be saved; never raises."""
        reply = await self.ask(text, asker, curates)
        if self.rooms is None or reply.outcome == "help":
            return reply
        at = self.clock()
        asked = await self.conversations.load(asker) if reply.outcome == "choices" else None
        record = asked.record if asked else records.of(reply)  # choices can't be rated
        return await self._room(
            lambda rooms: rooms.about(quoting, reply, record, asker, curates, at), disclose.NOT_NOW
        )

    async def form(self, act: Act, asker: Asker, curates: Curates = nobody) -> Form | Reply | None:
        """What has to be filled in before an act is done; a reply where that can't be, None where
        nothing has to be. Within FORM_WITHIN, and never raises."""
        if blank(act) is None and not isinstance(act, Again):
            return None
        try:
            async with asyncio.timeout(FORM_WITHIN):
                return await self._form(act, asker, curates)
        except TimeoutError:
            return disclose.said(disclose.TOO_SLOW)

    async def act(
        self,
        act: Act,
        asker: Asker,
        curates: Curates = nobody,
        typed: Typed = NOTHING,
        meanwhile: Meanwhile = silence,
    ) -> Reply | FormRefused:
        """The reply to a pressed action, with what was `typed` into its form, or which field is at
        fault; never raises. What it says was saved is on disk. `meanwhile` tells whoever waits
        something before it."""
        at, empty = self.clock(), blank(act)
        filled = NOTHING if empty is None else taken(empty, typed)
        if isinstance(filled, FormRefused):
            return filled

        async def doing(rooms: "Rooms") -> Reply | FormRefused:
            index = await self.index_of(asker.tenant)
            try:
                return await rooms.act(act, asker, curates, filled, at, index, meanwhile)
            except NotSaved:
                if empty is None:
                    raise
                return await self.again(
                    act, asker, filled, FormRefused("", disclose.NOT_SAVED_FORM)
                )

        reply = await self._room(doing, disclose.NOT_SAVED)
        return placed(reply, empty) if isinstance(reply, FormRefused) and empty else reply

    async def again(self, act: Act, asker: Asker, typed: Typed, refused: FormRefused) -> Reply:
        """What was at fault in a form, with what it takes to open it again as it was sent: for
        where it can't be said within the form."""
        reply, empty = disclose.said(refused.words), blank(act)
        if self.rooms is None or empty is None:
            return reply
        from adapters.drafts import Attempt

        attempt = Attempt(act, tried(empty, typed), refused)
        draft = await self.rooms.drafts.keep(asker, attempt, self.clock())
        opens = Actions((Action(encode(Again(draft)), disclose.OPEN_AGAIN),))
        return replace(reply, parts=(*reply.parts, opens))

    async def show(self, entry_ids: tuple[str, ...], tenant: str) -> Reply:
        """The answers of these entries once more, for sharing; unknown ids are left out."""
        return respond.show(entry_ids, await self.index_of(tenant), self.clock())

    async def welcome(self, tenant: str) -> Reply:
        """What the bot says once to someone who opens a direct message with it."""
        return respond.welcome(await self.index_of(tenant))

    async def suggest(self, typed: str, limit: int, tenant: str) -> tuple[Choice, ...]:
        """Entries for a search box while someone types; all by topic where nothing is typed."""
        return suggest(typed, await self.index_of(tenant), limit)

    async def shelves(self, tenant: str) -> tuple[Shelf, ...]:
        """All entries by topic, for a page that shows what the bot knows."""
        return shelves(await self.index_of(tenant))

    async def first(self, tenant: str, key: str, asker: Asker | None = None) -> bool:
        """Whether a delivery with this key is new; call once a delivery, before handling it.
        `asker`: who says something with it, whose conversation is loaded meanwhile."""
        return await turns.first(
            self.deliveries, self.conversations, tenant, key, self.clock(), asker
        )

    async def leave(self, tenant: str) -> None:
        """The bot was removed from a workspace or server: all that was kept of it goes, as soon as
        the database is there, though this process may not be any more then."""
        if self.rooms is not None:
            await leave(self.rooms.records, tenant, self.clock())

    async def _form(self, act: Act, asker: Asker, curates: Curates) -> Form | Reply | None:
        at = self.clock()

        async def opening(rooms: "Rooms") -> Form | Reply | None:
            index = await self.index_of(asker.tenant)
            return await rooms.form(act, asker, curates, at, index)

        form = await self._room(opening, disclose.NOT_NOW)
        if not isinstance(form, Form):
            return form
        if field := overfull(form):
            return disclose.said(disclose.TOO_LONG.format(label=field.label, most=field.most))
        return replace(form, does=form.does or encode(act))

    async def _turn(self, said: Utterance, turn: Answering, picked: str | None = None) -> Reply:
        """`picked`: the entry that was pressed rather than typed, "" for none of those."""
        try:
            index = await self.index_of(said.asker.tenant)
            before = await turns.before(self.conversations, said.asker)
            started = time.perf_counter()
            reply, after = turn(before, index)
            took = time.perf_counter() - started
            if self.rooms is not None:
                one = turns.Turn(said, before, index, took, picked)
                reply, after = turns.remembered(one, reply, after, self.rooms.records)
            await self.conversations.save(said.asker, after)
        except Exception:
            return failure(log)
        return reply

    async def _room(
        self, doing: "Callable[[Rooms], Awaitable[Answer]]", unsaved: str
    ) -> Answer | Reply:
        if self.rooms is None:
            return disclose.said(disclose.NOTHING_KEPT)
        try:
            return await doing(self.rooms)
        except NotSaved:
            return disclose.said(unsaved)
        except NotThere as gone:
            return disclose.said(disclose.GONE[gone.what])
        except Exception:
            return replace(failure(log), beside=True)
