"""What a curator can do to a boundary, and to answer what one turns down, at the desk."""

import pytest

from adapters.desk import Desk
from bot import disclose
from bot.act import (
    Again,
    Assign,
    Attach,
    Bound,
    Edit,
    Improve,
    Insist,
    Look,
    Replace,
    Retire,
    Reword,
    Take,
    Undo,
    Verify,
    Write,
)
from bot.encode import decode
from bot.form import FormRefused
from bot.plain import plain
from tests.curators import (
    ADA,
    CLEO,
    ELSEWHERE,
    act,
    acts,
    curates,
    gone,
    improving,
    missed,
    misses,
    press,
    queue,
    until,
)

DOG = "can i bring my dog"
SAYS = "The handbook says nothing about dogs or other pets."
WIFI = "what is the wifi password"


@pytest.fixture
async def desk(office) -> Desk:
    return await misses(*office)


async def own(desk: Desk) -> None:
    """A boundary that Ada makes of what was missed."""
    typed = {"title": "Wifi", "says": "The wifi is not ours."}
    await press(desk, act(Bound, await missed(desk)), **typed)
    await until(desk, WIFI, "not ours")


async def test_a_boundary_is_changed_where_its_sentence_stands(desk):
    card = await improving(desk, ADA, DOG)
    form = await desk.form(act(Edit, card), ADA, curates)
    assert [(one.name, one.value) for one in form.fields] == [
        ("title", "Pets"), ("answer", SAYS), ("entry", "Getting a plot"),
    ]  # fmt: skip
    told = await press(desk, act(Edit, card), answer="Ask Ben about pets.", entry="Watering")
    assert plain(told).startswith("Edited “Pets”.")
    reply = await until(desk, "are pets allowed", "Ask Ben about pets.")
    assert reply.outcome == "unknown"
    assert [one.id for one in reply.entries] == ["watering"]
    await desk.act(act(Undo, told), ADA, curates)
    assert [one.id for one in (await until(desk, DOG, SAYS)).entries] == ["waiting-list"]
    assert "Took back: Edited “Pets”" in plain(await desk.ask("history", ADA, curates))


async def test_what_the_base_offers_beside_a_boundary_is_replaced_and_not_taken_away(desk):
    refused = await press(desk, act(Edit, await improving(desk, ADA, DOG)), entry="")
    assert isinstance(refused, FormRefused)
    assert refused.field == "entry"


async def test_ways_of_asking_are_added_to_a_boundary_of_the_base(desk):
    card = await improving(desk, ADA, DOG)
    await press(desk, act(Reword, card), phrasings="where do i tie up a hound")
    await until(desk, "where do i tie up a hound", SAYS)
    refused = await press(desk, act(Reword, card), phrasings="plot rent")
    assert "Rent for a plot" in refused.words
    refused = await press(desk, act(Reword, card), phrasings="weather forecast")
    assert "The weather" in refused.words


async def test_of_the_teams_own_boundary_all_ways_of_asking_can_be_changed(desk):
    await own(desk)
    card = await improving(desk, ADA, WIFI)
    form = await desk.form(act(Reword, card), ADA, curates)
    assert set(form.fields[0].value.splitlines()) == {WIFI, "wifi password please"}
    refused = await press(desk, act(Reword, card), phrasings="")
    assert "retire it" in refused.words
    await press(desk, act(Reword, card), phrasings=f"{WIFI}\nnetwork key")
    await until(desk, "network key", "not ours")
    form = await desk.form(act(Reword, await improving(desk, ADA, WIFI)), ADA, curates)
    assert form.fields[0].value.splitlines() == [WIFI, "network key"]


async def test_of_the_teams_own_entry_all_ways_of_asking_can_be_changed(desk):
    await press(desk, act(Write, await missed(desk)), answer="Behind the shed.")
    await until(desk, WIFI, "shed")
    card = await improving(desk, ADA, WIFI)
    await press(desk, act(Reword, card), phrasings=f"{WIFI}\nnetwork key")
    await until(desk, "network key", "shed")
    form = await desk.form(act(Reword, card), ADA, curates)
    assert form.fields[0].value.splitlines() == [WIFI, "network key"]


async def test_a_boundary_has_an_owner_and_a_day_and_is_checked(desk):
    card = await improving(desk, ADA, DOG)
    await press(desk, act(Assign, card), owner="Ben", review="2026-01-01")
    told = plain(await until(desk, DOG, "out of date"))
    assert "Kept by Ben." in told
    assert "“Pets” was due for a check" in plain(await queue(desk))
    card = await press(desk, act(Improve, await queue(desk)))
    assert "Checked “Pets”" in plain(await press(desk, act(Verify, card)))
    assert "Kept by Ben" in plain(await gone(desk, DOG, "out of date"))


async def test_a_retired_boundary_says_nothing_until_that_is_taken_back(desk):
    told = await press(desk, act(Retire, await improving(desk, ADA, DOG)))
    assert plain(told).startswith("Retired “Pets”.")
    await gone(desk, DOG, SAYS)
    await desk.act(act(Undo, told), ADA, curates)
    await until(desk, DOG, SAYS)


async def test_another_team_keeps_the_boundary_as_it_is(desk):
    await press(desk, act(Edit, await improving(desk, ADA, DOG)), answer="Ask Ben about pets.")
    await until(desk, DOG, "Ask Ben")
    assert SAYS in plain(await desk.ask(DOG, ELSEWHERE))
    await own(desk)
    card = await improving(desk, ADA, WIFI)
    assert plain(await desk.form(act(Edit, card), ELSEWHERE, curates)) == disclose.GONE["entry"]


async def test_nobody_else_changes_a_boundary(desk):
    card = await improving(desk, ADA, DOG)
    for kind in (Edit, Reword, Replace, Assign):
        assert plain(await desk.form(act(kind, card), CLEO)) == disclose.NOT_ALLOWED
    for kind in (Verify, Retire):
        assert plain(await desk.act(act(kind, card), CLEO)) == disclose.NOT_ALLOWED


async def suggested(desk: Desk, answer: str):
    """The card of what Cleo would have said in a boundary's place."""
    form = await desk.form(act(Improve, await desk.ask(DOG, CLEO)), CLEO)
    assert form.fields[0].value == SAYS
    await desk.act(decode(form.does), CLEO, typed={"answer": answer, "reason": ""})
    look = [one for one in acts(await queue(desk)) if isinstance(one, Look)][-1]
    return await press(desk, look)


async def test_an_answer_that_is_suggested_takes_the_boundarys_place(desk):
    card = await suggested(desk, "Dogs come on a lead.")
    assert SAYS in plain(card)
    told = await press(desk, act(Replace, card))
    assert plain(told).startswith("Saved “Pets” in place of “Pets”.")
    assert (await until(desk, DOG, "on a lead")).outcome == "answer"
    assert "by Cleo" not in plain(await queue(desk))


async def test_what_is_suggested_for_a_boundary_may_become_its_sentence(desk):
    await press(desk, act(Take, await suggested(desk, "Nobody wrote of dogs yet.")))
    assert (await until(desk, DOG, "Nobody wrote of dogs yet.")).outcome == "unknown"
    assert "by Cleo" not in plain(await queue(desk))


async def test_an_answer_takes_a_boundarys_place_with_all_its_ways_of_asking(desk):
    card = await improving(desk, ADA, DOG)
    told = await press(desk, act(Replace, card), answer="Yes, on a lead.")
    assert plain(told).startswith("Saved “Pets” in place of “Pets”.")
    for asked in (DOG, "do you allow animals", "is it ok if my cat comes along"):
        assert (await until(desk, asked, "on a lead")).outcome == "answer"
    await desk.act(act(Undo, told), ADA, curates)
    await until(desk, DOG, SAYS)


async def test_what_a_team_made_a_boundary_is_answered_later_without_a_reason(desk):
    await own(desk)
    told = await press(desk, act(Replace, await improving(desk, ADA, WIFI)), answer="On the board.")
    assert plain(told).startswith("Saved “Wifi” in place of “Wifi”.")
    for asked in (WIFI, "wifi password please"):
        assert (await until(desk, asked, "On the board.")).outcome == "answer"


async def test_an_entry_is_taught_just_what_a_boundary_was_asked(desk):
    write = act(Write, await desk.ask("teach", ADA, curates))
    asked = "is it going to snow\nsnow report"
    told = await press(desk, write, question=asked, answer="Look at the board, we note it.")
    assert plain(told).startswith("Saved “is it going to snow”; “The weather” gives way.")
    assert (await until(desk, "is it going to snow", "the board")).outcome == "answer"
    assert (await desk.ask("weather forecast", CLEO)).outcome == "unknown"
    await desk.act(act(Undo, told), ADA, curates)
    await until(desk, "is it going to snow", "can't tell the weather")


async def test_a_miss_that_a_boundary_was_made_for_meanwhile_is_answered_all_the_same(desk):
    card = await missed(desk)
    forms = [await desk.form(act(kind, card), ADA, curates) for kind in (Write, Attach)]
    await own(desk)
    filled = {one.name: one.value for one in forms[0].fields} | {"answer": "On the board."}
    told = await desk.act(decode(forms[0].does), ADA, curates, filled)
    assert "The wifi is not ours." in plain(told)  # which came first, and is shown
    told = await press(desk, act(Again, told))
    assert "“Wifi” gives way." in plain(told)
    assert (await until(desk, WIFI, "On the board.")).outcome == "answer"


async def test_an_entry_comes_before_a_boundary_of_which_the_title_says_the_same(desk):
    write = act(Write, await desk.ask("teach", ADA, curates))
    told = await press(desk, write, question="the weather", answer="It hangs on the board.")
    told = await press(desk, act(Insist, told), reason="Ours knows more.")  # of another phrasing
    assert plain(told).startswith("Saved “the weather”")
    assert (await until(desk, "the weather", "on the board")).outcome == "answer"
