"""What a curator typed is not lost where another one was faster, and what led to an edit waits no
longer."""

import asyncio

import pytest

from adapters.desk import Desk
from bot import disclose, history, review
from bot.act import (
    Again,
    Attach,
    Edit,
    Ignore,
    Improve,
    Look,
    Rate,
    Replace,
    Retire,
    Reword,
    Take,
    Undo,
    Verify,
    Write,
)
from bot.encode import decode
from bot.form import Form, FormRefused
from bot.plain import plain
from bot.reply import Reply
from bot.teach import NO_ENTRY
from tests.curators import (
    ADA,
    BEN,
    CLEO,
    act,
    acts,
    curates,
    gone,
    improving,
    missed,
    press,
    queue,
    until,
)

TAP = "where is the tap"
BENS = "By the pond, says Ben."


@pytest.fixture
async def desk(office) -> Desk:
    return office[0]


async def complaint(desk: Desk) -> None:
    reply = await desk.ask(TAP, CLEO)
    no = next(one for one in acts(reply) if isinstance(one, Rate) and not one.helpful)
    await desk.act(no, CLEO)


async def mending(desk: Desk) -> Reply:
    """What can be done to the answer that didn't help, from the queue on."""
    return await press(desk, act(Improve, await missed(desk)))


async def suggestion(desk: Desk) -> Reply:
    reply = await desk.ask(TAP, CLEO)
    await desk.act(act(Improve, reply), CLEO, typed={"answer": "Elsewhere.", "reason": ""})
    return await press(desk, act(Look, await queue(desk)))


async def opened(desk: Desk, pressed: object) -> Form:
    """A form that Ben has open."""
    form = await desk.form(pressed, BEN, curates)
    assert isinstance(form, Form)
    return form


async def sent(desk: Desk, form: Form, **typed: str) -> Reply:
    """What comes of it, sent by Ben."""
    filled = {one.name: one.value for one in form.fields} | typed
    return await desk.act(decode(form.does), BEN, curates, filled)


async def test_a_mended_answer_waits_no_longer_until_somebody_complains_of_the_new_one(desk):
    await complaint(desk)
    told = await press(desk, act(Edit, await mending(desk)), answer="By the pond.")
    assert plain(await queue(desk)).startswith(review.EMPTY)
    await until(desk, TAP, "pond")
    await complaint(desk)
    assert f"“{TAP}”: asked once" in plain(await queue(desk))
    await press(desk, act(Undo, told))
    assert f"“{TAP}”: asked 2 times" in plain(await queue(desk))


async def test_what_still_holds_is_no_complaint_any_more_though_it_was_checked_today(desk):
    for _ in range(2):
        await complaint(desk)
        told = await press(desk, act(Verify, await mending(desk)))
        assert plain(told).startswith("Checked “Watering”")
        assert plain(await queue(desk)).startswith(review.EMPTY)
    back = await press(desk, act(Undo, told))
    assert plain(back).startswith("Took back: Checked “Watering”")
    assert "It waits again." in plain(back)
    assert TAP in plain(await queue(desk))


async def test_an_edit_that_did_not_come_from_a_complaint_leaves_it_to_wait(desk):
    await complaint(desk)
    await press(desk, act(Edit, await improving(desk)), title="The tap")
    assert TAP in plain(await queue(desk))


async def test_of_two_who_take_over_one_suggestion_neither_loses_a_text(desk):
    card = await suggestion(desk)
    form = await opened(desk, act(Take, card))
    await press(desk, act(Take, card), answer="By the pond, says Ada.")
    told = await sent(desk, form, answer=BENS)
    assert plain(told).startswith(history.CONFLICT)
    assert "says Ada" in plain(told)
    assert BENS in plain(told)
    again = await opened(desk, act(Again, told))
    assert {one.name: one.value for one in again.fields}["answer"] == BENS
    await sent(desk, again)
    await until(desk, TAP, BENS)


async def test_the_words_of_a_suggestion_that_both_took_over_as_it_was_come_back(desk):
    card = await suggestion(desk)
    form = await opened(desk, act(Take, card))
    await press(desk, act(Take, card), answer="By the pond, says Ada.")
    again = await opened(desk, act(Again, await sent(desk, form)))
    assert {one.name: one.value for one in again.fields}["answer"] == "Elsewhere."


async def test_what_was_typed_over_a_suggestion_that_is_ignored_meanwhile_is_saved(desk):
    card = await suggestion(desk)
    form = await opened(desk, act(Take, card))
    await press(desk, act(Ignore, card))
    assert plain(await sent(desk, form, answer=BENS)).startswith("Edited “Watering”")
    await until(desk, TAP, BENS)


@pytest.mark.parametrize("waited", [False, True])
async def test_an_edit_of_what_is_retired_meanwhile_can_be_saved_as_a_new_answer(desk, waited):
    card = await improving(desk)
    form = await opened(desk, act(Edit, card))
    await press(desk, act(Retire, card))
    if waited:
        await gone(desk, TAP, "By the gate")
    told = await sent(desk, form, answer=BENS, facts="Where: the pond")
    assert plain(told).startswith(disclose.GONE["retired"])
    assert f"Answer: {BENS}" in plain(told)
    again = await opened(desk, act(Again, told))
    values = {one.name: one.value for one in again.fields}
    assert decode(again.does) == Write()
    assert values["question"].startswith("Watering\n")
    assert values["answer"] == f"{BENS}\n\n- Where: the pond"
    assert values["link"] == "https://example.org/handbook"
    assert plain(await sent(desk, again)).startswith("Saved “Watering”")
    await until(desk, TAP, BENS)


async def test_what_a_boundary_was_to_say_and_be_asked_by_goes_elsewhere_where_it_is_retired(desk):
    card = await improving(desk, question="can i bring my dog")
    edit, reword = await opened(desk, act(Edit, card)), await opened(desk, act(Reword, card))
    await press(desk, act(Retire, card))
    told = await sent(desk, edit, answer="Nobody wrote of dogs.")
    again = await opened(desk, act(Again, told))
    assert plain(await sent(desk, again)).startswith("Made “Pets” a boundary")
    told = await sent(desk, reword, phrasings="bring my parrot along")
    again = await opened(desk, act(Again, told))
    told = await sent(desk, again, entry="Rent for a plot")
    assert plain(told).startswith("Added a phrasing to “Rent for a plot”")


async def test_nothing_is_added_to_what_was_retired_a_moment_ago(desk):
    form = await opened(desk, Attach())
    await press(desk, act(Retire, await improving(desk)))
    refused = await sent(desk, form, entry="Watering", phrasings="where is the hosepipe")
    assert refused == FormRefused("entry", NO_ENTRY)


async def test_a_form_that_is_opened_again_after_its_answer_was_retired_loses_nothing(desk):
    card = await improving(desk)
    form = await opened(desk, act(Edit, card))
    await press(desk, act(Edit, card), answer="By the pond, says Ada.")
    told = await sent(desk, form, answer=BENS)
    await until(desk, TAP, "says Ada")
    await press(desk, act(Retire, card))
    await gone(desk, TAP, "says Ada")
    told = await desk.form(act(Again, told), BEN, curates)
    assert BENS in plain(told)
    again = await opened(desk, act(Again, told))
    assert {one.name: one.value for one in again.fields}["answer"] == BENS


async def test_of_two_who_write_an_answer_in_place_of_a_boundary_both_texts_are_shown(desk):
    write = act(Replace, await improving(desk, question="can i bring my dog"))
    hers, his = await asyncio.gather(
        press(desk, write, answer="Yes, says Ada."),
        press(desk, write, asker=BEN, answer="No, says Ben."),
    )
    [told] = [one for one in (hers, his) if plain(one).startswith(history.CONFLICT)]
    assert "Answer: Yes, says Ada." in plain(told)
    assert "Answer: No, says Ben." in plain(told)
    assert "out of use" not in plain(told)
    again = await desk.form(act(Again, told), ADA if told is hers else BEN, curates)
    asked = {one.name: one.value for one in again.fields}
    assert (asked["question"], "says" in asked["answer"]) == ("Pets", True)
