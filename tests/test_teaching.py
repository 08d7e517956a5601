"""A message is saved as an answer: the next who ask get it, here and nowhere else."""

import asyncio
from dataclasses import replace

import pytest

from bot import disclose, history
from bot.act import SaveQuote, Undo
from bot.encode import decode
from bot.form import FormRefused
from bot.plain import plain
from bot.reply import Actions, Reply
from bot.utterance import Asker

ADA = Asker("slack:T1", "slack:T1:U1", "slack:T1:D1")
ELSEWHERE = Asker("slack:T2", "slack:T2:U1", "slack:T2:D1")
SAVE = SaveQuote("0" * 32)
TYPED = {
    "question": "Where do we store the lawnmower keys?",
    "answer": "On the **hook** behind the shed's door.",
    "link": "https://example.org/p1",
    "author": "",
}
ASKED = "where do we store the lawnmower keys"


async def curates() -> bool:
    return True


async def answered(desk, asker: Asker, question: str = ASKED) -> Reply:
    """The reply once the change has come through, which takes 2 s at most."""
    for _ in range(200):
        reply = await desk.ask(question, asker)
        if "hook" in plain(reply):
            return reply
        await asyncio.sleep(0.01)
    return reply


@pytest.fixture
async def saved(office) -> tuple[object, Undo]:
    """A desk where an answer was saved, and what takes it back."""
    desk, _ = office
    reply = await desk.act(SAVE, ADA, curates, TYPED)
    assert plain(reply).startswith("Saved “Where do we store the lawnmower keys”")
    [actions] = [part for part in reply.parts if isinstance(part, Actions)]
    acts = [decode(action.does) for action in actions.actions]
    [undo] = [act for act in acts if isinstance(act, Undo)]
    return desk, undo


async def test_who_asks_next_gets_the_answer_with_its_source(saved):
    desk, _ = saved
    reply = await answered(desk, ADA)
    assert reply.outcome == "answer"
    assert "hook" in plain(reply)
    assert "https://example.org/p1" in plain(reply) or "A message in the chat" in plain(reply)


async def test_another_team_gets_nothing_of_it(saved):
    desk, _ = saved
    await answered(desk, ADA)
    assert "hook" not in plain(await desk.ask(ASKED, ELSEWHERE))


async def test_what_was_saved_can_be_taken_back_once(saved):
    desk, undo = saved
    await answered(desk, ADA)
    assert plain(await desk.act(undo, ADA, curates)).startswith("Took back: Saved")
    for _ in range(200):
        if "hook" not in plain(await desk.ask(ASKED, ADA)):
            break
        await asyncio.sleep(0.01)
    assert "hook" not in plain(await desk.ask(ASKED, ADA))
    assert plain(await desk.act(undo, ADA, curates)).startswith(history.CONFLICT)


async def test_nobody_else_takes_it_back(saved):
    desk, undo = saved
    assert plain(await desk.act(undo, ADA)) == disclose.NOT_ALLOWED
    assert plain(await desk.act(undo, ELSEWHERE, curates)) == disclose.GONE["change"]
    assert "hook" in plain(await answered(desk, ADA))


@pytest.mark.parametrize("question", ["how much is a plot", "How much is a plot?", "?!"])
async def test_a_question_that_is_answered_or_is_none_is_refused_at_its_field(office, question):
    desk, _ = office
    refused = await desk.act(SAVE, ADA, curates, {**TYPED, "question": question})
    assert isinstance(refused, FormRefused)
    assert refused.field == "question"


async def test_what_can_not_be_stored_is_said_and_not_done(office):
    desk, _ = office
    desk.rooms = replace(desk.rooms, curators=None)
    assert plain(await desk.act(SAVE, ADA, curates, TYPED)) == disclose.NOTHING_KEPT
