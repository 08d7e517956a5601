"""What somebody suggests waits until a curator takes it over or ignores it, and both can be taken
back."""

import pytest

from adapters.database.expire import expire
from bot import review
from bot.act import Ignore, Improve, Look, Past, Take, Undo
from bot.plain import plain
from bot.remember import Keeping
from bot.reply import Reply
from tests.curators import ADA, BEN, CLEO, act, acts, curates, press, queue, until

POND = "By the pond."


@pytest.fixture
async def desk(office):
    return office[0]


async def suggest(desk, answer: str = POND, asker=CLEO) -> Reply:
    reply = await desk.ask("where is the tap", asker)
    return await desk.act(act(Improve, reply), asker, typed={"answer": answer, "reason": ""})


async def card(desk) -> Reply:
    return await press(desk, act(Look, await queue(desk)))


async def test_an_ignored_suggestion_is_in_the_history_and_waits_again_when_that_is_taken_back(
    desk,
):
    await suggest(desk)
    told = await press(desk, act(Ignore, await card(desk)))
    assert plain(told).startswith("“By the pond.” waits no longer.")
    assert plain(await queue(desk)).startswith(review.EMPTY)
    changes = await desk.ask("history", BEN, curates)
    assert "Ada: Ignored a suggestion for “Watering”: “By the pond.”" in plain(changes)
    past = await press(desk, act(Past, changes))
    assert POND in plain(past)
    back = await press(desk, act(Undo, past), BEN)
    assert plain(back).startswith("Took back: Ignored a suggestion for “Watering”. It waits again.")
    assert POND in plain(await queue(desk))
    again = await press(desk, act(Undo, back))
    assert "It waits no longer." in plain(again)
    assert plain(await queue(desk)).startswith(review.EMPTY)


async def test_a_suggestion_that_was_taken_over_waits_again_when_that_is_taken_back(desk):
    await suggest(desk)
    told = await press(desk, act(Take, await card(desk)))
    await until(desk, "where is the tap", POND)
    assert plain(await queue(desk)).startswith(review.EMPTY)
    await press(desk, act(Undo, told))
    assert POND in plain(await queue(desk))


async def test_what_is_ignored_can_not_be_taken_over_by_a_press_from_before(desk):
    await suggest(desk)
    shown = await card(desk)
    await press(desk, act(Ignore, shown))
    assert "doesn't wait any more" in plain(await press(desk, act(Take, shown)))
    assert "doesn't wait any more" in plain(await press(desk, act(Ignore, shown), BEN))


async def test_what_is_ignored_leaves_room_for_more_of_the_same_person(desk):
    for number in range(4):
        await suggest(desk, f"Number {number}.")
        await press(desk, act(Ignore, await card(desk)))
    await suggest(desk)
    assert POND in plain(await queue(desk))


async def test_whoever_is_forgotten_takes_what_was_ignored_of_theirs_along(desk):
    await suggest(desk)
    told = await press(desk, act(Ignore, await card(desk)))
    await desk.ask("forget me", CLEO)
    assert POND not in plain(await desk.ask("history", ADA, curates))
    await press(desk, act(Undo, told))
    assert plain(await queue(desk)).startswith(review.EMPTY)


async def test_what_is_ignored_goes_with_its_time(desk, office):
    _, store = office
    await suggest(desk)
    await press(desk, act(Ignore, await card(desk)))
    await expire(store.database, Keeping(days=90), desk.clock() + 91 * 86_400)
    changes = await desk.ask("history", ADA, curates)
    assert "Ignored a suggestion for “Watering”" in plain(changes)
    assert POND not in plain(changes)
    assert not [one for one in acts(changes) if isinstance(one, Ignore)]
