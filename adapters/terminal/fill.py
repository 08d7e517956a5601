"""A form in the terminal: field by field, from lines that are typed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from adapters.beside import Meanwhile
from adapters.terminal.ask import Asking
from adapters.terminal.render import clean
from adapters.terminal.screen import Screen
from bot.act import Act
from bot.disclose import said
from bot.encode import decode
from bot.form import GUIDE, Field, Form, FormRefused, prefilled
from bot.reply import Reply

EMPTIES, ENDS, EDITS = "-", ".", "!"
"""Typed alone: nothing is to stand there; the last of several lines was typed before; an editor is
to be opened."""
LEAVING = frozenset({"exit", "quit"})

MORE = "… "
"""Asks for one more line."""

HOW = (
    f"(Enter alone keeps what stands there. “{ENDS}” on a line by itself ends what has several "
    "lines. “exit”, Ctrl-D or Ctrl-C leaves the form, and all as it was.)"
)
BY_HAND = f"(“{EDITS}” opens what has several lines in your editor, $EDITOR.)"
MANY = f" (“{ENDS}” ends it)"
KEEPS = f"(Enter alone keeps this, “{EMPTIES}” empties it.)"
NO_EDITOR = "No editor could be opened: type it here."
LEFT = "Left as it was."

Read = Callable[[str], str]
"""The next line, asked for in these words; raises EOFError after the last."""

Edit = Callable[[str], str | None]
"""A text as it was changed in an editor; None where none can be opened."""


class _Left(Exception):
    """Whoever fills in a form wants to leave it."""


def carry_out(
    at_desk: Asking, act: Act, read: Read, screen: Screen, edit: Edit | None = None
) -> Reply:
    """Do it, after its form is filled in where there is one: asked again until nothing is at
    fault. The end of input leaves the form, and all as it was. `edit`: where somebody types by
    hand."""
    form = at_desk.form(act)
    if isinstance(form, Reply):
        return form
    told = partial(_tell, screen)
    if form is None:
        reply = at_desk.act(act, meanwhile=told)
    else:
        reply = _sent(at_desk, form, act, Filling(read, screen, edit), told)
    return said(reply.words) if isinstance(reply, FormRefused) else reply


async def _tell(screen: Screen, reply: Reply) -> None:
    screen.show(reply)


def _sent(
    at_desk: Asking, form: Form, act: Act, filling: "Filling", told: Meanwhile
) -> Reply | FormRefused:
    act = decode(form.does) or act
    fields = form.fields
    typed: dict[str, str] = {}
    filling.begin(form)
    while True:
        try:
            typed |= {field.name: filling.asked(field) for field in fields}
        except (_Left, EOFError, KeyboardInterrupt):
            return said(LEFT)
        reply = at_desk.act(act, typed, told)
        if not isinstance(reply, FormRefused):
            return reply
        filling.screen.say(clean(reply.words))
        form = prefilled(form, typed)
        fields = tuple(f for f in form.fields if f.name == reply.field) or form.fields


@dataclass(frozen=True, slots=True)
class Filling:
    """Asks for one field after another."""

    read: Read
    screen: Screen
    edit: Edit | None

    def begin(self, form: Form) -> None:
        """Say what it is, and how it is filled in and left."""
        self.screen.say(clean(form.title))
        if form.guide:
            self.screen.say(f"{GUIDE}: {clean(form.guide)}")
        self.screen.say(HOW)
        if self.edit and any(field.lines == "many" for field in form.fields):
            self.screen.say(BY_HAND)

    def asked(self, field: Field) -> str:
        """What stands in the field in the end."""
        for line in _lead(field):
            self.screen.say(line)
        many = field.lines == "many"
        first = self.read(f"{clean(field.label)}{MANY if many else ''}: ").strip()
        if first.lower() in LEAVING:
            raise _Left
        if not first or (many and first == ENDS):
            return field.value
        if first == EMPTIES and field.value:
            return ""
        if many and first == EDITS and self.edit:
            return self._edited(field)
        return self._all(first) if many else first

    def _edited(self, field: Field) -> str:
        words = self.edit(field.value) if self.edit else None
        if words is not None:
            return words.strip()
        self.screen.say(NO_EDITOR)
        return self.asked(field)

    def _all(self, first: str) -> str:
        """All lines up to the one that ends them, or in a pipe the last; empty ones part
        paragraphs."""
        found = [first]
        try:
            while (line := self.read(MORE).rstrip()) != ENDS:
                found.append(line)
        except EOFError:
            if self.edit:
                raise
        return "\n".join(found).strip()


def _lead(field: Field) -> Iterator[str]:
    """What is said before the field is asked for; none of it steers the terminal."""
    if field.hint:
        yield f"{clean(field.label)}: {clean(field.hint)}"
    if field.value:
        yield clean(field.value)
        yield KEEPS
