"""What was begun at one of several processes is gone on with at any other, and two curators at one
miss lose nothing."""

from dataclasses import replace

import pytest

from adapters.database.tables import changes, pieces, reviews
from bot import disclose, history
from bot.act import Again, Edit, Improve, Insist, Look, SaveQuote, Write
from bot.encode import decode
from bot.form import Form
from bot.plain import plain
from bot.quote import Quote
from bot.remember import Conflict, Keeping
from tests.curators import ADA, BEN, CLEO, act, curates, press, until
from tests.database.own import KEY_OF_BEES, bees, change
from tests.database.test_live import seats
from tests.database.test_store import NOW, question, rows
from tests.offices import staffed
from tests.test_trying import STOLEN

CURATORS = f"{ADA.who},{BEN.who}"


@pytest.fixture
async def two(url, garden):
    """Two desks on one database, each with connections of its own."""
    async with staffed(garden, url) as (one, _), staffed(garden, url) as (other, _):
        yield one, other


def stood(form: Form, **typed: str) -> dict[str, str]:
    """The form's fields as it opened, but for what is typed."""
    return {one.name: one.value for one in form.fields} | typed


async def test_a_form_opened_at_one_is_sent_at_the_other_and_once_more_at_the_first(two):
    one, other = two
    reply = await one.ask("where is the tap", ADA)
    edit = act(Edit, await one.form(act(Improve, reply), ADA, curates))
    forms = [await one.form(edit, asker, curates) for asker in (ADA, BEN)]
    await other.act(decode(forms[0].does), ADA, curates, stood(forms[0], answer="By the pond."))
    await until(other, "where is the tap", "pond")
    told = await other.act(decode(forms[1].does), BEN, curates, stood(forms[1], title="The tap"))
    assert plain(told).startswith(history.CONFLICT)
    await until(one, "where is the tap", "pond")
    again = await one.form(act(Again, told), BEN, curates)
    assert (stood(again)["title"], stood(again)["answer"]) == ("The tap", "By the pond.")
    told = await other.act(decode(again.does), BEN, curates, stood(again))
    assert plain(told).startswith("Edited “Watering”")


async def test_a_message_offered_at_one_is_saved_at_the_other(two):
    async def quoting() -> Quote:
        return Quote("Who repairs the fence?\nEve does.", "https://example.org/p1", "Eve")

    one, other = two
    offer = act(SaveQuote, await one.about("who repairs the fence", quoting, ADA, curates))
    form = await other.form(offer, ADA, curates)
    assert stood(form)["link"] == "https://example.org/p1"
    told = await one.act(offer, ADA, curates, stood(form))
    assert plain(told).startswith("Saved “Who repairs the fence”")


async def test_what_was_refused_at_one_is_insisted_on_at_the_other(two):
    one, other = two
    write = act(Write, await one.ask("teach", ADA, curates))
    refused = await press(one, write, question=STOLEN, answer="Ask the treasurer.")
    assert plain(refused).startswith("I didn't do this")
    told = await press(other, act(Insist, refused), reason="The treasurer knows best.")
    assert plain(told).startswith("Saved “How much is a plot of ours”")
    await until(one, "what does a plot cost you", "treasurer")


async def test_a_draft_that_can_not_be_looked_up_is_not_said_to_be_gone(office):
    desk, store = office
    write = act(Write, await desk.ask("teach", ADA, curates))
    refused = await press(desk, write, question=STOLEN, answer="Ask the treasurer.")
    form = await desk.form(act(Insist, refused), ADA, curates)
    store.database.away = "pulled"
    told = await desk.act(decode(form.does), ADA, curates, {"reason": "She knows."})
    store.database.away = ""
    assert plain(told).startswith(disclose.NOT_SAVED_FORM)
    again = await desk.form(act(Again, told), ADA, curates)
    assert stood(again) == {"reason": "She knows."}
    told = await desk.act(decode(again.does), ADA, curates, stood(again))
    assert plain(told).startswith("Saved")


async def test_two_curators_at_one_miss_in_two_processes_lose_nothing(url, store):
    await store.records.keep(ADA.tenant, Keeping(text=True))
    with seats(url, 2, tpm_curators=CURATORS) as both:
        one, other = both
        one.answer(CLEO, "what is the wifi password")
        waiting = {ADA: one, BEN: other}
        sent = {}
        for asker, seat in waiting.items():
            card = seat.does("act", act(Look, seat.does("ask", "review", asker)), asker)
            form = seat.does("form", act(Write, card), asker)
            sent[asker] = decode(form.does), stood(form, answer=f"{asker.name} tells you.")
        for asker, seat in waiting.items():
            does, typed = sent[asker]
            seat.begin("act", does, asker, typed=typed)
        told = {asker: seat.told() for asker, seat in waiting.items()}
        [lost] = [asker for asker in told if plain(told[asker]).startswith(history.CONFLICT)]
        [won] = [asker for asker in told if plain(told[asker]).startswith("Saved “what is")]
        assert "Answer: Ada tells you." in plain(told[lost])
        assert "Answer: Ben tells you." in plain(told[lost])
        again = waiting[won].does("form", act(Again, told[lost]), lost)  # at the other's process
        assert stood(again) == sent[lost][1]
    assert [won.name] == [row["by"] for row in await rows(store, changes)]
    assert [row["piece"] for row in await rows(store, pieces) if lost.name in row["piece"]] == []
    assert len(await store.reviews.answered(ADA.tenant)) == 1


async def test_of_two_changes_that_settle_one_miss_the_second_leaves_all_as_it_was(open_one):
    one, other = open_one(), open_one()
    asked = question(outcome="unknown", entries=())
    one.records.asked(asked)
    await one.behind.flush(5)
    mine = change((KEY_OF_BEES, "", bees()), settles=(asked.id,), item="bees")
    text = bees("East.").replace('"bees"', '"wasps"')
    theirs = change(("entry/wasps", "", text), settles=(asked.id,), item="wasps")
    await one.overlays.change(ADA, mine)
    before = [await rows(one, table) for table in (pieces, changes, reviews)]
    with pytest.raises(Conflict) as conflict:
        await other.overlays.change(BEN, theirs)
    assert (conflict.value.edit.after, conflict.value.theirs) == (text, bees())
    assert [await rows(one, table) for table in (pieces, changes, reviews)] == before
    await one.overlays.change(ADA, mine)  # done once more, it is done once
    undone = change((KEY_OF_BEES, bees(), ""), undoes=mine.id)
    await one.overlays.change(ADA, undone)
    await other.overlays.change(BEN, replace(theirs, at=NOW + 1))
    assert (await other.reviews.answer(ADA.tenant, asked.id)).item == "wasps"
