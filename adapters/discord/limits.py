"""What Discord allows in one message, in UTF-16 units where text is counted.

Discord's documentation counts characters without saying which. UTF-16 units are never fewer than
code points, so what fits by them fits either way.
"""

CONTENT = 2000
"""An ordinary message's text."""

LAYOUT = 4000
"""The text of a message laid out with components, all of it together."""

LABEL = 80
CUSTOM_ID = 100
ROWS = 5
"""Rows of buttons in an ordinary message; one laid out with components would hold more."""

PER_ROW = 5
FORM_TITLE = 45
FORM_LABEL = 45
FORM_HINT = 100
SUGGESTIONS = 25
SUGGESTION = 100
"""Characters of an autocompletion's name and of its value."""


def width(text: str) -> int:
    """Length in UTF-16 units.

    >>> width("é"), width("🙂")
    (1, 2)
    """
    return len(text) + sum(1 for character in text if character > "\uffff")


def clip(text: str, room: int) -> str:
    """The longest beginning of a text that fits, "…" included where something is missing.

    >>> clip("What a manager does", 10), clip("short", 5)
    ('What a…', 'short')
    """
    if width(text) <= room:
        return text
    end = min(len(text), room)
    while end and width(text[:end]) > room - 1:
        end -= 1
    return at_word(text[:end], text[end : end + 1]) + "…" if room else ""


def at_word(start: str, following: str) -> str:
    """A cut text, taken back to the end of its last whole word unless that costs half of it."""
    if not following or following.isspace():
        return start.rstrip()
    words = start.rsplit(maxsplit=1)
    whole = start[: len(start) - len(words[-1])].rstrip() if len(words) > 1 else ""
    return whole if len(whole) * 2 >= len(start) else start.rstrip()
