"""Nothing is asked for in just the words of something else, whoever is at it at the same time; and
who was overtaken has a way on."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable

import pytest

from adapters.desk import Desk
from bot import history
from bot.act import Act, Again, Attach, Bound, Edit, Improve, Past, Retire, Reword, Undo, Write
from bot.encode import decode
from bot.form import FormRefused
from bot.index import Index
from bot.normalise import words
from bot.plain import plain
from bot.reply import Reply
from knowledge.overlay import lay
from tests.curators import (
    ADA,
    BEN,
    CLEO,
    act,
    curates,
    gone,
    improving,
    missed,
    misses,
    press,
    until,
)

MOSS = "moss on the path please"


@pytest.fixture
async def desk(office) -> Desk:
    return await misses(*office)


@pytest.fixture
async def owners(office, garden: Index):
    """How many are asked for in these words, as it is kept."""

    async def count(said: str) -> int:
        _, store = office
        knowledge = lay(garden.knowledge, await store.overlays.overlay(ADA.tenant))
        claims = Counter(words(way) for item in knowledge.items() for way in item.phrasings)
        return claims[words(said)]

    return count


async def both(*saving: Awaitable[Reply | FormRefused]) -> list[str]:
    """What each hears who saves at the same moment, the refused one last."""
    told = await asyncio.gather(*saving)
    said = [one.words if isinstance(one, FormRefused) else plain(one) for one in told]
    return sorted(said, key=lambda one: "asked for in just these words" in one)


@pytest.mark.parametrize(
    "other",
    [
        (Write(), {"question": MOSS, "answer": "Ben's."}),
        (Attach(), {"entry": "Rakes", "phrasings": MOSS}),
        (Bound(), {"title": "Moss", "says": "Not known.", "phrasings": MOSS, "entry": ""}),
    ],
)
async def test_of_two_who_teach_the_same_words_at_once_one_is_refused(desk, owners, other):
    pressed, typed = other
    first = press(desk, Write(), question=MOSS, answer="Ada's.")
    saved, refused = await both(first, press(desk, pressed, BEN, **typed))
    assert "It goes for everyone here from now on." in saved
    assert "asked for in just these words already" in refused
    assert await owners(MOSS) == 1


async def test_a_form_that_is_sent_twice_at_once_is_saved_once(desk, owners):
    typed = {"question": MOSS, "answer": "Ada's."}
    saved, refused = await both(press(desk, Write(), **typed), press(desk, Write(), **typed))
    assert saved.startswith("Saved")
    assert "already" in refused
    assert await owners(MOSS) == 1


async def test_an_undo_that_would_give_words_to_two_says_who_has_them_and_how_to_go_on(
    desk, owners
):
    asked = "where is the tap"
    retired = await press(desk, act(Retire, await improving(desk)))
    await gone(desk, asked, "gate")
    await press(desk, Write(), question=f"taps and such\n{asked}", answer="By the pond.")
    await until(desk, asked, "pond")
    told = await press(desk, act(Undo, retired))
    assert plain(told).startswith("“taps and such” is asked for in just these words by now")
    assert await owners(asked) == 1
    card = await press(desk, act(Improve, told))
    await press(desk, act(Reword, card), phrasings="taps and such")
    assert "Took back: Retired" in plain(await press(desk, act(Undo, told)))
    assert await owners(asked) == 1
    assert "gate" in plain(await until(desk, asked, "gate"))


async def sent(desk: Desk, pressed: Act, **typed: str) -> Callable[[], Awaitable[Reply]]:
    """Ben's form, open now, to be sent as it is but for what is typed."""
    form = await desk.form(pressed, BEN, curates)
    filled = {one.name: one.value for one in form.fields} | typed
    return lambda: desk.act(decode(form.does), BEN, curates, filled)


async def overtaken(desk: Desk, kind: type, **typed: str) -> Reply:
    """What Ben hears, who answers the same miss as Ada, and later."""
    card = await missed(desk)
    send = await sent(desk, act(kind, card), **typed)
    await press(desk, act(Write, card), answer="Ada: on the board")
    await until(desk, "wifi password please", "Ada")
    return await send()


@pytest.mark.parametrize(
    ("kind", "typed", "says"),
    [
        (Write, {"answer": "Ben: ask me"}, "Ben: ask me"),
        (Attach, {"entry": "Watering"}, "Water before nine"),
        (Bound, {"says": "Nobody knows.", "entry": ""}, "Nobody knows."),
    ],
)
async def test_who_was_overtaken_at_a_miss_opens_the_form_again_and_what_he_saves_counts(
    desk, owners, kind, typed, says
):
    told = await overtaken(desk, kind, **typed)
    assert plain(told).startswith(history.CONFLICT)
    saved = await (await sent(desk, act(Again, told)))()
    assert "in place of what was done before" in plain(saved)
    assert says in plain(await until(desk, "wifi password please", says))
    assert await owners("wifi password please") == 1


async def test_what_came_in_place_of_another_gives_it_back_with_its_undo(desk):
    told = await overtaken(desk, Write, answer="Ben: ask me")
    saved = await (await sent(desk, act(Again, told)))()
    undone = await press(desk, act(Undo, saved), BEN)
    assert plain(undone).startswith("Took back: ")
    assert "Ada" in plain(await until(desk, "wifi password please", "Ada"))


async def test_what_was_taken_back_meanwhile_is_in_nobodys_way(desk):
    told = await overtaken(desk, Write, answer="Ben: ask me")
    adas = act(Past, await desk.ask("history", ADA, curates))
    await press(desk, act(Undo, await press(desk, adas)))
    await gone(desk, "wifi password please", "Ada")
    saved = await (await sent(desk, act(Again, told)))()
    assert plain(saved).startswith("Saved ")
    assert "in place" not in plain(saved)
    assert "Ben" in plain(await until(desk, "wifi password please", "Ben"))


async def test_what_was_changed_since_is_shown_once_more(desk):
    told = await overtaken(desk, Write, answer="Ben: ask me")
    card = await improving(desk, CLEO, "wifi password please")
    await press(desk, act(Edit, card), answer="Ada: by the door")
    await until(desk, "wifi password please", "by the door")
    again = await (await sent(desk, act(Again, told)))()
    assert "by the door" in plain(await until(desk, "wifi password please", "Ada"))
    assert plain(again).startswith(history.CONFLICT)
