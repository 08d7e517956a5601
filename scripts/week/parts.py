"""The parts of a reply, and a form, as they are drawn."""

from collections.abc import Iterator, Sequence
from typing import assert_never

from bot.form import GUIDE, Field, Form
from bot.plain import NONE_OF_THESE, citation
from bot.reply import (
    Actions,
    Choice,
    Choices,
    Code,
    Document,
    Facts,
    Heading,
    Items,
    Note,
    Offer,
    Paragraph,
    Part,
    Reply,
    Source,
    Span,
    Text,
)
from scripts.week import draw
from scripts.week.draw import ACCENT, EDGE, HEADING, SMALL, Drawn, at, box, buttons, stack
from scripts.week.letters import Run, Style

INDENT = 22
"""Of what belongs to an item of a list."""


def reply(shown: Reply, room: float, pressed: str) -> Drawn:
    """All its parts; `pressed`: the label of a button."""
    return stack([_part(part, room, pressed) for part in shown.parts], 10)


def form(filled: Form, room: float) -> Drawn:
    """With what stands in its fields, and the button that sends it."""
    inner = room - 2 * 16
    pieces = [draw.text([Run(filled.title, "b")], inner, HEADING)]
    pieces += [_field(field, inner) for field in filled.fields]
    if filled.guide:
        pieces.append(draw.text([Run(GUIDE, "a")], inner, SMALL))
    pieces.append(buttons([(filled.submit, True)], inner))
    return box(stack(pieces, 12), room, 16, edge=ACCENT)


def _part(part: Part, room: float, pressed: str) -> Drawn:
    match part:
        case Heading(said):
            return draw.text([Run(said, "b")], room, HEADING)
        case Paragraph(said):
            return draw.text(_runs(said), room)
        case Items(items, ordered):
            return stack([_item(*one, room) for one in _numbered(items, ordered)], 4)
        case Code(said):
            return box(draw.text([Run(said, "c")], room - 24), room, 12, "#f3f5f8")
        case Facts(facts):
            told = [[Run(f"{fact.label}: ", "b"), Run(fact.value)] for fact in facts]
            return stack([draw.text(one, room) for one in told], 2)
        case Source():
            return draw.text([Run(f"Source: {citation(part)}")], room, SMALL, "p")
        case Choices(question, options):
            return _choices(question, options, [NONE_OF_THESE], room, pressed)
        case Offer(lead, options):
            return _choices(lead, options, [], room, pressed)
        case Note(said):
            return draw.text([Run(said)], room, SMALL, "p")
        case Actions(actions):
            return buttons([(one.label, one.label == pressed) for one in actions], room)
        case Document(name):
            return box(draw.text([Run(name, "b")], room - 24), room, 12, "#f3f5f8")
        case _:
            assert_never(part)


def _choices(
    lead: str, options: Sequence[Choice], more: Sequence[str], room: float, pressed: str
) -> Drawn:
    labels = [*(option.title for option in options), *more]
    offered = buttons([(label, label == pressed) for label in labels], room)
    return stack([draw.text([Run(lead)], room), offered], 8)


def _numbered(items: Sequence[Text], ordered: bool) -> Iterator[tuple[str, Text]]:
    for number, item in enumerate(items, 1):
        yield f"{number}." if ordered else "•", item


def _item(mark: str, said: Text, room: float) -> Drawn:
    body = draw.text(_runs(said), room - INDENT)
    return Drawn(body.height, draw.text([Run(mark)], INDENT).svg + at(INDENT, 0, body))


def _field(field: Field, room: float) -> Drawn:
    label = [Run(field.label, "b"), *([Run(" (may stay empty)")] if field.optional else [])]
    least = 21 * (2 if field.lines == "many" else 1)
    value = draw.text([Run(field.value)], room - 20) if field.value else draw.NOTHING
    pieces = [draw.text(label, room, SMALL)]
    pieces += [draw.text([Run(field.hint)], room, SMALL, "p")] if field.hint else []
    return stack([*pieces, box(value, room, 8, edge=EDGE, least=least)], 3)


def _runs(said: Text) -> list[Run]:
    return [Run(span.text, _style(span)) for span in said]


def _style(span: Span) -> Style:
    if span.link:
        return "a"
    if span.code:
        return "c"
    return "b" if span.bold else "i" if span.italic else ""
