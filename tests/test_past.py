"""The history shows what was said before a change, and after."""

import pytest

from adapters.desk import Desk
from bot.act import Assign, Edit, Past, Retire, Undo, Verify
from bot.plain import plain
from bot.reply import Reply
from tests.curators import ADA, act, curates, gone, improving, press, until

TAP = "where is the tap"


@pytest.fixture
async def desk(office) -> Desk:
    return office[0]


async def last(desk: Desk) -> str:
    """The last change, as its card shows it."""
    done: Reply = await desk.ask("history", ADA, curates)
    return plain(await press(desk, act(Past, done)))


async def test_the_first_edit_of_a_shared_answer_shows_the_text_from_before(desk):
    typed = {"title": "The tap", "answer": "By the pond."}
    await press(desk, act(Edit, await improving(desk)), **typed)
    before, after = (await last(desk)).split("After:")
    assert "Title: Watering" in before
    assert "The tap is by the gate." in before.replace("*", "")
    assert "Title: The tap\nAnswer: By the pond." in after


async def test_what_is_taken_back_shows_the_shared_text_after_it(desk):
    told = await press(desk, act(Edit, await improving(desk)), answer="By the pond.")
    await press(desk, act(Undo, told))
    before, after = (await last(desk)).split("After:")
    assert "By the pond." in before
    assert "The tap is by the gate." in after.replace("*", "")


async def test_what_is_retired_shows_what_it_said(desk):
    await press(desk, act(Edit, await improving(desk)), title="The tap")
    await until(desk, TAP, "gate")
    await press(desk, act(Retire, await improving(desk)))
    before, after = (await last(desk)).split("After:")
    assert "Title: The tap" in before
    assert "The tap is by the gate." in before.replace("*", "")
    assert "where is the tap" in before
    assert "(out of use)" in after
    await gone(desk, TAP, "gate")


async def test_what_a_retired_boundary_said_is_shown_too(desk):
    await press(desk, act(Retire, await improving(desk, question="can i bring my dog")))
    assert "Instead of an answer:" in (await last(desk)).split("After:")[0]


async def test_only_what_was_changed_is_shown(desk):
    await press(desk, act(Verify, await improving(desk)))
    before, after = (await last(desk)).split("After:")
    assert "(nothing: it is as the shared knowledge has it)" in before
    assert "Checked on:" in after
    await press(desk, act(Assign, await improving(desk)), owner="Ada", review="")
    before, after = (await last(desk)).split("After:")
    assert "gate" not in before
    assert "Owner: Ada" in after
