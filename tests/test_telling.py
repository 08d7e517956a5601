"""Those who wanted to know of an answer are told, by whichever process serves them."""

import asyncio
from dataclasses import replace

import pytest

from adapters.database.wishes import SETTLED
from adapters.telling import Unreachable, keep_telling, tell
from bot.act import Bound, Look, Retire, Undo, Wish, Write
from bot.plain import plain
from bot.remember import Keeping
from tests.curators import ADA, BEN, act, curates, improving, press, until


@pytest.fixture
async def waiting(office):
    """A desk at which Ben waits for an answer, and the card of what he asked."""
    desk, store = office
    await store.records.keep(ADA.tenant, Keeping(text=True))
    reply = await desk.ask("wifi password please", BEN)
    await desk.act(act(Wish, reply), BEN)
    card = await press(desk, act(Look, await desk.ask("review", ADA, curates)))
    return desk, card


def later(desk) -> None:
    now = desk.clock() + SETTLED + 1
    desk.clock = lambda: now


class Posts(list):
    """Takes what is posted; fails as often as it is told to."""

    def __init__(self, *failures: Exception) -> None:
        super().__init__()
        self._failures = list(failures)

    async def __call__(self, who, reply) -> None:
        if self._failures:
            raise self._failures.pop(0)
        self.append((who, plain(reply)))


async def test_they_are_told_once_with_the_answer_and_what_they_asked(waiting):
    desk, card = waiting
    await press(desk, act(Write, card), answer="On the **board**.")
    posts = Posts()
    await tell(desk, "slack", posts)
    assert posts == []  # it may still be taken back
    later(desk)
    await tell(desk, "slack", posts)
    await tell(desk, "slack", posts)
    [(who, said)] = posts
    assert who == BEN.who
    assert said.startswith("You asked “wifi password please”, and I didn't know.")
    assert "On the board." in said


async def test_who_could_not_be_reached_is_tried_again_later(waiting, caplog):
    desk, card = waiting
    await press(desk, act(Write, card), answer="On the board.")
    later(desk)
    posts = Posts(OSError("cut off"))
    await tell(desk, "slack", posts)
    await tell(desk, "slack", posts)
    assert posts == []
    assert "OSError" in caplog.text
    now = desk.clock() + 601
    desk.clock = lambda: now
    await tell(desk, "slack", posts)
    assert len(posts) == 1


async def test_who_takes_no_messages_is_not_tried_again(waiting):
    desk, card = waiting
    await press(desk, act(Write, card), answer="On the board.")
    later(desk)
    posts = Posts(Unreachable())
    await tell(desk, "slack", posts)
    now = desk.clock() + 10_000
    desk.clock = lambda: now
    await tell(desk, "slack", posts)
    assert posts == []


async def test_a_boundary_is_no_answer_to_be_told_of(waiting):
    desk, card = waiting
    await press(desk, act(Bound, card), title="Wifi", says="Not ours.", entry="")
    later(desk)
    posts = Posts()
    await tell(desk, "slack", posts)
    assert posts == []


async def test_a_wish_outlives_a_boundary_that_is_taken_back(waiting):
    desk, card = waiting
    made = await press(desk, act(Bound, card), title="Wifi", says="Not ours.", entry="")
    later(desk)
    posts = Posts()
    await tell(desk, "slack", posts)
    await press(desk, act(Undo, made))
    card = await press(desk, act(Look, await desk.ask("review", ADA, curates)))
    await press(desk, act(Write, card), answer="On the board.")
    await until(desk, "wifi password please", "board")
    await tell(desk, "slack", posts)
    assert posts == []  # it may still be taken back
    later(desk)
    await tell(desk, "slack", posts)
    await tell(desk, "slack", posts)
    [(who, said)] = posts
    assert who == BEN.who
    assert "On the board." in said


async def test_boundaries_keep_nobody_else_from_being_told(waiting, monkeypatch):
    desk, card = waiting
    monkeypatch.setattr("adapters.database.wishes.AT_ONCE", 1)
    await press(desk, act(Bound, card), title="Wifi", says="Not ours.", entry="")
    later(desk)
    reply = await desk.ask("parking for camper vans", BEN)
    await desk.act(act(Wish, reply), BEN)
    card = await press(desk, act(Look, await desk.ask("review", ADA, curates)))
    await press(desk, act(Write, card), answer="Behind the shed.")
    await until(desk, "parking for camper vans", "shed")
    later(desk)
    posts = Posts()
    await tell(desk, "slack", posts)
    await tell(desk, "slack", posts)
    [(_, said)] = posts
    assert "Behind the shed." in said


async def test_an_answer_that_is_out_of_use_by_then_is_told_to_nobody(waiting):
    desk, card = waiting
    await press(desk, act(Write, card), answer="On the board.")
    await until(desk, "wifi password please", "board")
    await press(desk, act(Retire, await improving(desk, question="wifi password please")))
    for _ in range(300):
        if (await desk.ask("wifi password please", BEN)).outcome != "answer":
            break
        await asyncio.sleep(0.01)
    later(desk)
    posts = Posts()
    await tell(desk, "slack", posts)
    assert posts == []


async def test_it_goes_on_whatever_happens(waiting, monkeypatch):
    desk, card = waiting
    await press(desk, act(Write, card), answer="On the board.")
    later(desk)
    posts, wishes = Posts(), desk.rooms.wishes
    failing = iter([RuntimeError("a fault nobody thought of")])

    class Failing:
        async def due(self, *given):
            for error in failing:
                raise error
            return await wishes.due(*given)

        def __getattr__(self, name):
            return getattr(wishes, name)

    desk.rooms = replace(desk.rooms, wishes=Failing())
    monkeypatch.setattr("adapters.telling.EVERY", 0.01)
    going = asyncio.create_task(keep_telling(desk, "slack", posts))
    for _ in range(500):
        if posts:
            break
        await asyncio.sleep(0.01)
    going.cancel()
    await asyncio.gather(going, return_exceptions=True)
    assert len(posts) == 1
