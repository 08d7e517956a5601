"""A form in the terminal: field by field, from lines that are typed."""

from collections.abc import Callable, Iterator
from functools import partial

from adapters.make import Meanwhile
from adapters.terminal.ask import Asking
from adapters.terminal.render import clean
from adapters.terminal.screen import Screen
from bot.act import Act
from bot.disclose import said
from bot.encode import decode
from bot.form import GUIDE, Field, Form, FormRefused, prefilled
from bot.reply import Reply

EMPTIES = "-"
"""Typed where something stands: nothing is to stand there."""

MORE = "… "
"""Asks for one more line."""

LEFT = "Left as it was."

Read = Callable[[str], str]
"""The next line, asked for in these words; raises EOFError after the last."""


def carry_out(at_desk: Asking, act: Act, read: Read, screen: Screen) -> Reply:
    """Do it, after its form is filled in where there is one: asked again until nothing is at
    fault. The end of input leaves the form, and all as it was."""
    form = at_desk.form(act)
    if isinstance(form, Reply):
        return form
    told = partial(_tell, screen)
    if form is None:
        reply = at_desk.act(act, meanwhile=told)
    else:
        reply = _sent(at_desk, form, act, read, screen, told)
    return said(reply.words) if isinstance(reply, FormRefused) else reply


async def _tell(screen: Screen, reply: Reply) -> None:
    screen.show(reply)


def _sent(
    at_desk: Asking, form: Form, act: Act, read: Read, screen: Screen, told: Meanwhile
) -> Reply | FormRefused:
    act = decode(form.does) or act
    fields = form.fields
    typed: dict[str, str] = {}
    screen.say(clean(form.title))
    if form.guide:
        screen.say(f"{GUIDE}: {clean(form.guide)}")
    try:
        while True:
            typed |= {field.name: _asked(field, read, screen) for field in fields}
            reply = at_desk.act(act, typed, told)
            if not isinstance(reply, FormRefused):
                return reply
            screen.say(clean(reply.words))
            form = prefilled(form, typed)
            fields = tuple(f for f in form.fields if f.name == reply.field) or form.fields
    except EOFError:
        return said(LEFT)


def _asked(field: Field, read: Read, screen: Screen) -> str:
    """What stands in the field in the end: an empty line keeps what is there."""
    for line in _lead(field):
        screen.say(line)
    typed = _lines(field, read)
    if not typed:
        return field.value
    return "" if typed == EMPTIES and field.value else typed


def _lead(field: Field) -> Iterator[str]:
    """What is said before the field is asked for; none of it steers the terminal."""
    if field.hint:
        yield f"{clean(field.label)}: {clean(field.hint)}"
    if field.value:
        yield clean(field.value)
        yield f"(An empty line keeps this, “{EMPTIES}” empties it.)"


def _lines(field: Field, read: Read) -> str:
    """One line, or several up to an empty one or the end of input."""
    many = field.lines == "many"
    found = [read(f"{clean(field.label)}{' (an empty line ends it)' if many else ''}: ").strip()]
    while many and found[-1]:
        try:
            found.append(read(MORE).rstrip())
        except EOFError:
            break
    return "\n".join(found).strip()
