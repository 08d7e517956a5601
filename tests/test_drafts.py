"""Drafts: what the desk keeps between two presses, for whom, and how long."""

import asyncio
import time
from dataclasses import replace

import pytest

from adapters.database.memory import MemoryConversations, MemoryDeliveries
from adapters.desk import Desk
from adapters.drafts import KEPT_FOR
from bot import disclose
from bot.act import Again, KeepText, SaveQuote, Tell
from bot.encode import decode, encode
from bot.form import Form, FormRefused
from bot.plain import plain
from bot.quote import Quote
from bot.reply import Actions, Reply
from bot.utterance import Asker

ADA = Asker("slack:T1", "slack:T1:U1", "slack:T1:C1:U1")
BEN = replace(ADA, who="slack:T1:U2")
ELSEWHERE = replace(ADA, tenant="slack:T2")
TAP = Quote("Where is the tap?\nBy the gate.", "https://example.org/p1", "Ben")
SAVED = {
    "question": "Who repairs the fence?",
    "answer": "By the gate.",
    "link": "",
    "author": "",
}


async def curates() -> bool:
    return True


async def quoting() -> Quote:
    return TAP


def offers(reply: Reply) -> list:
    shown = [part for part in reply.parts if isinstance(part, Actions)]
    acts = [decode(action.does) for part in shown for action in part.actions]
    return [act for act in acts if isinstance(act, SaveQuote | Again)]


@pytest.fixture
def desk(office):
    desk, _ = office
    return desk


@pytest.fixture
async def offer(desk):
    """What saves the message that Ada asked about."""
    [offer] = offers(await desk.about(TAP.text, quoting, ADA, curates))
    return offer


async def test_only_curators_are_offered_to_save_a_message(desk):
    assert offers(await desk.about(TAP.text, quoting, ADA)) == []
    assert len(offers(await desk.about(TAP.text, quoting, ADA, curates))) == 1


async def test_nobody_who_is_no_curator_has_a_message_looked_up(desk):
    async def never() -> Quote:
        raise AssertionError("nobody wants it")

    assert "gate" in plain(await desk.about("where is the tap", never, ADA))


async def test_a_message_without_words_is_nothing_to_save(desk):
    async def blank() -> Quote:
        return Quote(" \n", "https://example.org/p1", "Ben")

    assert offers(await desk.about("where is the tap", blank, ADA, curates)) == []


async def test_the_form_holds_the_message_and_says_what_sending_it_does(desk, offer):
    form = await desk.form(offer, ADA, curates)
    assert isinstance(form, Form)
    assert decode(form.does) == offer
    assert [field.value for field in form.fields] == [
        "Where is the tap?", TAP.text, "https://example.org/p1", "",
    ]  # fmt: skip


@pytest.mark.parametrize("asker", [BEN, ELSEWHERE])
async def test_a_draft_opens_for_nobody_else(desk, offer, asker):
    assert plain(await desk.form(offer, asker, curates)) == disclose.QUOTE_GONE


async def test_a_made_up_draft_opens_nothing(desk):
    assert plain(await desk.form(SaveQuote("0" * 32), ADA, curates)) == disclose.QUOTE_GONE
    assert plain(await desk.form(Again("0" * 32), ADA, curates)) == disclose.FORM_GONE


async def test_a_draft_of_one_kind_is_none_of_the_other(desk, offer):
    assert plain(await desk.form(Again(offer.draft), ADA, curates)) == disclose.FORM_GONE


async def test_rights_that_are_lost_before_the_press_open_no_form(desk, offer):
    assert plain(await desk.form(offer, ADA)) == disclose.NOT_ALLOWED


async def test_rights_that_are_lost_while_the_form_is_open_save_nothing(desk, offer):
    assert plain(await desk.act(offer, ADA, typed=SAVED)) == disclose.NOT_ALLOWED


async def test_a_form_is_sent_however_long_it_was_open(desk, offer):
    desk.clock = lambda: time.time() + KEPT_FOR + 1
    assert plain(await desk.form(offer, ADA, curates)) == disclose.QUOTE_GONE
    assert plain(await desk.act(offer, ADA, curates, SAVED)).startswith("Saved “")


async def test_a_link_that_is_none_is_refused_at_its_field(desk, offer):
    refused = await desk.act(offer, ADA, curates, SAVED | {"link": "nowhere"})
    assert isinstance(refused, FormRefused)
    assert refused.field == "link"


async def test_a_refused_form_opens_again_as_it_was_sent(desk, offer):
    typed = SAVED | {"link": "nowhere", "answer": "By the gate, since\n\nMay."}
    refused = await desk.act(offer, ADA, curates, typed)
    told = await desk.again(offer, ADA, typed, refused)
    assert plain(told).startswith(refused.words)
    assert told.beside
    [again] = offers(told)
    form = await desk.form(again, ADA, curates)
    assert {field.name: field.value for field in form.fields} == typed
    assert decode(form.does) == offer
    [link] = [field for field in form.fields if field.name == "link"]
    assert link.hint == refused.words
    assert plain(await desk.form(again, ADA)) == disclose.NOT_ALLOWED
    assert plain(await desk.form(again, BEN, curates)) == disclose.FORM_GONE


async def test_an_empty_field_that_must_not_be_is_refused_before_anything_is_done(desk, offer):
    refused = await desk.act(offer, ADA, curates, {"question": " ", "answer": "x"})
    assert isinstance(refused, FormRefused)
    assert refused.field == "question"


async def test_what_has_no_form_opens_none(desk):
    assert await desk.form(KeepText(True), ADA, curates) is None


async def test_everyone_may_say_what_was_missing(desk):
    form = await desk.form(Tell("0" * 32), ADA)
    assert [field.name for field in form.fields] == ["missing"]
    assert form.does == encode(Tell("0" * 32))


async def test_forget_me_and_leaving_drop_drafts(desk, offer):
    await desk.ask("forget me", BEN)
    assert isinstance(await desk.form(offer, ADA, curates), Form)
    await desk.ask("forget me", ADA)
    assert plain(await desk.form(offer, ADA, curates)) == disclose.QUOTE_GONE
    [offer] = offers(await desk.about(TAP.text, quoting, ADA, curates))
    await desk.leave("slack:T2")
    assert isinstance(await desk.form(offer, ADA, curates), Form)
    await desk.leave("slack:T1")
    assert plain(await desk.form(offer, ADA, curates)) == disclose.QUOTE_GONE


async def test_a_form_that_takes_too_long_is_said_to(desk, offer, monkeypatch):
    monkeypatch.setattr("adapters.desk.FORM_WITHIN", 0.01)

    async def never() -> bool:
        return await asyncio.Event().wait()

    assert plain(await desk.form(offer, ADA, never)) == disclose.TOO_SLOW


async def test_a_failure_to_make_a_form_is_said_with_a_reference(desk, offer, caplog):
    async def broken() -> bool:
        raise RuntimeError("a fault nobody thought of")

    told = await desk.form(offer, ADA, broken)
    assert "give whoever runs me this reference" in plain(told)
    assert "a fault nobody thought of" not in plain(told)


async def test_without_a_memory_nothing_is_offered_and_no_form_opens(garden):
    desk = Desk(garden, MemoryConversations(), MemoryDeliveries())
    assert offers(await desk.about(TAP.text, quoting, ADA, curates)) == []
    assert plain(await desk.form(SaveQuote("0" * 32), ADA, curates)) == disclose.NOTHING_KEPT
