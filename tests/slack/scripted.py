"""A desk with few things to say, each known by heart."""

import asyncio
from datetime import date
from typing import Any

from adapters.database.memory import MemoryDeliveries
from bot.reply import (
    Choice,
    Choices,
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


REPLIES = {
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
        self.held = asyncio.Event()
        self.held.set()
        self._deliveries = MemoryDeliveries()

    async def ask(self, text: str, who: str, where: str) -> Reply:
        self.asked.append((text, who, where))
        if text == "break":
            raise RuntimeError("a fault nobody thought of")
        await self.held.wait()
        return REPLIES.get(text) or Reply("smalltalk", (Paragraph(_said(text)),))

    async def pick(self, entry_id: str, where: str) -> Reply:
        self.presses.append((entry_id, where))
        if entry_id == "break":
            raise RuntimeError("a fault nobody thought of")
        return answer(Choice(entry_id, entry_id.title()))

    async def decline(self, where: str) -> Reply:
        self.presses.append(("", where))
        return Reply("unknown", (Paragraph(text("None, then. Try other words.")),))

    def show(self, entry_ids: tuple[str, ...]) -> Reply:
        known = [choice for choice in (SKILLS, PAY) if choice.id in entry_ids]
        return answer(*known) if known else Reply("unknown", ())

    def welcome(self) -> Reply:
        return Reply("help", (Paragraph(text("Welcome!")), Items((text("Ask away"),))))

    def suggest(self, typed: str, limit: int) -> tuple[Choice, ...]:
        if typed == "break":
            raise RuntimeError("a fault nobody thought of")
        found = [choice for choice in (SKILLS, PAY) if typed.lower() in choice.title.lower()]
        return tuple(found[:limit])

    def shelves(self) -> tuple[Shelf, ...]:
        return (Shelf("Getting in", (SKILLS,)), Shelf("Money", (PAY,)))

    async def first(self, key: str) -> bool:
        return await self._deliveries.first(key, 0.0)


def _said(words: str) -> Any:
    return text(f"You said: {words}")
