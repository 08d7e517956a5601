"""Whoever a boundary turned down can say so, and be told once there is an answer."""

import pytest

from adapters.database.wishes import SETTLED
from adapters.telling import tell
from bot import record, review
from bot.act import Ignore, Improve, Insist, Look, Rate, Replace, Tell, Undo, Wish, Write
from bot.plain import plain
from bot.remember import Keeping
from tests.curators import ADA, BEN, CLEO, act, acts, curates, improving, press, queue, until
from tests.test_telling import Posts

DOG = "can i bring my dog along on sundays"
SAYS = "The handbook says nothing about dogs or other pets."
LEAD = "Yes, on a lead."


@pytest.fixture
async def desk(office):
    desk, store = office
    await store.records.keep(ADA.tenant, Keeping(text=True))
    return desk


async def told(desk) -> list[tuple[str, str]]:
    now = desk.clock() + SETTLED + 1
    desk.clock = lambda: now
    posts = Posts()
    await tell(desk, "slack", posts)
    return posts


async def wish(desk, question: str = DOG) -> None:
    reply = await desk.ask(question, BEN)
    assert SAYS in plain(reply)
    await desk.act(act(Wish, reply), BEN)


async def test_a_boundarys_words_have_all_that_can_be_said_of_them(desk):
    assert [type(one) for one in acts(await desk.ask(DOG, BEN))] == [Rate, Wish, Improve]
    assert [type(one) for one in acts(await desk.ask("gondolas", BEN))] == [Wish]


async def test_what_did_not_help_shows_the_boundarys_words_once_more_and_waits(desk):
    reply = await desk.ask(DOG, BEN)
    rated = await desk.act(act(Rate, reply), BEN)
    assert plain(rated).startswith(SAYS)
    assert record.SORRY in plain(rated)
    assert [type(one) for one in acts(rated)] == [Tell, Rate, Wish]
    missing = await desk.act(act(Tell, rated), BEN, typed={"missing": "big dogs"})
    assert plain(missing).startswith(SAYS)
    card = plain(await press(desk, act(Look, await queue(desk))))
    assert "the answer didn't help" in card
    assert "big dogs" in card
    assert "They were shown “Pets”" in card
    helped = await desk.act(act(Rate, rated), BEN)
    assert record.THANKS in plain(helped)


async def test_what_nobody_wants_to_know_does_not_wait(desk):
    await desk.ask(DOG, BEN)
    assert plain(await queue(desk)).startswith(review.EMPTY)
    await wish(desk)
    assert DOG in plain(await queue(desk))


async def test_they_are_told_once_when_an_answer_takes_the_boundarys_place(desk):
    await wish(desk)
    card = await improving(desk, ADA, DOG)
    made = await press(desk, act(Replace, card), answer=LEAD)
    assert plain(made).startswith("Saved “Pets” in place of “Pets”.")
    await until(desk, DOG, LEAD)
    assert DOG not in plain(await queue(desk))
    [(who, said)] = await told(desk)
    assert who == BEN.who
    assert said.startswith(f"You asked “{DOG}”, and I didn't know. Now there is an answer:")
    assert LEAD in said
    assert await told(desk) == []


async def test_they_are_told_when_just_what_they_asked_is_answered(desk):
    await wish(desk)
    card = await press(desk, act(Look, await queue(desk)))
    drawing = await press(desk, act(Write, card), answer=LEAD)
    await press(desk, act(Insist, drawing))
    await until(desk, DOG, LEAD)
    [(_, said)] = await told(desk)
    assert LEAD in said
    assert SAYS in plain(await desk.ask("are pets allowed", CLEO))


async def test_an_answer_that_is_taken_back_is_told_to_nobody_and_it_waits_again(desk):
    await wish(desk)
    made = await press(desk, act(Replace, await improving(desk, ADA, DOG)), answer=LEAD)
    await until(desk, DOG, LEAD)
    await press(desk, act(Undo, made))
    await until(desk, DOG, SAYS)
    assert await told(desk) == []
    assert DOG in plain(await queue(desk))


async def test_what_is_ignored_waits_no_longer_though_somebody_wants_to_know(desk):
    await wish(desk)
    card = await press(desk, act(Look, await queue(desk)))
    await press(desk, act(Ignore, card))
    assert plain(await queue(desk)).startswith(review.EMPTY)
    assert "Ignored a question" in plain(await desk.ask("history", ADA, curates))
