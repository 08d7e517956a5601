"""Everything beside the path of a question, from the desk to the database, on both."""

import json

import pytest

from adapters.database.insights import reporter
from adapters.database.tables import questions, signs
from adapters.desk import Desk
from adapters.rooms import Rooms
from bot import disclose
from bot.act import KeepFor, KeepText, Rate, Tell
from bot.encode import decode
from bot.plain import plain
from bot.reply import Actions, Document, Reply
from bot.utterance import Asker
from tests.database.test_store import ADA, BEN, NOW, rows

ALOUD = Asker(ADA.tenant, ADA.who, ADA.where, private=False)


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> float:
        self.now += 1
        return self.now


@pytest.fixture
def desk(garden, store) -> Desk:
    """A desk whose settings name Ben a curator."""
    desk = Desk(garden, store.conversations, store.deliveries, clock=Clock())
    report = reporter(store.database, store.behind, desk.index_of)
    desk.rooms = Rooms(store.records, report, store.drafts, frozenset([BEN.who]))
    return desk


async def yes() -> bool:
    return True


def acts(reply: Reply) -> list:
    shown = [part for part in reply.parts if isinstance(part, Actions)]
    return [decode(action.does) for part in shown for action in part.actions]


async def test_each_answer_can_be_rated_and_said_what_was_missing(desk, store):
    reply = await desk.ask("how much is a plot", ADA)
    helpful, not_helpful, _ = acts(reply)
    assert isinstance(helpful, Rate)
    assert "Thank you" in plain(await desk.act(helpful, ADA))
    sorry = await desk.act(not_helpful, ADA)
    tell, mind_changed = acts(sorry)
    assert isinstance(tell, Tell)
    assert mind_changed == helpful
    told = await desk.act(
        tell, ADA, typed={"missing": "the deposit for a bed, ask ada@example.org"}
    )
    assert "$40 and $60" in plain(told)  # the answer is still there
    kept = {row["sign"]: row["value"] for row in await rows(store, signs)}
    assert kept == {"helpful": "no", "missing": "the a"}  # words that the knowledge has


async def test_what_was_missing_is_kept_as_text_where_text_is(desk, store):
    await desk.act(KeepText(True), BEN)
    reply = await desk.ask("how much is a plot", ADA)
    _, not_helpful, _ = acts(reply)
    tell, _ = acts(await desk.act(not_helpful, ADA))
    await desk.act(tell, ADA, typed={"missing": "the deposit, ask ada@example.org"})
    kept = {row["sign"]: row["value"] for row in await rows(store, signs)}
    assert kept["missing"] == "the deposit, ask [e-mail]"


async def test_none_of_these_and_the_one_taken_are_signs_of_the_question(desk, store):
    asked = await desk.ask("can i sell at the fair", ADA)
    assert asked.outcome == "choices"
    await desk.decline(ADA)
    again = await desk.ask("can i sell at the fair", ADA)
    await desk.pick(again.entries[1].id, ADA)
    await store.behind.flush(5)
    first, second, picked = sorted(await rows(store), key=lambda row: row["at"])
    assert [first["picked"], second["picked"], picked["picked"]] == [False, False, True]
    assert len(first["candidates"]) >= 2
    assert first["knowledge"] == desk.index.version
    kept = {row["question"]: (row["sign"], row["value"]) for row in await rows(store, signs)}
    assert kept == {
        first["id"]: ("none", ""),
        second["id"]: ("picked", again.entries[1].id),
    }


async def test_unknowns_and_boundaries_are_remembered_as_such(desk, store):
    await desk.ask("who won the football world cup", ADA)
    await desk.ask("can i bring my dog", ADA)
    await store.behind.flush(5)
    by_boundary = {row["boundary"]: row["outcome"] for row in await rows(store)}
    assert by_boundary == {"": "unknown", "pets": "unknown"}


async def test_talk_with_the_bot_itself_is_not_remembered(desk, store):
    for said in ("hello", "help", "topics", "why", "privacy", "my data"):
        await desk.ask(said, ADA)
    await store.behind.flush(5)
    assert await rows(store) == []


async def test_privacy_says_what_is_kept_here(desk):
    assert "Not the text of your questions" in plain(await desk.ask("privacy", ADA))
    await desk.act(KeepText(True), BEN)
    await desk.act(KeepFor(30), BEN)
    said = plain(await desk.ask("privacy", ADA))
    assert "The text of questions" in said
    assert "deleted after 30 days" in said
    elsewhere = Asker("slack:T2", ADA.who, ADA.where)
    assert "Not the text of your questions" in plain(await desk.ask("privacy", elsewhere))


async def test_my_data_is_a_document_and_forget_me_empties_it(desk, store):
    await desk.ask("how much is a plot", ADA)
    await desk.ask("can i sell at the fair", ADA)
    await desk.ask("where is the tap", BEN)
    [document] = [p for p in (await desk.ask("my data", ADA)).parts if isinstance(p, Document)]
    told = json.loads(document.text)
    assert [row["outcome"] for row in told["questions"]] == ["answer", "choices"]
    assert len(told["conversations"]) == 1
    assert "2 questions" in plain(await desk.ask("forget me", ADA))
    [document] = [p for p in (await desk.ask("my data", ADA)).parts if isinstance(p, Document)]
    told = json.loads(document.text)
    assert len(told.pop("gone")) == 1  # that they asked for it, so that nothing late comes back
    assert set(told) > {"questions", "signs", "wishes", "suggestions", "changes"}
    assert not any(told.values())
    assert len(await rows(store, questions)) == 1


async def test_after_being_forgotten_nothing_is_known_of_what_was_talked_about(desk):
    await desk.ask("can i sell at the fair", ADA)
    await desk.ask("forget me", ADA)
    assert "sell" not in plain(await desk.ask("why", ADA))


@pytest.mark.parametrize("room", ["my data", "settings", "insights"])
async def test_what_is_for_one_person_is_not_said_aloud(desk, room):
    reply = await desk.ask(room, ALOUD, yes)
    assert plain(reply) == disclose.PRIVATELY


@pytest.mark.parametrize("room", ["settings", "insights"])
async def test_curators_alone_see_settings_and_insights(desk, room):
    assert plain(await desk.ask(room, ADA)) == disclose.NOT_ALLOWED
    assert plain(await desk.ask(room, ADA, yes)) != disclose.NOT_ALLOWED  # the platform says so
    assert plain(await desk.ask(room, BEN)) != disclose.NOT_ALLOWED  # the settings say so


async def test_a_curator_who_lost_the_right_can_not_press_what_is_still_there(desk, store):
    may = True

    async def curates() -> bool:
        return may

    shown = await desk.ask("settings", ADA, curates)
    switch, *terms = acts(shown)
    assert switch == KeepText(True)
    may = False
    for act in (switch, *terms):
        reply = await desk.act(act, ADA, curates)
        assert plain(reply) == disclose.NOT_ALLOWED
        assert reply.beside
    assert not (await store.records.keeping(ADA.tenant)).text
    may = True
    assert "kept, without" in plain(await desk.act(switch, ADA, curates))
    assert (await store.records.keeping(ADA.tenant)).text


async def test_curators_read_what_was_asked_answered_and_missed(desk):
    for _ in range(3):
        await desk.ask("who won the football world cup", ADA)
    reply = await desk.ask("how much is a plot", ADA)
    await desk.act(acts(reply)[0], ADA)
    said = plain(await desk.ask("insights", BEN))
    assert "Questions: 4 (up from 0)" in said
    assert "Answered: 25%" in said
    assert "Helpful, of those rated: 100%" in said
    assert "Rent for a plot: 1 (up from 0)" in said
    assert "Never asked in the last month" in said


async def test_with_text_curators_read_what_was_not_known_in_peoples_words(desk):
    await desk.act(KeepText(True), BEN)
    for asked in ("who won the football cup", "so who won the football cup", "who plays chess"):
        await desk.ask(asked, ADA)
    assert "football cup”: 2, in 2 ways" in plain(await desk.ask("insights", BEN))


async def test_what_is_away_is_said_and_not_that_it_was_saved(desk, store):
    reply = await desk.ask("how much is a plot", ADA)
    store.database.away = "pulled"
    assert plain(await desk.act(acts(reply)[0], ADA)) == disclose.NOT_SAVED
    for room in ("privacy", "my data", "forget me"):
        assert plain(await desk.ask(room, ADA)) == disclose.NOT_NOW
    assert await store.unready() == "the database is away (pulled)"
    store.database.away = ""
    assert await store.unready() == ""


async def test_halves_of_characters_are_kept_from_nobody(desk, store):
    await desk.act(KeepText(True), BEN)
    reply = await desk.ask("how much is a plot \ud800", ADA)
    _, not_helpful, _ = acts(reply)
    tell, _ = acts(await desk.act(not_helpful, ADA))
    told = await desk.act(tell, ADA, typed={"missing": "a bed \udfff"})
    assert "a curator will see it" in plain(told)
    assert [row["text"] for row in await rows(store)] == [
        "how much is a plot \N{REPLACEMENT CHARACTER}"
    ]
    kept = {row["sign"]: row["value"] for row in await rows(store, signs)}
    assert kept["missing"] == "a bed \N{REPLACEMENT CHARACTER}"
