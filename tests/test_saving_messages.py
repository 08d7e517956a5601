"""What somebody wrote is saved as an answer: it was no question, however long it is."""

from dataclasses import replace

import pytest

from adapters.desk import Desk
from bot import review
from bot.act import Attach, Bound, SaveQuote, Undo, Wish, Write
from bot.form import Form, FormRefused
from bot.plain import plain
from bot.quote import Quote, question
from bot.reply import Reply
from tests.curators import ADA, CLEO, act, curates, missed, press, queue, until

BOOTS = "Please clean your boots with the brush by the door."
LONG = "The committee decided that every gardener takes care of the hedge. " * 44


@pytest.fixture
async def desk(office) -> Desk:
    desk, store = office
    kept = await store.records.keeping(ADA.tenant)
    await store.records.keep(ADA.tenant, replace(kept, text=True))
    return desk


async def about(desk: Desk, words: str) -> Reply:
    async def quoting() -> Quote:
        return Quote(words, "https://example.org/message", "Dan")

    return await desk.about(words, quoting, ADA, curates)


async def saving(desk: Desk, words: str) -> dict[str, str]:
    """What stands in the form."""
    form = await desk.form(act(SaveQuote, await about(desk, words)), ADA, curates)
    assert isinstance(form, Form), form
    return {field.name: field.value for field in form.fields}


@pytest.mark.parametrize("words", [BOOTS, "tools and water"])
async def test_a_message_that_was_saved_is_no_question_that_anybody_asked(desk, words):
    shown = await about(desk, words)
    told = await press(desk, act(SaveQuote, shown), question="who sweeps the yard")
    assert plain(told).startswith("Saved “who sweeps the yard”")
    assert plain(await queue(desk)).startswith(review.EMPTY)
    assert '"questions": []' in plain(await desk.ask("my data", ADA))
    insights = plain(await desk.ask("insights", ADA, curates))
    assert "Nobody has asked anything" in insights
    await press(desk, act(Undo, told))
    assert plain(await queue(desk)).startswith(review.EMPTY)


async def test_a_message_that_was_asked_about_and_not_saved_waits_as_any_question(desk):
    await about(desk, BOOTS)
    assert "“Please clean your boots" in plain(await queue(desk))


async def test_a_message_that_is_the_question_itself_is_answered_and_stays(desk):
    asked = "Where can I wash my boots?"
    await desk.act(act(Wish, await desk.ask(asked, CLEO)), CLEO)
    shown = await about(desk, asked)
    await press(desk, act(SaveQuote, shown), answer="At the trough.")
    assert plain(await queue(desk)).startswith(review.EMPTY)
    assert asked in plain(await desk.ask("my data", ADA))
    await until(desk, asked, "trough")


async def test_a_question_is_filled_in_where_the_message_holds_a_short_one(desk):
    assert (await saving(desk, f"Hi! Where do the boots go? {BOOTS}"))["question"] == (
        "Where do the boots go?"
    )
    assert (await saving(desk, BOOTS))["question"] == ""


@pytest.mark.parametrize("words", [LONG, "word " * 900, "does it hold " * 300 + "?", "x" * 5_000])
async def test_a_long_message_of_one_paragraph_opens_the_form_each_time(desk, words):
    for _ in range(2):
        values = await saving(desk, words)
        assert values["question"] == ""
        assert len(values["answer"]) > 2_700
        await queue(desk)  # it is remembered by now


async def test_a_way_of_asking_that_is_too_long_is_refused_in_words(desk):
    refused = await press(desk, act(SaveQuote, await about(desk, BOOTS)), question="boots " * 400)
    assert isinstance(refused, FormRefused)
    assert refused.field == "question"
    assert "is too long for a way of asking (2,000 characters): put it shorter." in refused.words


@pytest.mark.parametrize("doing", [Write, Attach, Bound])
async def test_a_miss_of_very_many_words_opens_every_form(desk, doing):
    await desk.ask("is there a zeppelin " * 140, CLEO)
    form = await desk.form(act(doing, await missed(desk)), ADA, curates)
    assert isinstance(form, Form)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Q: where do the boots go?\nA: by the door", "where do the boots go?"),
        ("**Where to?** By the door.", ""),
        ("> - Where to?", "Where to?"),
        ("see https://example.org/a?b=c", ""),
        (f"{'very ' * 50}long? And short?", "And short?"),
        ("Really?!", ""),
        ("where can i wash my boots", "where can i wash my boots"),
        ("How we clean boots. " * 20, ""),
    ],
)
def test_the_question_in_a_message_is_one_sentence(text, found):
    assert question(text) == found
