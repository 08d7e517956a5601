"""An act → the form that is filled in before it is done, still empty.

What is typed is held against this form, whatever it was prefilled with: fields have the same names
each time.
"""

from typing import assert_never

from bot.act import Act, Again, KeepFor, KeepText, Rate, SaveQuote, Tell, Undo
from bot.form import LONGEST, Field, Form

MISSING = "missing"
QUESTION, ANSWER, LINK, AUTHOR = "question", "answer", "link", "author"

_TELL = Form(
    "What was missing?",
    (Field(MISSING, "In a word or two", lines="many", optional=True, most=1_000),),
)
_SAVE = Form(
    "Save as an answer",
    (
        Field(QUESTION, "Question", hint="As people would ask it"),
        Field(ANSWER, "Answer", hint="Markdown, if you like", lines="many", most=LONGEST),
        Field(LINK, "Link to its source", optional=True, most=1_000),
        Field(AUTHOR, "Author", hint="Only if they agree to be named", optional=True),
    ),
    "Save",
)


def blank(act: Act) -> Form | None:
    """None where nothing has to be filled in."""
    match act:
        case Tell():
            return _TELL
        case SaveQuote():
            return _SAVE
        case Again():
            return None  # the form of the act that was refused
        case Rate() | KeepText() | KeepFor() | Undo():
            return None
        case _:
            assert_never(act)
