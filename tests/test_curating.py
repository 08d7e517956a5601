"""Curators see what was missed and make knowledge of it, at the desk, on both databases."""

import asyncio

import pytest

from adapters.desk import Desk
from bot import disclose, history, review
from bot.act import (
    Again,
    Assign,
    Attach,
    Bound,
    Edit,
    Hand,
    Ignore,
    Improve,
    Look,
    Past,
    Retire,
    Review,
    Reword,
    SaveQuote,
    Take,
    Undo,
    Verify,
    Wish,
    Write,
)
from bot.encode import decode
from bot.form import FormRefused
from bot.mark import handle
from bot.plain import plain
from bot.quote import Quote
from bot.reply import Reply
from tests.curators import (
    ADA,
    BEN,
    CLEO,
    ELSEWHERE,
    act,
    acts,
    curates,
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


async def test_what_was_missed_most_stands_first_with_what_is_alike_beside_it(desk):
    told = plain(await queue(desk))
    assert "1. “what is" in told
    assert "wifi" in told.splitlines()[2]
    assert "asked 2 times in 2 ways" in told
    card = plain(await missed(desk))
    assert "wifi password please" in card
    assert "what is the wifi password" in card


async def test_a_miss_becomes_phrasings_of_an_entry_in_three_presses(desk):
    card = await press(desk, act(Look, await queue(desk)))  # 1
    form = await desk.form(act(Attach, card), ADA, curates)  # 2
    filled = {one.name: one.value for one in form.fields} | {"entry": "Borrowing tools"}
    told = await desk.act(decode(form.does), ADA, curates, filled)  # 3
    assert plain(told).startswith("Added 2 phrasings to “Borrowing tools”")
    assert "wheelbarrow" in plain(await until(desk, "wifi password please", "wheelbarrow"))
    assert "wifi" not in plain(await queue(desk))


async def test_a_miss_becomes_an_entry_that_answers_it(desk):
    told = await press(desk, act(Write, await missed(desk)), answer="Behind the **shed**.")
    assert plain(told).startswith("Saved “what is")
    for asked in ("what is the wifi password", "wifi password please"):
        assert "shed" in plain(await until(desk, asked, "shed"))


async def test_a_miss_becomes_a_boundary(desk):
    typed = {"title": "Wifi", "says": "The wifi is not ours.", "entry": "Watering"}
    told = await press(desk, act(Bound, await missed(desk)), **typed)
    assert plain(told).startswith("Made “Wifi” a boundary")
    reply = await until(desk, "what is the wifi password", "not ours")
    assert reply.outcome == "unknown"
    assert [one.id for one in reply.entries] == ["watering"]


async def test_what_is_ignored_comes_back_in_no_wording_of_the_same_words(desk):
    told = await press(desk, act(Ignore, await missed(desk)))
    assert "waits no longer" in plain(told)
    await desk.ask("What is the WIFI password?", BEN)
    assert "wifi" not in plain(await queue(desk)).lower()


async def test_what_is_handed_to_someone_stands_first_for_them(desk):
    second = [one for one in acts(await queue(desk)) if isinstance(one, Look)][1]
    card = await press(desk, second)
    assert "toilet" in plain(card)
    assert "ben" in plain(await press(desk, act(Hand, card), who="@ben"))
    assert "toilet" in plain(await queue(desk, BEN)).splitlines()[2]
    assert "wifi" in plain(await queue(desk, ADA)).splitlines()[2]
    assert "For ben." in plain(await queue(desk, ADA))


async def test_what_was_not_helpful_is_missed_too_and_weighs_more(desk):
    reply = await desk.ask("how much is a plot", BEN)
    [_, unhelpful, *_] = acts(reply)
    tell = acts(await desk.act(unhelpful, BEN))[0]
    await desk.act(tell, BEN, typed={"missing": "the deposit"})
    await desk.ask("is there a toilet", BEN)
    told = plain(await queue(desk))
    assert "“how much is a plot”: asked once" in told
    assert "; the answer didn't help." in told
    looks = [one for one in acts(await queue(desk)) if isinstance(one, Look)]
    cards = [plain(await press(desk, one)) for one in looks]
    [card] = [one for one in cards if "how much is a plot" in one]
    assert "the deposit" in card
    assert "They were shown “Rent for a plot”" in card


async def test_what_somebody_answered_meanwhile_waits_no_longer(desk):
    card = await missed(desk)
    await press(desk, act(Write, card), answer="Behind the shed.")
    assert plain(await press(desk, act(Attach, card))) == disclose.GONE["waiting"]
    assert plain(await desk.act(act(Ignore, card), BEN, curates)) == disclose.GONE["waiting"]


@pytest.mark.parametrize("kind", [Look, Review])
async def test_nobody_else_sees_the_queue(desk, kind):
    assert plain(await desk.ask("review", CLEO)) == disclose.NOT_ALLOWED
    shown = acts(await missed(desk))
    pressed = next(one for one in [*acts(await queue(desk)), *shown] if isinstance(one, kind))
    assert plain(await desk.act(pressed, CLEO)) == disclose.NOT_ALLOWED


async def test_rights_lost_between_showing_and_pressing_change_nothing(desk):
    card = await missed(desk)
    for pressed in acts(card):
        assert plain(await desk.form(pressed, ADA) or await desk.act(pressed, ADA)) == (
            disclose.NOT_ALLOWED
        )
    assert plain(await desk.ask("history", ADA, curates)) == history.NO_CHANGES


async def test_another_team_sees_nothing_of_it(desk):
    card = await missed(desk)
    await press(desk, act(Write, card), answer="Behind the shed.")
    assert plain(await queue(desk, ELSEWHERE)).startswith(review.EMPTY)
    assert plain(await desk.ask("history", ELSEWHERE, curates)) == history.NO_CHANGES
    assert plain(await press(desk, act(Attach, card), ELSEWHERE)) == disclose.GONE["waiting"]
    assert (await desk.ask("what is the wifi password", ELSEWHERE)).outcome == "unknown"


async def test_an_entry_is_edited_and_all_else_of_it_stays(desk):
    card = await improving(desk)
    told = await press(desk, act(Edit, card), answer="By the *pond*.")
    assert plain(told).startswith("Edited “Watering”")
    reply = await until(desk, "where is the tap", "pond")
    assert "Garden handbook" in plain(reply)
    assert "By the pond" in plain(await desk.ask("may i use the sprinkler", CLEO))


async def test_an_edit_that_was_overtaken_shows_both_texts_and_loses_neither(desk):
    card = await improving(desk)
    forms = [await desk.form(act(Edit, card), one, curates) for one in (ADA, BEN)]
    typed = [{one.name: one.value for one in form.fields} for form in forms]
    first, second = (decode(form.does) for form in forms)
    await desk.act(first, ADA, curates, typed[0] | {"answer": "By the pond."})
    await until(desk, "where is the tap", "pond")
    told = await desk.act(second, BEN, curates, typed[1] | {"answer": "By the fence."})
    assert plain(told).startswith(history.CONFLICT)
    assert "By the pond." in plain(told)
    assert "By the fence." in plain(told)
    again = await desk.form(acts(told)[0], BEN, curates)
    assert "By the fence." in [one.value for one in again.fields]
    filled = {one.name: one.value for one in again.fields}
    await desk.act(decode(again.does), BEN, curates, filled)
    await until(desk, "where is the tap", "fence")


async def test_what_was_checked_is_not_due_any_more(office):
    desk, _ = office
    due = await press(desk, act(Assign, await improving(desk)), owner="Ben", review="2026-01-01")
    assert "Changed who keeps" in plain(due)
    reply = await until(desk, "where is the tap", "out of date")
    assert "Kept by Ben." in plain(reply)
    assert "“Watering” was due for a check" in plain(await queue(desk))
    card = await press(desk, act(Improve, await queue(desk)))
    assert "Checked “Watering”" in plain(await press(desk, act(Verify, card)))
    reply = await until(desk, "where is the tap", "ast checked on")
    assert "out of date" not in plain(reply)
    assert "was due" not in plain(await queue(desk))


async def test_a_retired_entry_answers_nothing_until_that_is_taken_back(desk):
    told = await press(desk, act(Retire, await improving(desk)))
    assert plain(told).startswith("Retired “Watering”")
    for _ in range(300):
        if (await desk.ask("where is the tap", CLEO)).outcome != "answer":
            break
        await asyncio.sleep(0.01)
    assert "By the gate" not in plain(await desk.ask("where is the tap", CLEO))
    await desk.act(act(Undo, told), ADA, curates)
    assert "gate" in plain(await until(desk, "where is the tap", "gate"))


async def test_how_an_entry_is_asked_for_is_changed_and_only_the_teams_own_of_it(desk):
    card = await improving(desk)
    await press(desk, act(Reword, card), phrasings="spigot\nspigot where")
    assert "gate" in plain(await until(desk, "spigot", "gate"))
    form = await desk.form(act(Reword, card), ADA, curates)
    assert [one.value for one in form.fields] == ["spigot\nspigot where"]
    refused = await press(desk, act(Reword, card), phrasings="plot rent")
    assert isinstance(refused, FormRefused)
    assert "Rent for a plot" in refused.words


async def test_the_history_says_who_did_what_and_takes_any_of_it_back(desk):
    await press(desk, act(Write, await missed(desk)), answer="Behind the shed.")
    await until(desk, "what is the wifi password", "shed")
    await press(desk, act(Edit, await improving(desk)), BEN, answer="By the pond.")
    await until(desk, "where is the tap", "pond")
    told = await desk.ask("history", ADA, curates)
    lines = plain(told).splitlines()
    assert "Ben: Edited “Watering”" in lines[2]
    assert "Ada: Saved “what is" in lines[3]
    first = await press(desk, [one for one in acts(told) if isinstance(one, Past)][1])
    assert "Behind the shed." in plain(first)
    await press(desk, act(Undo, first))
    for _ in range(300):
        if (await desk.ask("what is the wifi password", CLEO)).outcome == "unknown":
            break
        await asyncio.sleep(0.01)
    assert "pond" in plain(await desk.ask("where is the tap", CLEO))
    assert "wifi" in plain(await queue(desk))  # it waits again


async def test_everyone_may_suggest_and_curators_decide(desk):
    reply = await desk.ask("where is the tap", CLEO)
    form = await desk.form(act(Improve, reply), CLEO)
    typed = {"answer": "By the *gate*, behind the roses.", "reason": "I looked for it."}
    assert plain(await desk.act(decode(form.does), CLEO, typed=typed)) == disclose.SUGGESTED
    shown = await queue(desk)
    assert "A better answer for “Watering”, by Cleo: “By the *gate*, beh" in plain(shown)
    look = [one for one in acts(shown) if isinstance(one, Look)][-1]
    card = await press(desk, look)
    assert "behind the roses" in plain(card)
    assert "I looked for it." in plain(card)
    assert plain(await press(desk, act(Take, card))).startswith("Edited “Watering”")
    assert "roses" in plain(await until(desk, "where is the tap", "roses"))
    assert "by Cleo" not in plain(await queue(desk))


async def test_a_suggestion_that_is_ignored_changes_nothing(desk):
    reply = await desk.ask("where is the tap", CLEO)
    typed = {"answer": "Nowhere.", "reason": ""}
    await desk.act(act(Improve, reply), CLEO, typed=typed)
    look = [one for one in acts(await queue(desk)) if isinstance(one, Look)][-1]
    await press(desk, act(Ignore, await press(desk, look)))
    assert "by Cleo" not in plain(await queue(desk))
    assert "gate" in plain(await desk.ask("where is the tap", BEN))


async def test_whoever_wanted_it_is_on_the_list_once_it_is_answered_and_once_only(desk, office):
    _, store = office
    reply = await desk.ask("wifi password please", BEN)
    assert plain(await desk.act(act(Wish, reply), BEN)) == disclose.WILL_TELL
    assert plain(await desk.act(act(Wish, reply), BEN)) == disclose.WILL_TELL
    assert await store.wishes.due("slack", NOW) == ()
    await press(desk, act(Write, await missed(desk)), answer="Behind the shed.")
    assert await store.wishes.due("slack", desk.clock()) == ()  # it may be taken back at once
    soon = desk.clock() + 61
    [wish] = await store.wishes.due("slack", soon)
    assert (wish.who, wish.tenant) == (BEN.who, BEN.tenant)
    assert await store.wishes.take(wish)
    assert not await store.wishes.take(wish)
    assert await store.wishes.due("slack", soon) == ()
    assert await store.wishes.due("discord", soon) == ()


async def test_a_form_about_an_entry_that_is_gone_says_so(desk):
    card = await improving(desk)
    edit = act(Edit, card)
    await press(desk, act(Retire, card))
    for _ in range(300):
        reply = await desk.form(edit, ADA, curates)
        if isinstance(reply, Reply):
            break
        await asyncio.sleep(0.01)
    assert plain(reply) == disclose.GONE["retired"]
    typed = {"title": "x", "answer": "y"}
    told = plain(await desk.act(Edit(handle("watering"), "0" * 12), ADA, curates, typed))
    assert told.startswith(disclose.GONE["retired"])
    assert "Title: x\nAnswer: y" in told


async def test_a_new_answer_is_written_without_a_miss(desk):
    told = await desk.ask("teach", ADA, curates)
    reply = await press(
        desk, act(Write, told), question="Who has the key?\nkey holder", answer="Ben."
    )
    assert plain(reply).startswith("Saved “Who has the key”")
    assert "Ben." in plain(await until(desk, "key holder", "Ben."))


async def test_a_new_answer_that_an_entry_gives_already_is_warned_of(desk):
    card = await missed(desk)
    form = await desk.form(act(Write, card), ADA, curates)
    assert "may answer this" not in form.fields[0].hint
    reply = await desk.ask("what times may i water at", BEN)
    assert reply.outcome == "answer"
    await desk.act(acts(reply)[1], BEN)
    looks = [one for one in acts(await queue(desk)) if isinstance(one, Look)]
    cards = [await press(desk, one) for one in looks]
    [card] = [one for one in cards if "what times may i water at" in plain(one)]
    form = await desk.form(act(Write, card), ADA, curates)
    assert form.fields[0].hint == "“Watering” may answer this already"


async def test_what_is_saved_of_a_message_brings_the_ways_in_which_it_was_missed(desk):
    async def quoting() -> Quote:
        return Quote("What is the wifi password?\nIt hangs on the board.", "", "Ben")

    reply = await desk.about("what is the wifi password?", quoting, ADA, curates)
    form = await desk.form(act(SaveQuote, reply), ADA, curates)
    asked = form.fields[0].value.splitlines()
    assert asked[0] == "What is the wifi password?"
    assert "wifi password please" in asked
    assert "is there a toilet" not in asked


@pytest.mark.parametrize("said", ["forget me", "review", "hello", "Topics!", "thanks"])
async def test_what_people_say_to_the_bot_itself_becomes_no_phrasing(desk, said):
    write = act(Write, await desk.ask("teach", ADA, curates))
    refused = await press(desk, write, question=f"who has the key\n{said}", answer="Ben.")
    assert isinstance(refused, FormRefused)
    assert refused.field == "question"


async def test_a_line_that_was_left_out_is_not_taken_as_answered(desk, office):
    card = await missed(desk)
    told = await press(desk, act(Write, card), question="what is the wifi password", answer="Roses")
    assert plain(told).startswith("Saved")
    [(said, _)] = await office[1].reviews.answered(ADA.tenant)
    assert said == "what is the wifi password"


async def test_what_the_curator_put_otherwise_as_a_whole_is_answered(desk, office):
    told = await press(desk, act(Write, await missed(desk)), question="wlan code", answer="Roses")
    assert plain(told).startswith("Saved")
    answered = {said for said, _ in await office[1].reviews.answered(ADA.tenant)}
    assert answered == {"what is the wifi password", "wifi password please"}


async def test_an_answer_that_is_written_without_its_miss_is_told_too(desk, office):
    reply = await desk.ask("wifi password please", BEN)
    await desk.act(act(Wish, reply), BEN)
    write = act(Write, await desk.ask("teach", ADA, curates))
    await press(desk, write, question="the wifi\nWifi password, please!", answer="Roses.")
    [wish] = await office[1].wishes.due("slack", desk.clock() + 61)
    assert wish.who == BEN.who


async def test_what_was_typed_is_kept_where_the_database_is_away(desk, office):
    _, store = office
    form = await desk.form(act(Write, await missed(desk)), ADA, curates)
    typed = {one.name: one.value for one in form.fields} | {"answer": "Roses."}
    store.database.away = "pulled"
    told = await desk.act(decode(form.does), ADA, curates, typed)
    store.database.away = ""
    assert plain(told).startswith(disclose.NOT_SAVED_FORM)
    again = await desk.form(act(Again, told), ADA, curates)
    assert {one.name: one.value for one in again.fields} == typed
    filled = {one.name: one.value for one in again.fields}
    assert "Saved" in plain(await desk.act(decode(again.does), ADA, curates, filled))


async def test_an_answer_that_did_not_help_is_mended_from_its_miss(desk):
    reply = await desk.ask("how much is a plot", BEN)
    await desk.act(acts(reply)[1], BEN)
    looks = [one for one in acts(await queue(desk)) if isinstance(one, Look)]
    cards = [await press(desk, one) for one in looks]
    [card] = [one for one in cards if "how much is a plot" in plain(one)]
    assert "Rent for a plot" in plain(await press(desk, act(Improve, card)))


async def test_what_was_missed_in_unknown_words_is_counted(office):
    desk, _ = office
    await desk.ask("qwertz asdfgh", BEN)
    told = plain(await queue(desk))
    assert "1 more question was missed in words of which none is kept." in told
    assert "every question was answered" not in told


async def test_a_change_that_was_taken_back_is_brought_back(desk):
    told = await press(desk, act(Edit, await improving(desk)), answer="By the pond.")
    back = await desk.act(act(Undo, told), ADA, curates)
    again = await desk.act(act(Undo, back), ADA, curates)
    assert plain(again).startswith("Brought back: Edited “Watering”.")
    assert "pond" in plain(await until(desk, "where is the tap", "pond"))


async def test_an_edit_is_taken_back_though_its_entry_was_checked_since(desk):
    card = await improving(desk)
    edited = await press(desk, act(Edit, card), answer="By the pond.")
    await until(desk, "where is the tap", "pond")
    await press(desk, act(Verify, card), BEN)
    await until(desk, "where is the tap", "ast checked on")
    assert plain(await press(desk, act(Undo, edited))).startswith("Took back: Edited")
    reply = await until(desk, "where is the tap", "gate")
    assert "pond" not in plain(reply)
    assert "ast checked on" in plain(reply)


async def test_an_edit_of_what_was_edited_since_is_not_taken_back_and_both_texts_are_shown(desk):
    card = await improving(desk)
    edited = await press(desk, act(Edit, card), answer="By the pond.")
    await until(desk, "where is the tap", "pond")
    await press(desk, act(Edit, card), BEN, answer="By the fence.")
    await until(desk, "where is the tap", "fence")
    told = plain(await press(desk, act(Undo, edited)))
    assert told.startswith(history.CONFLICT)
    assert "By the fence." in told
    assert "By the pond." not in told
    assert "fence" in plain(await desk.ask("where is the tap", CLEO))


async def test_a_form_that_was_overtaken_opens_again_with_what_was_changed_in_it_alone(desk):
    card = await improving(desk)
    forms = [await desk.form(act(Edit, card), one, curates) for one in (ADA, BEN)]
    typed = [{one.name: one.value for one in form.fields} for form in forms]
    first, second = (decode(form.does) for form in forms)
    await desk.act(first, ADA, curates, typed[0] | {"answer": "By the pond."})
    await until(desk, "where is the tap", "pond")
    told = await desk.act(second, BEN, curates, typed[1] | {"title": "The tap"})
    assert plain(told).startswith(history.CONFLICT)
    again = await desk.form(act(Again, told), BEN, curates)
    filled = {one.name: one.value for one in again.fields}
    assert (filled["title"], filled["answer"]) == ("The tap", "By the pond.")
