"""Questions from the command line or a file, one by one → replies in order."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from types import MappingProxyType
from typing import Any, BinaryIO

from adapters.beside import Meanwhile, silence
from adapters.desk import Desk
from adapters.terminal.screen import Screen
from bot.act import Act
from bot.explain import explain, reasons, telling
from bot.follow import followed
from bot.form import NOTHING, Form, FormRefused, Typed
from bot.index import Index
from bot.match import Match
from bot.plain import plain
from bot.reply import Reply, Scored
from bot.respond import called
from bot.rule import held, rule
from bot.utterance import Asker

HERE = "terminal"
"""The one conversation of a command that has one."""

OPERATOR = "terminal"
"""Tenant and person of the terminal: whoever may run it here."""

NAME = "the terminal"
"""What whoever sits here goes by."""

ABOUT_KNOWLEDGE = ("answer", "choices", "unknown")
"""Outcomes of real questions: only those have reasons worth showing."""


class Asking:
    """A desk for code that waits for its replies: Ctrl-C must reach it while it waits for input."""

    def __init__(self, desk: Desk, runner: asyncio.Runner) -> None:
        self._desk = desk
        self._runner = runner

    def ask(self, text: str, where: str = HERE) -> Reply:
        return self._runner.run(self._desk.ask(text, asker(where), _curates))

    def pick(self, entry_id: str) -> Reply:
        return self._runner.run(self._desk.pick(entry_id, asker()))

    def decline(self) -> Reply:
        return self._runner.run(self._desk.decline(asker()))

    def form(self, act: Act) -> Form | Reply | None:
        return self._runner.run(self._desk.form(act, asker(), _curates))

    def act(
        self, act: Act, typed: Typed = NOTHING, meanwhile: Meanwhile = silence
    ) -> Reply | FormRefused:
        return self._runner.run(self._desk.act(act, asker(), _curates, typed, meanwhile))

    def news(self) -> list[Reply]:
        """Answers to what was asked in vain, each once."""
        from adapters.telling import due  # here, as `tpm ask` has none

        return [reply for _, reply in self._runner.run(due(self._desk, OPERATOR))]

    def forgets(self, text: str) -> bool:
        """Whether that is a wish to be forgotten, whatever became of it."""
        return called(text, self._runner.run(self._desk.index_of(OPERATOR))) == "forget-me"

    def welcome(self) -> Reply:
        return self._runner.run(self._desk.welcome(OPERATOR))

    def why(self, reply: Reply, where: str = HERE) -> Reply | None:
        """What the reply to the last question rests on; None where it was no real question."""
        if reply.outcome not in ABOUT_KNOWLEDGE:
            return None
        conversation = self._runner.run(self._desk.conversations.load(asker(where)))
        return explain(conversation, self._runner.run(self._desk.index_of(OPERATOR)))

    def why_for_programs(self, where: str = HERE) -> list[dict[str, Any]]:
        """The same as values, for each question that was in the last message."""
        conversation = self._runner.run(self._desk.conversations.load(asker(where)))
        index = self._runner.run(self._desk.index_of(OPERATOR))
        return [_reasons(one, index) for one in followed(conversation.asked, index)]


def asker(where: str = HERE) -> Asker:
    return Asker(OPERATOR, OPERATOR, where, name=NAME)


async def _curates() -> bool:
    """Whoever may run commands here may do what curators may."""
    return True


async def _nothing() -> None:
    """Where nothing needs to be closed."""


@contextmanager
def asking(desk: Desk, close: Callable[[], Awaitable[None]] = _nothing) -> Iterator[Asking]:
    """A desk to ask; `close` is called in the end, where its work went on."""

    async def closed() -> None:
        await close()

    with asyncio.Runner() as runner:
        try:
            yield Asking(desk, runner)
        finally:
            runner.run(closed())


def ask_once(desk: Desk, question: str, screen: Screen, why: bool) -> None:
    """One question, answered for a person."""
    with asking(desk) as at_desk:
        reply = at_desk.ask(question)
        screen.show(reply)
        reason = at_desk.why(reply) if why else None
        if reason is not None:
            screen.say()
            screen.show(reason)


def ask_for_programs(desk: Desk, question: str, why: bool) -> str:
    """One question, answered as a line of JSON."""
    with asking(desk) as at_desk:
        reply = at_desk.ask(question)
        reasons = {"why": at_desk.why_for_programs()} if why else {}
        return as_json(question, reply, reasons)


def ask_batch(desk: Desk, lines: Iterable[bytes], conversing: bool) -> Iterator[str]:
    """A line for each line, as soon as it is there. Where `conversing`, an empty line is answered
    by an empty one and begins a new conversation; else each question is on its own."""
    places = map(str, count())
    where = next(places)
    with asking(desk) as at_desk:
        for line in lines:
            question = readable(line)
            if conversing and not question:
                where = next(places)
                yield ""
                continue
            if not conversing:
                where = next(places)
            yield as_json(question, at_desk.ask(question, where))


def lines_of(file: BinaryIO) -> Iterator[bytes]:
    """Lines as they come, without waiting for the next."""
    return iter(file.readline, b"")


def readable(line: bytes) -> str:
    """A line's text, whatever its bytes, without its end.

    >>> readable(b"caf\\xc3\\xa9\\r\\n"), readable(b"\\xff")
    ('café', '\N{REPLACEMENT CHARACTER}')
    """
    return line.removesuffix(b"\n").removesuffix(b"\r").decode("utf-8-sig", "replace")


def as_json(question: str, reply: Reply, more: Mapping[str, Any] = MappingProxyType({})) -> str:
    """One line. In ASCII, since some readers take U+2028 for a line's end."""
    return json.dumps(
        {
            "question": question,
            "outcome": reply.outcome,
            "entries": [_entry(entry) for entry in reply.entries],
            "text": plain(reply),
            "candidates": [_candidate(candidate) for candidate in reply.candidates],
            **more,
        }
    )


def _entry(entry: Scored) -> dict[str, Any]:
    return {"id": entry.id, "title": entry.title, "confidence": entry.confidence}


def _candidate(candidate: Scored) -> dict[str, Any]:
    return {"id": candidate.id, "kind": candidate.kind, "confidence": candidate.confidence}


def _reasons(match: Match, index: Index) -> dict[str, Any]:
    level = "encoder" if match.encoded else "static"
    threshold, lead = held(match)
    return {
        "question": match.text,
        "rule": rule(match),
        "threshold": None if threshold is None else round(threshold, 4),
        "lead": round(lead, 4),
        "typos": dict(match.reading.repaired),
        "filler": match.reading.filler,
        "unknown_words": telling(match, index)[1],
        "candidates": [
            {
                "id": reason.candidate.id,
                "title": reason.title,
                "kind": reason.candidate.kind,
                "level": level,
                "confidence": reason.candidate.confidence,
                "phrasing": reason.phrasing,
                "likeness": round(reason.likeness, 4),
                "words": [{"word": word, "part": part} for word, part in reason.words],
            }
            for reason in reasons(match, index)
        ],
    }
