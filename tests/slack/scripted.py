"""A desk with few things to say, each known by heart."""

import asyncio
from dataclasses import replace
from datetime import date
from typing import Any

from adapters.beside import Curates, Meanwhile, Quoting, nobody, silence
from adapters.database.memory import MemoryDeliveries
from bot.act import Act, Rate, Tell
from bot.blank import blank
from bot.encode import encode
from bot.form import NOTHING, Form, FormRefused, Typed
from bot.quote import Quote
from bot.reply import (
    Action,
    Actions,
    Choice,
    Choices,
    Document,
    Fact,
    Facts,
    Items,
    Offer,
    Paragraph,
    Reply,
    Scored,
    Source,
    text,
)
from bot.topics import Shelf
from bot.utterance import Asker

SOURCE = Source(
    "The guide", "Ann Author", "The Press", date(2022, 1, 12), "https://example.org/a?b&c"
)
SKILLS = Choice("skills", "Skills you need")
PAY = Choice("pay", "What it pays & when")


def answer(*entries: Choice) -> Reply:
    """Entries shown in full."""
    parts = (
        Paragraph(text(f"All about {' and '.join(entry.title for entry in entries)}.")),
        Facts((Fact("Mean", "$118,000"),)),
        SOURCE,
        Offer("Related:", (PAY,)),
    )
    return Reply("answer", parts, tuple(Scored(e.id, e.title, 0.9) for e in entries))


RECORD = "0123456789abcdef" * 2
RATED = Reply(
    "answer",
    (
        Paragraph(text("All about skills.")),
        Actions(
            (
                Action(encode(Rate(RECORD, True)), "Helpful"),
                Action(encode(Tell(RECORD)), "Say what was missing"),
            )
        ),
    ),
    (Scored("skills", "Skills you need", 0.9),),
)
LONG = "\n".join(f"line {number} of it all" for number in range(2_500))

REPLIES = {
    "rated": RATED,
    "everything": Reply("help", (Paragraph(text("Here.")), Document("my-data.json", LONG))),
    "skills": answer(SKILLS),
    "unclear": Reply("choices", (Choices("Which one?", (SKILLS, PAY)),)),
    "berlin": Reply("unknown", (Paragraph(text("I don't know.")), Offer("Nearest:", (PAY,)))),
    "help": Reply("help", (Paragraph(text("Ask me.")), Items((text("What skills do I need?"),)))),
    "<!channel> & <@U9>": Reply("unknown", (Paragraph(text("<!channel> & <@U9> *x* ```")),)),
}


class ScriptedDesk:
    """A desk with few things to say, each known by heart; it keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, str]] = []
        self.presses: list[tuple[str, str]] = []
        self.askers: list[Asker] = []
        self.acts: list[tuple[Act, Asker, bool, dict[str, str]]] = []
        self.acted: Reply | FormRefused = answer(SKILLS)
        self.formed: Form | Reply | None = None
        self.quotes: list[Quote] = []
        self.left: list[str] = []
        self.held = asyncio.Event()
        self.held.set()
        self._deliveries = MemoryDeliveries()

    async def ask(self, text: str, asker: Asker, curates: Curates = nobody) -> Reply:
        self.asked.append((text, asker.who, asker.where))
        self.askers.append(asker)
        if text == "break":
            raise RuntimeError("a fault nobody thought of")
        await self.held.wait()
        return REPLIES.get(text) or Reply("smalltalk", (Paragraph(_said(text)),))

    async def pick(self, entry_id: str, asker: Asker) -> Reply:
        self.presses.append((entry_id, asker.where))
        if entry_id == "break":
            raise RuntimeError("a fault nobody thought of")
        return answer(Choice(entry_id, entry_id.title()))

    async def decline(self, asker: Asker) -> Reply:
        self.presses.append(("", asker.where))
        return Reply("unknown", (Paragraph(text("None, then. Try other words.")),))

    async def show(self, entry_ids: tuple[str, ...], tenant: str) -> Reply:
        known = [choice for choice in (SKILLS, PAY) if choice.id in entry_ids]
        return answer(*known) if known else Reply("unknown", ())

    async def welcome(self, tenant: str) -> Reply:
        return Reply("help", (Paragraph(text("Welcome!")), Items((text("Ask away"),))))

    async def suggest(self, typed: str, limit: int, tenant: str) -> tuple[Choice, ...]:
        if typed == "break":
            raise RuntimeError("a fault nobody thought of")
        found = [choice for choice in (SKILLS, PAY) if typed.lower() in choice.title.lower()]
        return tuple(found[:limit])

    async def shelves(self, tenant: str) -> tuple[Shelf, ...]:
        return (Shelf("Getting in", (SKILLS,)), Shelf("Money", (PAY,)))

    async def first(self, tenant: str, key: str, asker: Asker | None = None) -> bool:
        return await self._deliveries.first(tenant, key, 0.0)

    async def about(
        self, text: str, quoting: Quoting, asker: Asker, curates: Curates = nobody
    ) -> Reply:
        if await curates():
            self.quotes.append(await quoting())
        return await self.ask(text, asker, curates)

    async def form(self, act: Act, asker: Asker, curates: Curates = nobody) -> Form | Reply | None:
        if self.formed is not None:
            return self.formed
        empty = blank(act)
        return replace(empty, does=encode(act)) if empty else None

    async def act(
        self,
        act: Act,
        asker: Asker,
        curates: Curates = nobody,
        typed: Typed = NOTHING,
        meanwhile: Meanwhile = silence,
    ) -> Reply | FormRefused:
        self.acts.append((act, asker, await curates(), dict(typed)))
        await self.held.wait()
        return self.acted

    async def again(self, act: Act, asker: Asker, typed: Typed, refused: FormRefused) -> Reply:
        return Reply("help", (Paragraph(text(refused.words)),), beside=True)

    async def leave(self, tenant: str) -> None:
        self.left.append(tenant)


def _said(words: str) -> Any:
    return text(f"You said: {words}")
