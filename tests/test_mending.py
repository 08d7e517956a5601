"""What curators see and do beside the entry itself: sources, titles, checks, texts."""

import re

import pytest

from adapters.desk import Desk
from bot import disclose, history
from bot.act import Assign, Attach, Edit, Improve, Look, Past, Retire, Verify, Write
from bot.encode import decode
from bot.insight import DAY
from bot.plain import plain
from bot.remember import Change
from bot.remember import Edit as Changed
from bot.upkeep import day, written
from knowledge.overlay import Amendment, Overlay, pieces
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
    queue,
    until,
)
from tests.database.test_store import NOW


@pytest.fixture
async def desk(office) -> Desk:
    return await misses(*office)


async def test_the_sources_of_an_entry_stay_where_one_is_added(desk):
    card = await improving(desk)
    form = await desk.form(act(Edit, card), ADA, curates)
    stood = next(one.value for one in form.fields if one.name == "sources")
    assert stood == "Garden handbook https://example.org/handbook"
    refused = await press(desk, act(Edit, card), sources=f"{stood}\nthe shed's door")
    assert (refused.field, "the shed's door" in refused.words) == ("sources", True)
    new = f"{stood}\nThe board https://example.org/board\nhttps://example.org/b"
    await press(desk, act(Edit, card), sources=new)
    reply = plain(await until(desk, "where is the tap", "example.org/board"))
    assert "“Garden handbook”, The committee, Green Lane, March 1, 2024" in reply
    assert "Source: “example.org/b”" in reply
    await press(desk, act(Edit, await improving(desk)), sources=new.split("\n", 1)[1])
    await gone(desk, "where is the tap", "Garden handbook")


async def test_of_two_entries_of_one_title_the_curator_says_which(desk):
    for door in ("east", "west"):
        write = act(Write, await desk.ask("teach", ADA, curates))
        typed = {"question": f"keys of the {door} gate", "answer": f"In the {door} shed."}
        await press(desk, write, **typed)
        await until(desk, typed["question"], typed["answer"])
        card = await improving(desk, ADA, typed["question"])
        await press(desk, act(Edit, card), title="Keys", answer=f"In the old {door} shed.")
        await until(desk, typed["question"], "old")
    attach = act(Attach, await missed(desk))
    refused = await press(desk, attach, entry="keys")
    assert (refused.field, refused.words[:25]) == ("entry", "2 entries are called so. ")
    [west] = re.findall(r"(own-\S+) \(“In the old west shed.”\)", refused.words)
    assert plain(await press(desk, attach, entry=west)).startswith("Added 2 phrasings to “Keys”")
    assert "west" in plain(await until(desk, "wifi password please", "old"))


async def test_who_rewrites_an_answer_that_was_due_has_checked_it(desk):
    await press(desk, act(Assign, await improving(desk)), owner="", review="2026-01-01")
    await until(desk, "where is the tap", "out of date")
    told = await press(desk, act(Edit, await improving(desk)), title="The tap")
    assert plain(told).startswith("Edited “Watering”.")
    told = await press(desk, act(Edit, await improving(desk)), answer="By the pond.")
    assert "which counts as a check (due again after " in plain(told)
    assert "out of date" not in plain(await until(desk, "where is the tap", "By the pond."))
    assert "was due" not in plain(await queue(desk))


async def test_a_check_moves_no_day_that_has_not_passed_and_says_which_day_it_is_due(desk):
    told = await press(desk, act(Verify, await improving(desk)))
    assert plain(told).startswith("Checked “Watering” (no day is set for the next check).")
    await press(desk, act(Assign, await improving(desk)), owner="Ada", review="9999-12-31")
    await until(desk, "where is the tap", "Kept by Ada")
    desk.clock = lambda: NOW + 3 * DAY
    told = await press(desk, act(Verify, await improving(desk)))
    assert plain(told).startswith("Checked “Watering” (due after December 31, 9999, as before).")
    card = await improving(desk)
    await press(desk, act(Assign, card), owner="Ada", review=str(day(NOW)))
    await until(desk, "where is the tap", "out of date")
    told = await press(desk, act(Verify, await improving(desk)))
    assert f"(due again after {written(day(NOW + 183 * DAY))})." in plain(told)


async def test_the_figures_beneath_an_answer_are_edited_with_it(desk):
    asked = "how much is a plot"
    card = await improving(desk, ADA, asked)
    form = await desk.form(act(Edit, card), ADA, curates)
    stood = {one.name: one.value for one in form.fields}["facts"]
    assert stood == "Rent: $40 to $60 a year\nWhere: Green Lane"
    told = await press(desk, act(Edit, card), answer="It was $60, and is **more** now.")
    assert "Edited “Rent for a plot”, its figures as they were." in plain(told)
    await until(desk, asked, "more now")
    new = "Rent: $70 to $90 a year\nWhere: Green Lane\nDue: 2027-01-31\nOffice hours: 9:00 to 12:00"
    card = await improving(desk, ADA, asked)
    await press(desk, act(Edit, card), facts=new)
    reply = plain(await until(desk, asked, "$70 to $90 a year"))
    assert "$40" not in reply
    assert "Due: January 31, 2027\nOffice hours: 9:00 to 12:00" in reply
    done = await desk.ask("history", ADA, curates)
    past = plain(await press(desk, act(Past, done)))
    assert "Figures:\nRent: $70 to $90 a year\nWhere: Green Lane" in past
    await press(desk, act(Edit, await improving(desk, ADA, asked)), facts="")
    await gone(desk, asked, "Office hours")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Rent", "is no figure that I can read"),
        (": $5 a year", "is no figure that I can read"),
        ("Rent:", "is no figure that I can read"),
        (f"Rule: {'no ' * 200}", "is no figure that I can read"),
        ("Rent: about 70 dollars", "tells no amount"),
        ("Rent: $90 to $70 a year", "begins with the higher amount"),
        ("Rent: $70 to €90 a year", "tells no amount"),
        ("Opens: 2027-02-31", "tells no day"),
    ],
)
async def test_a_figure_that_cannot_be_read_is_refused_in_words(desk, line, words):
    card = await improving(desk, ADA, "how much is a plot")
    refused = await press(desk, act(Edit, card), facts=f"Where: Green Lane\n{line}")
    assert (refused.field, words in refused.words) == ("facts", True), refused


async def test_what_still_holds_twice_on_a_day_changes_nothing_twice(desk):
    card = await improving(desk)
    assert "Checked “Watering”" in plain(await press(desk, act(Verify, card)))
    assert plain(await press(desk, act(Verify, card))) == history.UNCHANGED
    assert plain(await desk.ask("history", ADA, curates)).count("Checked") == 1


async def test_what_is_not_there_is_said_to_be_what_it_is(desk):
    card = await improving(desk)
    await press(desk, act(Retire, card))
    await gone(desk, "where is the tap", "By the gate")
    assert plain(await desk.act(act(Verify, card), ADA, curates)) == disclose.GONE["retired"]
    assert plain(await desk.act(Verify("0" * 16), ADA, curates)) == disclose.GONE["entry"]
    assert plain(await desk.form(Improve("0" * 16), CLEO)) == disclose.GONE["entry"]
    assert plain(await desk.act(Past("0" * 32), ADA, curates)) == disclose.GONE["change"]
    assert plain(await desk.act(Look("0" * 32), ADA, curates)) == disclose.GONE["waiting"]


async def test_a_conflict_shows_both_texts_in_words(desk):
    card = await improving(desk)
    form = await desk.form(act(Assign, card), BEN, curates)
    await press(desk, act(Assign, card), owner="Ada", review="2099-01-31")
    await until(desk, "where is the tap", "Kept by Ada")
    told = await desk.act(decode(form.does), BEN, curates, {"owner": "Ben", "review": ""})
    assert "Owner: Ada\nTo be checked after: January 31, 2099" in plain(told)
    assert "review_after" not in plain(told)


async def test_an_answer_that_is_longer_than_a_form_is_not_cut_but_told(desk, office):
    _, store = office
    long = pieces(Overlay(amended={"watering": Amendment(words="Water. " * 600)}))
    edits = tuple(Changed(key, "", piece) for key, piece in long.items())
    await store.overlays.change(ADA, Change("e" * 32, NOW, "Ada", "Imported", edits))
    await until(desk, "where is the tap", "Water. Water.")
    told = plain(await press(desk, act(Edit, await improving(desk))))
    assert "“Answer” is longer than a form holds (3,000 characters)" in told
    assert "tpm knowledge export" in told
