"""The queue as a whole: its pages, what is ignored, and what others suggest."""

import asyncio

import pytest

from bot import disclose, review
from bot.act import (
    Attach,
    Ignore,
    Improve,
    Look,
    Past,
    Retire,
    Review,
    Take,
    Undo,
    Write,
)
from bot.encode import decode
from bot.form import FormRefused
from bot.plain import plain
from bot.remember import Keeping
from bot.reply import Reply
from bot.turn import SHOWN
from tests.curators import (
    ADA,
    BEN,
    CLEO,
    act,
    acts,
    curates,
    improving,
    press,
    queue,
    until,
)

ODD = (
    "parking for camper vans",
    "which wine goes with trout",
    "train to lisbon",
    "piano lessons",
    "who won the election",
    "dentist nearby",
    "best pizza topping",
)
"""What is not known, each about something else."""


@pytest.fixture
async def desk(office):
    """A desk that keeps text."""
    desk, store = office
    await store.records.keep(ADA.tenant, Keeping(text=True))
    return desk


def looks(reply: Reply) -> list[Look]:
    return [one for one in acts(reply) if isinstance(one, Look)]


async def waiting(desk, question: str, *, there: bool) -> Reply:
    """The queue, once a question is in it or is not."""
    for _ in range(300):
        shown = await queue(desk)
        if (question in plain(shown)) == there:
            return shown
        await asyncio.sleep(0.01)
    raise AssertionError(plain(shown))


async def unanswered(desk, question: str) -> None:
    for _ in range(300):
        if (await desk.ask(question, CLEO)).outcome != "answer":
            return
        await asyncio.sleep(0.01)
    raise AssertionError(question)


async def test_all_that_waits_is_reached_page_by_page(desk):
    for one in ODD:
        await desk.ask(one, BEN)
    first = await queue(desk)
    assert "2 more wait behind these." in plain(first)
    second = await press(desk, act(Review, first))
    assert act(Review, first) == Review(1)
    pages = [[one for one in ODD if one in plain(shown)] for shown in (first, second)]
    assert sorted(one for page in pages for one in page) == sorted(ODD)
    assert [len(looks(shown)) for shown in (first, second)] == [SHOWN, 2]
    assert not [one for one in acts(second) if isinstance(one, Review)]
    card = plain(await press(desk, looks(second)[1]))
    assert card.splitlines()[0] in plain(second)


async def test_suggestions_and_due_checks_have_pages_too(desk):
    for asker in (ADA, BEN, CLEO):
        for number in range(2):
            await suggest(desk, asker, f"Number {number}.")
    first = await queue(desk)
    second = await press(desk, act(Review, first))
    assert [len(looks(one)) for one in (first, second)] == [5, 1]
    assert "(6 of 6)" in plain(second)


async def test_buttons_from_before_there_were_pages_go_on_working(desk):
    assert decode("review") == Review()
    assert decode("write:") == decode("write") == Write()


async def test_what_is_ignored_is_in_the_history_and_comes_back_when_that_is_taken_back(desk):
    await desk.ask("gondolas", BEN)
    await desk.ask("gondolas, please", CLEO)
    card = await press(desk, looks(await queue(desk))[0])
    told = await press(desk, act(Ignore, card))
    assert "gondolas" in plain(told)
    assert "waits no longer." in plain(told)
    await desk.ask("gondolas", BEN)
    assert "gondolas" not in plain(await queue(desk))
    changes = await desk.ask("history", BEN, curates)
    assert "Ada: Ignored 2 questions: “gondolas" in plain(changes)
    past = await press(desk, act(Past, changes))
    assert "gondolas" in plain(past)
    back = await press(desk, act(Undo, past), BEN)
    assert plain(back).startswith("Took back: Ignored 2 questions. It waits again.")
    assert "asked 3 times" in plain(await queue(desk))
    again = await press(desk, act(Undo, back))
    assert plain(again).startswith("Brought back: Ignored 2 questions. It waits no longer.")
    assert "gondolas" not in plain(await queue(desk))


async def test_the_history_holds_no_question_that_was_deleted(desk):
    await desk.ask("gondolas", BEN)
    await press(desk, act(Ignore, await press(desk, looks(await queue(desk))[0])))
    await desk.ask("forget me", BEN)
    changes = await desk.ask("history", ADA, curates)
    assert "Ada: Ignored a question" in plain(changes)
    assert "gondolas" not in plain(changes) + plain(await press(desk, act(Past, changes)))


async def test_what_a_retired_entry_had_answered_waits_again_until_it_is_back(desk):
    await desk.ask("gondolas", BEN)
    card = await press(desk, looks(await queue(desk))[0])
    await press(desk, act(Attach, card), entry="Watering")
    await until(desk, "gondolas", "gate")
    assert "gondolas" not in plain(await queue(desk))
    retired = await press(desk, act(Retire, await improving(desk)))
    await unanswered(desk, "where is the tap")
    await waiting(desk, "gondolas", there=True)
    await press(desk, act(Undo, retired))
    await until(desk, "gondolas", "gate")
    await waiting(desk, "gondolas", there=False)


async def test_what_an_entry_had_answered_waits_again_when_its_creation_is_taken_back(desk, office):
    _, store = office
    await desk.ask("gondolas", BEN)
    card = await press(desk, looks(await queue(desk))[0])
    made = await press(desk, act(Write, card), answer="At the pier.")
    await until(desk, "gondolas", "pier")
    await desk.ask("piano lessons", BEN)
    card = await press(desk, looks(await queue(desk))[0])
    await press(desk, act(Attach, card), entry="gondolas")
    await until(desk, "piano lessons", "pier")
    assert plain(await press(desk, act(Undo, made))).startswith("Took back: Saved")
    await unanswered(desk, "gondolas")
    shown = plain(await queue(desk))
    assert "gondolas" in shown
    assert "piano lessons" in shown
    _, pieces = await store.overlays.pieces(ADA.tenant)
    assert pieces == {}  # the phrasings that were added are of no use without it


async def suggest(desk, asker, answer: str, question: str = "where is the tap"):
    reply = await desk.ask(question, asker)
    return await desk.act(act(Improve, reply), asker, typed={"answer": answer, "reason": ""})


async def test_suggestions_for_one_answer_can_be_told_apart_and_are_counted(desk):
    await suggest(desk, CLEO, "By the *pond*.\nReally.")
    await suggest(desk, BEN, "Nowhere.")
    told = plain(await queue(desk))
    assert "A better answer for “Watering” (1 of 2), by Cleo: “By the *pond*. Really.”" in told
    assert "A better answer for “Watering” (2 of 2), by Ben: “Nowhere.”" in told


async def test_a_suggestion_for_what_is_out_of_use_by_now_can_be_ignored(desk):
    await suggest(desk, CLEO, "By the pond.")
    await press(desk, act(Retire, await improving(desk)))
    await unanswered(desk, "where is the tap")
    shown = await queue(desk)
    assert "A better answer for what is out of use by now, by Cleo: “By the pond.”" in plain(shown)
    card = await press(desk, looks(shown)[0])
    assert "By the pond." in plain(card)
    assert not [one for one in acts(card) if isinstance(one, Take)]
    assert "waits no longer" in plain(await press(desk, act(Ignore, card)))
    assert plain(await queue(desk)).startswith(review.EMPTY)


async def test_one_person_can_not_flood_the_queue(desk):
    for number in range(3):
        assert plain(await suggest(desk, CLEO, f"{number}")) == disclose.SUGGESTED
    refused = await suggest(desk, CLEO, "once more")
    assert isinstance(refused, FormRefused)
    assert refused.words == disclose.ENOUGH.format(most=3)
    assert plain(await suggest(desk, BEN, "another's")) == disclose.SUGGESTED
    assert plain(await suggest(desk, CLEO, "of another", "how much is a plot")) == (
        disclose.SUGGESTED
    )
    card = await press(desk, looks(await queue(desk))[0])
    await press(desk, act(Ignore, card))
    assert plain(await suggest(desk, CLEO, "now")) == disclose.SUGGESTED


async def test_of_many_suggestions_at_once_no_more_are_kept(desk, office):
    found = await asyncio.gather(*(suggest(desk, CLEO, f"{number}") for number in range(6)))
    assert sum(isinstance(one, Reply) for one in found) == 3
    assert len(await office[1].reviews.suggestions(ADA.tenant)) == 3


@pytest.mark.parametrize("said", ["1", "7.", " 12 ", "404"])
async def test_a_number_that_picks_nothing_is_not_missed(desk, said):
    reply = await desk.ask(said, BEN)
    assert reply.outcome == "help"
    assert plain(reply) == "There is nothing to choose by that number now: ask me in words."
    assert plain(await queue(desk)).startswith(review.EMPTY)


async def test_a_number_beside_those_on_offer_leaves_the_choice_open(desk):
    assert (await desk.ask("can i sell at the fair", BEN)).outcome == "choices"
    assert (await desk.ask("9", BEN)).outcome == "help"
    assert "spring fair" in plain(await desk.ask("2", BEN))
