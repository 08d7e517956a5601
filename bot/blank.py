"""An act → the form that is filled in before it is done, still empty.

What is typed is held against this form, whatever it was prefilled with: fields have the same names
each time, but that optional ones may be left out.
"""

from typing import assert_never

from bot.act import (
    Act,
    Advise,
    Again,
    Assign,
    Attach,
    Bound,
    Edit,
    Equate,
    Hand,
    History,
    Ignore,
    Improve,
    Insist,
    KeepFor,
    KeepText,
    Look,
    Past,
    Rate,
    Replace,
    Retire,
    Review,
    Reword,
    SaveQuote,
    See,
    Synonyms,
    Take,
    Tell,
    Undo,
    Verify,
    Wish,
    Write,
)
from bot.form import LONGEST, Field, Form

MISSING = "missing"
QUESTION, PHRASINGS, ANSWER, LINK, AUTHOR = "question", "phrasings", "answer", "link", "author"
ENTRY, TITLE, SAYS, WHO, REASON = "entry", "title", "says", "who", "reason"
OWNER, REVIEW, SOURCES, FACTS = "owner", "review", "sources", "facts"
SYNONYMS = "synonyms"

A_LINE_EACH = "One to a line, in people's own words, other ones each time"
SAYING = "What I say instead of an answer"
BESIDE = "Entry to offer beside it"
A_SENTENCE = "One honest sentence, with no figure or name that only comes near"
A_FIGURE = "One to a line, as Salary: $92,000 to $175,000 a year, or Valid from: 2027-01-31"
AN_ANSWER = "The first sentence answers; Markdown, if you like"

_TELL = Form(
    "What was missing?",
    (Field(MISSING, "In a word or two", lines="many", optional=True, most=1_000),),
)
_WRITE = Form(
    "Save as an answer",
    (
        Field(
            QUESTION, "Asked in these ways",
            hint="One to a line, ten are good, in other words each; the first becomes its title",
            lines="many", most=LONGEST,
        ),
        Field(ANSWER, "Answer", hint=AN_ANSWER, lines="many", most=LONGEST),
        Field(LINK, "Link to its source", optional=True, most=1_000),
        Field(AUTHOR, "Author", hint="Only if they agree to be named", optional=True),
    ),
    "Save",
)  # fmt: skip
_ATTACH = Form(
    "Add to an entry",
    (
        Field(ENTRY, "Entry", hint="Its title, or its id", most=300),
        Field(PHRASINGS, "Asked in these ways", hint=A_LINE_EACH, lines="many", most=LONGEST),
    ),
    "Add",
)
_BOUND = Form(
    "Make it a boundary",
    (
        Field(TITLE, "What is it about?", hint="A few words"),
        Field(SAYS, SAYING, hint=A_SENTENCE, lines="many", most=LONGEST),
        Field(
            PHRASINGS, "Asked in these ways", hint="One to a line, each with what isn't known",
            lines="many", most=LONGEST,
        ),
        Field(ENTRY, BESIDE, hint="Its title", optional=True, most=300),
    ),
    "Save",
)  # fmt: skip
_HAND = Form(
    "Hand it to someone",
    (Field(WHO, "To whom?", hint="A curator, or whoever knows: they see this one", person=True),),
    "Hand it over",
)
_SUGGEST = Form(
    "Suggest a better answer",
    (
        Field(ANSWER, "The answer as it should be", lines="many", most=LONGEST),
        Field(REASON, "Why?", lines="many", optional=True, most=1_000),
    ),
)
_ADVISE = Form(
    "Suggest an answer",
    (
        Field(ANSWER, "Your answer", lines="many", most=LONGEST),
        Field(REASON, "How do you know?", lines="many", optional=True, most=1_000),
    ),
)
_EDIT = Form(
    "Edit",
    (
        Field(TITLE, "Title", most=300),
        Field(ANSWER, "Answer", hint=AN_ANSWER, lines="many", most=LONGEST),
        Field(
            SOURCES, "Sources", hint="One to a line; a new one as its name and its link",
            lines="many", optional=True, most=LONGEST,
        ),
        Field(
            FACTS, "Figures beneath it", hint=A_FIGURE, lines="many", optional=True, most=LONGEST,
        ),
        Field(ENTRY, BESIDE, hint="Its title", optional=True, most=300),
    ),
    "Save",
)  # fmt: skip
_ASSIGN = Form(
    "Owner and next check",
    (
        Field(OWNER, "Owner", hint="Who keeps it right", optional=True),
        Field(REVIEW, "To be checked after", hint="A day, as 2027-01-31", optional=True, most=10),
    ),
    "Save",
)
_REWORD = Form(
    "Ways of asking",
    (
        Field(
            PHRASINGS, "Your team's own", hint=A_LINE_EACH, lines="many", optional=True,
            most=LONGEST,
        ),
    ),
    "Save",
)  # fmt: skip
_EQUATE = Form(
    "Synonyms",
    (
        Field(
            SYNONYMS, "Words that mean the same",
            hint="With commas between, in all their forms; all are read as the first",
            lines="many", optional=True, most=LONGEST,
        ),
    ),
    "Save",
)  # fmt: skip
_INSIST = Form(
    "Do it all the same",
    (Field(REASON, "Why?", hint="It stands in the history", lines="many", most=1_000),),
    "Do it",
)


def blank(act: Act) -> Form | None:
    """None where nothing has to be filled in."""
    match act:
        case Tell():
            return _TELL
        case SaveQuote() | Write() | Replace():
            return _WRITE
        case Attach():
            return _ATTACH
        case Bound():
            return _BOUND
        case Hand():
            return _HAND
        case Improve():
            return _SUGGEST
        case Advise():
            return _ADVISE
        case Edit() | Take():
            return _EDIT
        case Reword():
            return _REWORD
        case Assign():
            return _ASSIGN
        case Equate():
            return _EQUATE
        case Insist():
            return _INSIST
        case Again():
            return None  # the form of the act that was refused
        case Review() | Look() | Ignore() | Verify() | Retire() | History() | Past() | Undo():
            return None
        case Rate() | Wish() | KeepText() | KeepFor() | See() | Synonyms():
            return None
        case _:
            assert_never(act)
