"""A conversation in the terminal: lines in, replies out, choices and offers picked by number."""

import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from pathlib import Path

import click

from adapters.desk import Desk
from adapters.terminal import fill
from adapters.terminal.ask import Asking, asking, readable
from adapters.terminal.fill import LEAVING, Edit, Read
from adapters.terminal.lines import Lines
from adapters.terminal.render import Press, presses
from adapters.terminal.screen import Screen
from bot.normalise import number
from bot.reply import Reply

PROMPT = "> "

Forget = Callable[[], None]
"""Forgets what was typed."""


def chat(
    desk: Desk, screen: Screen, history: Path, explain: bool, close: Callable[[], Awaitable[None]]
) -> None:
    """Converse until whoever it is leaves: by a word, Ctrl-D, Ctrl-C, or the input's end.

    `history` keeps what was typed, where it was typed by hand; `explain` adds to each answer what
    it rests on; `close` is called in the end.
    """
    by_hand = sys.stdin.isatty()
    lines = Lines(history)
    read = _prompt(lines) if by_hand else _piped
    with asking(desk, close) as at_desk, suppress(KeyboardInterrupt):
        welcome = at_desk.welcome() if by_hand else None
        if welcome is not None:
            screen.show(welcome, pickable=True)
            screen.say("\n(Say “exit” to leave.)\n")
        edit = _edit if by_hand else None
        for reply, asked in _replies(at_desk, read, edit, lines.forget, screen, welcome):
            screen.show(reply, pickable=True)
            reason = at_desk.why(reply) if explain and asked else None
            if reason is not None:
                screen.say()
                screen.show(reason)
            screen.say()
    if by_hand:
        screen.say("Goodbye.")


def _replies(
    at_desk: Asking,
    read: Read,
    edit: Edit | None,
    forget: Forget,
    screen: Screen,
    shown: Reply | None,
) -> Iterator[tuple[Reply, bool]]:
    """Each reply, and whether it answers a question rather than a number. `shown` is what was
    said before."""
    while True:
        for news in at_desk.news():
            screen.show(news)
            screen.say()
        try:
            line = read(PROMPT).strip()
        except EOFError:
            return
        if line.lower() in LEAVING:
            return
        if not line:
            continue
        press = _pressed(line, presses(shown) if shown else ())
        shown = at_desk.ask(line) if press is None else _picked(at_desk, press, read, edit, screen)
        if press is None and at_desk.forgets(line):
            forget()
        yield shown, press is None


def _picked(at_desk: Asking, press: Press, read: Read, edit: Edit | None, screen: Screen) -> Reply:
    if press.act is not None:
        return fill.carry_out(at_desk, press.act, read, screen, edit)
    return at_desk.pick(press.choice.id) if press.choice else at_desk.decline()


def _pressed(line: str, shown: tuple[Press, ...]) -> Press | None:
    """What was shown beside the number that was typed; None where something else was."""
    digits = number(line)
    at = int(digits) if 0 < len(digits) < 4 else 0
    return shown[at - 1] if 0 < at <= len(shown) else None


def _edit(text: str) -> str | None:
    """The text as it was saved in the editor that $VISUAL or $EDITOR names."""
    try:
        changed = click.edit(text, extension=".md")
    except click.ClickException:
        return None
    return text if changed is None else changed


def _piped(_: str) -> str:
    line = sys.stdin.buffer.readline()
    if not line:
        raise EOFError
    return readable(line)


def _prompt(lines: Lines) -> Read:
    """Editing and history by prompt_toolkit."""
    from prompt_toolkit import PromptSession  # slow to import, and of no use in a pipe

    def read(words: str) -> str:
        session: PromptSession[str] = PromptSession(history=lines.kept())
        return session.prompt(words)

    return read
