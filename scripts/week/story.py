"""The week of the curators of a community garden, as it is told in docs/curators.md."""

from collections.abc import Mapping
from datetime import UTC, datetime

from bot.form import Form
from bot.index import Index
from scripts.week.scene import Scene
from scripts.week.talk import DAY, MINUTE, Talk, talk

MONDAY = datetime(2027, 3, 1, tzinfo=UTC).timestamp()
TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (MONDAY + day * DAY for day in range(1, 5))

WIFI = "wifi password"
FEE = "is there a fee for joining"
FEES = (
    "what does a plot cost me",
    "how much is a plot a year",
    "the rent of a plot",
    "price of a bed",
    "what is the yearly fee",
    "do i have to pay for a bed",
    "how expensive is a plot to rent",
)
TAP = (
    "Water before nine in the morning or after six in the evening. The tap is by the gate, behind "
    "the roses."
)
RENT = (
    "A plot costs between **$40 and $60** a year. See the [price list](https://example.org/prices)."
)


BOOTS = "Cleaning boots\nwhere do my boots get clean"


async def week(index: Index) -> Mapping[str, Scene]:
    """The scenes, by the names of their pictures."""
    async with talk(index, MONDAY - 28 * DAY) as held:
        await _before(held)
        await _monday(held)
        await _tuesday(held)
        await _wednesday(held)
        await _thursday(held)
        return held.drawn


async def _before(held: Talk) -> None:
    held.on(MONDAY - 28 * DAY, 10)
    await held.say("Ada", "settings")
    await held.press("Ada", "Keep the text of questions")
    await held.say("Ben", "when is the spring fair")
    await held.press("Ben", "Suggest a better answer")
    await held.press("Ben", "Owner and next check", owner="Ben", review="2027-02-28")
    held.on(MONDAY - 4 * DAY, 18)
    await held.say("Dan", "how much is a plot")
    await held.press("Dan", "Not helpful")
    await held.press("Dan", "Say what was missing", missing="the deposit")
    held.on(MONDAY - 3 * DAY, 18)
    await held.say("Dan", "wifi password please")
    held.on(MONDAY - 2 * DAY, 11)
    with held.scene("told", "Who wanted to know is told, once"):
        await held.say("Cleo", WIFI, "/tpm ")
        await held.press("Cleo", "Tell me once you know")
    held.on(MONDAY - 2 * DAY, 15)
    await held.say("Eve", "may i light a barbecue")
    held.on(MONDAY - 1 * DAY, 16)
    await held.say("Cleo", FEE)
    held.on(MONDAY - 1 * DAY, 17)
    with held.scene("suggestion", "A member suggests a better answer, and a curator decides"):
        await held.say("Eve", "where is the tap", "/tpm ")
        await held.press("Eve", "Suggest a better answer", answer=TAP, reason="I looked for it.")


async def _monday(held: Talk) -> None:
    held.on(MONDAY, 9)
    with held.scene("queue", "What waits on Monday morning"):
        await held.say("Ada", "review", "/tpm ")
    with held.scene("miss", "A miss becomes an entry"):
        await held.press("Ada", held.look("Ada", WIFI))
        await held.press(
            "Ada",
            "Write an answer",
            answer="It hangs on the notice board, and changes every spring.",
        )
    held.at += 2 * MINUTE
    with held.scene("told", "Who wanted to know is told, once"):
        await held.tell()


async def _tuesday(held: Talk) -> None:
    held.on(TUESDAY, 9)
    await held.say("Ada", "review")
    await held.press("Ada", held.look("Ada", FEE))
    with held.scene("refused", "A change that would take right answers away"):
        asked = "\n".join((FEE, *FEES))
        await held.press("Ada", "Add to an entry", entry="Getting a plot", phrasings=asked)
        reason = "Whoever joins wants the way in first; the price is one button away."
        await held.press("Ada", "Do it all the same", reason=reason)
    held.on(TUESDAY, 15)
    with held.scene("message", "A message becomes an entry"):
        said = "Please clean your boots with the brush by the door."
        await held.ask_about("Ada", "Dan", said)
        await held.press("Ada", "Save as an answer", question=BOOTS)


async def _wednesday(held: Talk) -> None:
    held.on(WEDNESDAY, 8.5)
    with held.scene("check", "An answer is checked"):
        await held.say("Ben", "when is the spring fair", "/tpm ")
        await held.press("Ben", "Suggest a better answer")
        await held.press("Ben", "It still holds")
    held.on(WEDNESDAY, 17)
    await held.say("Ada", "review")
    with held.scene("suggestion", "A member suggests a better answer, and a curator decides"):
        await held.press("Ada", held.look("Ada", "by Eve"))
        form = await held.open("Ada", "Take it over")
    assert isinstance(form, Form)
    await held.send("Ada", form)
    await held.say("Ada", "review")
    await held.press("Ada", held.look("Ada", "barbecue"))
    says = "Fires are the fire brigade's affair, and not in the handbook."
    await held.press("Ada", "Make it a boundary", title="Barbecues", says=says)


async def _thursday(held: Talk) -> None:
    held.on(THURSDAY, 10)
    forms = []
    for who in ("Ada", "Ben"):
        await held.say(who, "how much is a plot")
        await held.press(who, "Suggest a better answer")
        forms.append(await held.open(who, "Edit"))
    ada, ben = forms
    assert isinstance(ada, Form)
    assert isinstance(ben, Form)
    await held.send("Ada", ada, answer=f"{RENT} The deposit is $20.")
    with held.scene("conflict", "Two curators change one answer"):
        await held.send("Ben", ben, answer=f"{RENT} A deposit comes on top.")
        await held.open("Ben", "Open the form again")
    held.on(THURSDAY, 17)
    with held.scene("history", "The history, and one change of it"):
        await held.say("Ada", "history", "/tpm ")
        await held.press("Ada", held.look("Ada", "phrasings to"))
