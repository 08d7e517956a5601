"""A reply as plain text: for terminals that are piped, screen readers and programs."""

from typing import assert_never

from bot.reply import (
    Actions,
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
    Text,
)

NONE_OF_THESE = "None of these"

EXCERPT = 60
"""Characters of what somebody said that stand in a line."""


def plain(reply: Reply) -> str:
    """The whole reply, source included; parts are parted by an empty line."""
    return "\n\n".join(plain_part(part) for part in reply.parts)


def plain_part(part: Part) -> str:
    match part:
        case Heading(text) | Note(text) | Code(text):
            return text
        case Paragraph(spans):
            return plain_text(spans)
        case Items(items, ordered):
            return "\n".join(
                f"{f'{number}.' if ordered else '-'} {plain_text(item)}"
                for number, item in enumerate(items, 1)
            )
        case Facts(facts):
            return "\n".join(f"{fact.label}: {fact.value}" for fact in facts)
        case Source():
            return f"Source: {citation(part)}"
        case Choices(question, options):
            lines = [f"{number}. {option.title}" for number, option in enumerate(options, 1)]
            return "\n".join([question, *lines, f"{len(options) + 1}. {NONE_OF_THESE}"])
        case Offer(lead, options):
            return f"{lead} {' · '.join(option.title for option in options)}"
        case Actions(actions):
            return " · ".join(f"[{action.label}]" for action in actions)
        case Document(name, text):
            return f"{name}\n{text}"
        case _:
            assert_never(part)


def plain_text(text: Text) -> str:
    """Spans without their styles; a link's address follows its words."""
    return "".join(
        f"{span.text} ({span.link})" if span.link and span.link != span.text else span.text
        for span in text
    )


def excerpt(said: str) -> str:
    """The beginning of what somebody said, on one line.

    >>> excerpt("By the gate,\\nbehind the roses")
    'By the gate, behind the roses'
    """
    line = " ".join(said.split())
    return line if len(line) <= EXCERPT else f"{line[: EXCERPT - 1].rstrip()}…"


def citation(source: Source) -> str:
    """Title, author, publisher and date in one line, with the address where there is one."""
    day = source.published
    told = [
        f"“{source.title}”",
        source.author,
        source.publisher,
        f"{day:%B} {day.day}, {day.year}" if day else "",
        source.url,
    ]
    return ", ".join(part for part in told if part)
