"""What a place has kept, shown to its curators with what they can change."""

from bot.act import KeepFor, KeepText
from bot.encode import encode
from bot.remember import Keeping
from bot.reply import Action, Actions, Fact, Facts, Heading, Note, Reply

TERMS = (30, 90, 365)
"""Days to choose from."""

LONGEST = 3_650


def settings(keeping: Keeping) -> Reply:
    """The settings of a place as they are."""
    facts = (
        Fact(
            "Text of questions",
            "kept, without what tells who asked" if keeping.text else "not kept",
        ),
        Fact("Everything is deleted after", f"{keeping.days} days"),
    )
    switch = Action(
        encode(KeepText(not keeping.text)),
        "Stop keeping text" if keeping.text else "Keep the text of questions",
    )
    terms = (
        Action(encode(KeepFor(days)), f"Delete after {days} days")
        for days in TERMS
        if days != keeping.days
    )
    note = "Text shows what people miss, in their words. Stopping deletes the text kept so far."
    return Reply("help", (Heading("Settings"), Facts(facts), Actions((switch, *terms)), Note(note)))


def adjusted(keeping: Keeping, act: KeepText | KeepFor) -> Keeping:
    """What is kept from now on."""
    if isinstance(act, KeepText):
        return Keeping(act.on, keeping.days)
    return Keeping(keeping.text, min(act.days, LONGEST))
