"""Whoever something is handed to sees that, curator or not, and may suggest an answer to it."""

import pytest

from adapters.helping import SUGGESTIONS
from bot import disclose, review
from bot.act import Advise, Hand, Ignore, Look, Review, See, Undo, Write
from bot.encode import decode
from bot.form import Form, FormRefused
from bot.plain import plain
from bot.remember import Keeping
from bot.reply import Reply
from bot.utterance import Asker
from tests.curators import ADA, BEN, CLEO, act, acts, curates, press, queue, until

WIFI, TOILET = "wifi password", "is there a toilet"
BOARD = "It hangs on the board."


@pytest.fixture
async def desk(office):
    """A desk where Cleo, who is no curator, was handed one of two questions."""
    desk, store = office
    await store.records.keep(ADA.tenant, Keeping(text=True))
    await desk.ask(WIFI, BEN)
    await hand(desk, CLEO.who)
    await desk.ask(TOILET, BEN)
    return desk


async def hand(desk, to: str) -> Reply:
    """Hand over what stands first for Ada."""
    card = await press(desk, act(Look, await queue(desk)))
    return await press(desk, act(Hand, card), who=to)


async def theirs(desk, asker: Asker = CLEO) -> Reply:
    return await desk.ask("review", asker)


async def card(desk) -> Reply:
    return await desk.act(act(See, await theirs(desk)), CLEO)


async def advise(desk, answer: str = BOARD) -> Reply | FormRefused:
    form = await desk.form(act(Advise, await card(desk)), CLEO)
    assert isinstance(form, Form)
    return await desk.act(decode(form.does), CLEO, typed={"answer": answer, "reason": "I saw it."})


async def advised(desk) -> Reply:
    """The card of what was suggested last, as curators see it."""
    looks = [one for one in acts(await queue(desk)) if isinstance(one, Look)]
    return await press(desk, looks[-1])


async def test_they_see_what_was_handed_to_them_and_nothing_else(desk):
    shown = await theirs(desk)
    assert plain(shown).startswith("Handed to you")
    assert "1. “wifi password”: asked once, just now." in plain(shown)
    assert "toilet" not in plain(shown)
    assert all(isinstance(one, See) for one in acts(shown))
    said = plain(await card(desk))
    assert said.startswith("“wifi password”")
    assert "a curator decides" in said
    assert {type(one) for one in acts(await card(desk))} == {Advise, Review}
    back = await desk.act(act(Review, await card(desk)), CLEO)
    assert plain(back) == plain(shown)


async def test_whoever_is_handed_nothing_sees_nothing(desk):
    assert plain(await theirs(desk, BEN)) == disclose.NOT_ALLOWED
    seen = act(See, await theirs(desk))
    for pressed in (seen, Advise(seen.miss)):
        assert (
            plain(await desk.act(pressed, BEN, typed={"answer": "x"})) == (disclose.GONE["handed"])
        )
    assert plain(await desk.form(Advise(seen.miss), BEN)) == disclose.GONE["handed"]
    assert plain(await desk.act(Look(seen.miss), CLEO)) == disclose.NOT_ALLOWED
    assert plain(await desk.act(Ignore(seen.miss), CLEO)) == disclose.NOT_ALLOWED


async def test_what_is_handed_to_a_name_is_seen_by_nobody_who_takes_that_name(desk):
    await hand(desk, "Dan")
    named = Asker(CLEO.tenant, "slack:T1:U9", CLEO.where, name="Dan")
    assert plain(await theirs(desk, named)) == disclose.NOT_ALLOWED


async def test_what_is_handed_to_somebody_else_meanwhile_is_seen_no_longer(desk):
    shown = await card(desk)
    looks = [one for one in acts(await queue(desk)) if isinstance(one, Look)]
    await press(desk, act(Hand, await press(desk, looks[-1])), who=BEN.who)
    sent = await desk.act(act(Advise, shown), CLEO, typed={"answer": BOARD, "reason": ""})
    assert plain(sent) == disclose.GONE["handed"]
    assert plain(await theirs(desk)) == disclose.NOT_ALLOWED
    assert "wifi" in plain(await theirs(desk, BEN))


async def test_what_is_asked_alike_later_was_not_handed_to_them(desk):
    await desk.ask("the wifi password for visitors", BEN)
    assert "visitors" not in plain(await theirs(desk)) + plain(await card(desk))


async def test_what_they_suggest_waits_for_curators_who_write_the_answer_from_it(desk):
    assert plain(await advise(desk)) == disclose.SUGGESTED
    assert "board" not in plain(await desk.ask(WIFI, BEN))
    shown = plain(await queue(desk))
    assert "An answer to “wifi password”, by Cleo: “It hangs on the board.”" in shown
    suggested = await advised(desk)
    assert "How they know: I saw it." in plain(suggested)
    form = await desk.form(act(Write, suggested), ADA, curates)
    values = {one.name: one.value for one in form.fields}
    assert (values["question"], values["answer"]) == (WIFI, BOARD)
    told = await press(desk, act(Write, suggested))
    assert plain(told).startswith("Saved “wifi password”.")
    await until(desk, WIFI, "on the board")
    assert "wifi" not in plain(await queue(desk))
    await press(desk, act(Undo, told))
    assert "An answer to “wifi password”, by Cleo" in plain(await queue(desk))


async def test_with_the_question_what_was_suggested_for_it_waits_no_longer(desk):
    await advise(desk)
    question = await press(desk, act(Look, await advised(desk)))
    told = await press(desk, act(Ignore, question))
    assert "wifi" not in plain(await queue(desk))
    await press(desk, act(Undo, told))
    assert "by Cleo" in plain(await queue(desk))


async def test_a_suggested_answer_is_ignored_without_its_question(desk):
    await advise(desk)
    await press(desk, act(Ignore, await advised(desk)))
    shown = plain(await queue(desk))
    assert "“wifi password”: asked once" in shown
    assert "by Cleo" not in shown
    assert "Ignored a suggested answer: “It hangs" in plain(await desk.ask("history", ADA, curates))


async def test_of_one_question_no_more_is_suggested_by_one_person(desk):
    for number in range(SUGGESTIONS):
        await advise(desk, f"Number {number}.")
    refused = await advise(desk)
    assert isinstance(refused, FormRefused)
    shown = plain(await queue(desk))
    assert "An answer to “wifi password” (3 of 3), by Cleo: “Number 2.”" in shown


async def test_an_answer_to_a_question_that_was_forgotten_can_still_be_used(desk):
    await advise(desk)
    await desk.ask("forget me", BEN)
    suggested = await advised(desk)
    assert plain(suggested).startswith("Suggested for what waits no longer")
    form = await desk.form(act(Write, suggested), ADA, curates)
    assert {one.name: one.value for one in form.fields}["answer"] == BOARD
    await press(desk, act(Write, suggested), question=WIFI)
    await until(desk, WIFI, "on the board")
    assert plain(await queue(desk)).startswith(review.EMPTY)


async def test_a_curator_who_is_handed_something_sees_the_whole_queue(desk):
    shown = plain(await desk.ask("review", CLEO, curates))
    assert "What waits for you" in shown
    assert "toilet" in shown
