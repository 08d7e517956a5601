"""A desk that says what a test wrote down, for what the real one never says."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from adapters.beside import Curates, Meanwhile, Quoting, nobody, silence
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
    Code,
    Document,
    Fact,
    Facts,
    Heading,
    Items,
    Note,
    Offer,
    Paragraph,
    Reply,
    Scored,
    Source,
    Span,
    text,
)
from bot.utterance import Asker

ARTICLE = Source(
    "What is a manager?", "Ada Author", "Example Press", date(2022, 1, 5), "https://example.org/a"
)


def answer(*ids: str, body: str = "Curiosity, and patience.") -> Reply:
    """An answer with a section for each entry."""
    parts = [p for i in ids for p in (Heading(i.title()), Paragraph(text(body)), ARTICLE)]
    return Reply("answer", tuple(parts), tuple(Scored(i, i.title(), 0.9) for i in ids))


def choices(*ids: str) -> Reply:
    options = tuple(Choice(i, f"About {i}") for i in ids)
    scored = tuple(Scored(c.id, c.title, 0.4) for c in options)
    return Reply("choices", (Choices("Which one?", options),), scored)


RECORD = "0123456789abcdef" * 2
RATED = Reply(
    "answer",
    (
        *answer("skills").parts,
        Actions(
            (
                Action(encode(Rate(RECORD, True)), "Helpful"),
                Action(encode(Tell(RECORD)), "Say what was missing"),
            )
        ),
    ),
    answer("skills").entries,
)

HELP = Reply("help", (Paragraph(text("Ask me about the job.")),))
GONE = Reply("unknown", (Paragraph(text("That answer is not there any more.")),))
UNKNOWN = Reply("unknown", (Paragraph(text("My source doesn't cover that.")),))

EVERYTHING = Reply(
    "answer",
    (
        Heading("Skills & more"),
        Paragraph((Span("Be "), Span("bold", bold=True), Span("italic", italic=True), Span(", "),
                   Span("code", code=True), Span(" and "), Span("linked", link="https://e.org/x_y"))),
        Items((text("first"), text("second")), ordered=True),
        Items((text("apples"), text("pears"))),
        Code("x = {1: '*'}"),
        Facts((Fact("Salary", "$118,000 a year"), Fact("Region", "United States"))),
        ARTICLE,
        Offer("Go on with", (Choice("salary", "What it pays"),)),
        Choices("Which one?", (Choice("skills", "Skills you need"), Choice("path", "The path"))),
        Note("Reviewed every year."),
        Actions((Action("keep-for:30", "Delete after 30 days"),)),
        Document("my-data.json", "{}"),
    ),
    (Scored("skills", "Skills", 0.9),),
)  # fmt: skip
EVERYTHING_READS = (
    "Skills & more", "Be bolditalic, code and linked", "1. first", "2. second", "- apples",
    "- pears", "x = {1: '*'}", "Salary: $118,000 a year", "Region: United States",
    "What is a manager?", "Ada Author", "Example Press", "2022", "Go on with", "Which one?",
    "Reviewed every year.",
)  # fmt: skip


@dataclass
class ScriptedDesk:
    """`says` by question or entry id; whatever is missing fails, as a bug would."""

    says: dict[str, Reply] = field(default_factory=dict)
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    picked: list[tuple[str, str]] = field(default_factory=list)
    declined: list[str] = field(default_factory=list)
    suggested: tuple[Choice, ...] = ()
    askers: list[Asker] = field(default_factory=list)
    acts: list[tuple[Act, Asker, bool, dict[str, str]]] = field(default_factory=list)
    formed: Form | Reply | None = None
    quotes: list[Quote] = field(default_factory=list)
    acted: Reply | FormRefused = field(default_factory=lambda: answer("skills"))
    left: list[str] = field(default_factory=list)
    _seen: set[tuple[str, str]] = field(default_factory=set)

    async def ask(self, text: str, asker: Asker, curates: Curates = nobody) -> Reply:
        self.asked.append((text, asker.who, asker.where))
        self.askers.append(asker)
        return self._said(text)

    async def pick(self, entry_id: str, asker: Asker) -> Reply:
        self.picked.append((entry_id, asker.where))
        return self._said(entry_id)

    async def decline(self, asker: Asker) -> Reply:
        self.declined.append(asker.where)
        return UNKNOWN

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
        return self.acted

    async def again(self, act: Act, asker: Asker, typed: Typed, refused: FormRefused) -> Reply:
        return Reply("help", (Paragraph(text(refused.words)),), beside=True)

    async def leave(self, tenant: str) -> None:
        self.left.append(tenant)

    async def show(self, entry_ids: tuple[str, ...], tenant: str) -> Reply:
        known = [i for i in entry_ids if i in self.says]
        return answer(*known) if known else GONE

    async def suggest(self, typed: str, limit: int, tenant: str) -> tuple[Choice, ...]:
        if typed == "break":
            raise RuntimeError("no suggestions")
        return self.suggested

    async def first(self, tenant: str, key: str, asker: Asker | None = None) -> bool:
        new = (tenant, key) not in self._seen
        self._seen.add((tenant, key))
        return new

    def _said(self, to: str) -> Reply:
        if to not in self.says:
            raise RuntimeError("not in the script")
        return self.says[to]

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"the Discord adapter has no business with desk.{name}")
