"""What was typed about an entry or boundary that is out of use by now → what else can be done with
it, so that nothing that somebody wrote is lost."""

from bot.act import Act, Attach, Bound, Edit, Reword, Write
from bot.blank import ANSWER, ENTRY, FACTS, LINK, PHRASINGS, QUESTION, SAYS, SOURCES, TITLE, blank
from bot.form import LONGEST, Typed, is_address, size
from knowledge.schema import Boundary, Entry

LABELS = {
    Write: "Save it as a new answer",
    Bound: "Make it a new boundary",
    Attach: "Add it to another entry",
}
"""What leads to its form."""


def elsewhere(act: Act, typed: Typed, item: Entry | Boundary | None) -> tuple[Act, Typed] | None:
    """What saves it elsewhere, with what stands in the form of that; None where it is of no use
    without what it was about. `item`: that, as far as it is known."""
    match act:
        case Edit() if isinstance(item, Boundary) or typed[ENTRY]:
            said = {TITLE: typed[TITLE], SAYS: typed[ANSWER], PHRASINGS: _asked(item, typed)}
            return Bound(), said | {ENTRY: typed[ENTRY]}
        case Edit():
            said = {QUESTION: _asked(item, typed), ANSWER: _answer(typed), LINK: _link(typed)}
            return Write(), said
        case Reword():
            return Attach(), {PHRASINGS: typed[PHRASINGS]}
        case _:
            return None


def as_typed(act: Act, typed: Typed) -> str:
    """What was typed, field by field."""
    form = blank(act)
    lines = ((one.label, typed.get(one.name, "")) for one in form.fields) if form else ()
    return "\n".join(
        f"{label}:{chr(10) if chr(10) in words else ' '}{words}" for label, words in lines if words
    )


def _asked(item: Entry | Boundary | None, typed: Typed) -> str:
    """Its title, and the ways in which it was asked for, as many as a form holds."""
    said = typed[TITLE]
    for way in item.phrasings if item else ():
        if size(f"{said}\n{way}") > LONGEST:
            break
        said += f"\n{way}"
    return said


def _answer(typed: Typed) -> str:
    """The answer with the figures that stood beneath it, for which a new one has no field."""
    both = f"{typed[ANSWER]}\n\n" + "\n".join(f"- {one}" for one in typed[FACTS].splitlines())
    return both if typed[FACTS] and size(both) <= LONGEST else typed[ANSWER]


def _link(typed: Typed) -> str:
    words = typed[SOURCES].split()
    return next((word for word in words if is_address(word)), "")
