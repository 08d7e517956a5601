"""What is remembered of people on Slack, from the command to the database and back."""

import json
from dataclasses import replace

import pytest

from adapters.database.tend import tenants
from adapters.settings import Settings
from adapters.wiring import staff
from bot.disclose import NOT_ALLOWED, QUOTE_GONE
from bot.utterance import Asker
from tests.database.conftest import eventually
from tests.database.test_store import question


@pytest.fixture
async def ada(slack, office, connect_over_http):
    """A person whose bot remembers."""
    desk, _ = office
    async with connect_over_http(slack, desk) as person:
        yield person


@pytest.fixture
def said(slack, read):
    """Says it with the command; the payload and the words of the reply."""

    async def said(person, words, **changes):
        before = len(slack.of("response_url"))
        await person.command(words, **changes)
        payload = (await slack.call("response_url", before + 1)).payload
        return payload, read(payload)

    return said


@pytest.fixture
def pressed(slack, read):
    """Presses a button; the payload and the words of what comes of it."""

    async def pressed(person, button, **changes):
        before = len(slack.of("response_url"))
        await person.press(button, **changes)
        payload = (await slack.call("response_url", before + 1)).payload
        return payload, read(payload)

    return pressed


async def test_an_answer_is_rated_changed_and_said_what_was_missing(
    slack, ada, said, pressed, elements, read
):
    answer, _ = await said(ada, "how much is a plot")
    thanked, words = await pressed(ada, elements(answer)["Helpful"])
    assert "Thank you, noted." in words
    sorry, words = await pressed(ada, elements(thanked)["Not helpful"])
    assert "$40 and $60" in words
    await ada.press(elements(sorry)["Say what was missing"])
    view = (await slack.call("views.open")).payload["view"]
    before = len(slack.of("response_url"))
    await ada.send(view, {"missing": "the deposit for a plot"})
    told = (await slack.call("response_url", before + 1)).payload
    assert "a curator will see it" in read(told)


@pytest.mark.parametrize("typed", [None, "\x00", "a\ud800b", "<!channel> & <@U9>", "😀" * 700])
async def test_whatever_is_typed_into_a_form_is_taken(
    slack, ada, said, pressed, elements, read, typed
):
    answer, _ = await said(ada, "how much is a plot")
    sorry, _ = await pressed(ada, elements(answer)["Not helpful"])
    await ada.press(elements(sorry)["Say what was missing"])
    view = (await slack.call("views.open")).payload["view"]
    before = len(slack.of("response_url"))
    assert await ada.send(view, {"missing": typed}) == {}
    told = (await slack.call("response_url", before + 1)).payload
    assert "a curator will see it" in read(told)


async def test_rights_lost_before_a_form_opens_or_is_sent_save_nothing(
    slack, ada, pressed, elements, read
):
    slack.users["U1"] = {"is_admin": True}
    await ada.shortcut("Where can I wash my boots?")
    save = elements((await slack.call("response_url")).payload)["Save as an answer"]
    await ada.press(save)
    view = (await slack.call("views.open")).payload["view"]
    slack.users["U1"] = {}
    assert await ada.send(view) == {}
    told = (await slack.call("response_url", 2)).payload
    assert told["response_type"] == "ephemeral"
    assert NOT_ALLOWED in read(told)
    _, words = await pressed(ada, save)
    assert NOT_ALLOWED in words
    assert len(slack.of("views.open")) == 1


async def test_who_is_no_curator_is_offered_no_saving(slack, ada, elements):
    await ada.shortcut("Where can I wash my boots?")
    assert "Save as an answer" not in elements((await slack.call("response_url")).payload)


async def test_a_message_is_chosen_anew_after_a_restart(
    slack, office, connect_over_http, elements, read, garden, tmp_path
):
    slack.users["U1"] = {"is_admin": True}
    desk, _ = office
    async with connect_over_http(slack, desk) as person:
        await person.shortcut("Where can I wash my boots?")
        save = elements((await slack.call("response_url")).payload)["Save as an answer"]
        await person.press(save)
        view = (await slack.call("views.open")).payload["view"]
    restarted, store = staff(garden, settings(tmp_path))
    async with store.open(), connect_over_http(slack, restarted) as person:
        assert await person.send(view) == {}
        assert "Saved “" in read((await slack.call("response_url", 2)).payload)
        await person.press(save)
        assert QUOTE_GONE in read((await slack.call("response_url", 3)).payload)


def settings(folder) -> Settings:
    return Settings.model_validate({"database_url": f"sqlite:///{folder}/tpm.db"})


async def test_privacy_is_said_privately_in_plain_words(ada, said):
    payload, words = await said(ada, "privacy")
    assert payload["response_type"] == "ephemeral"
    assert "Not the text of your questions" in words
    assert "deleted after 90 days" in words


async def test_my_data_comes_whole_and_forget_me_deletes_it(slack, ada, said, read):
    await said(ada, "how much is a plot")
    await said(ada, "where is the tap", user_id="U2")

    async def kept() -> dict[str, list]:
        before = len(slack.of("response_url"))
        await said(ada, "my data")
        page = (await slack.call("response_url", before + 2)).payload
        assert page["response_type"] == "ephemeral"
        return json.loads(read(page))

    assert [row["entries"] for row in (await kept())["questions"]] == [["rent"]]
    _, words = await said(ada, "forget me")
    assert "I deleted all I had about you, one question" in words
    left = await kept()
    assert len(left.pop("gone")) == 1
    assert set(left) > {"questions", "signs", "wishes", "suggestions", "changes"}
    assert not any(left.values())


async def test_of_much_the_newest_and_how_much_there_is_fit_beside_the_command(
    slack, office, ada, said, read
):
    desk, store = office
    who = Asker("slack:T1", "slack:T1:U1", "")
    now = desk.clock()
    for ago in range(1_501):
        store.records.asked(replace(question(who, now - ago), entries=(f"entry-{ago}",)))
        if ago % 50 == 0:
            await store.behind.flush(60)
    before = len(slack.of("response_url"))
    await said(ada, "my data")
    calls = [await slack.call("response_url", before + number) for number in range(1, 6)]
    pages = "\n".join(read(call.payload) for call in calls[1:])
    assert '"questions": 1501' in pages
    assert '"entry-0"' in pages
    assert '"entry-1500"' not in pages
    assert "can hand you all of it" in pages
    await ada.command("where is the tap")  # nothing more came before it
    assert "The tap" in read((await slack.call("response_url", before + 6)).payload)
    assert slack.of("chat.postMessage") == []


async def test_admins_change_settings_and_read_insights_as_long_as_they_are(
    slack, ada, said, pressed, elements
):
    _, words = await said(ada, "settings")
    assert "for curators of this place" in words
    slack.users["U1"] = {"is_admin": True}
    settings, words = await said(ada, "settings")
    assert "Text of questions: not kept" in words
    switch = elements(settings)["Keep the text of questions"]
    shown, words = await pressed(ada, switch)
    assert "Text of questions: kept" in words
    await said(ada, "who won the football cup")
    payload, words = await said(ada, "insights")
    assert payload["response_type"] == "ephemeral"
    assert "who won the football cup" in words

    slack.users["U1"] = {}
    _, words = await pressed(ada, elements(shown)["Stop keeping text"])
    assert "for curators of this place" in words
    _, words = await said(ada, "insights")
    assert "for curators of this place" in words


async def test_in_a_channel_none_of_it_is_said_aloud(slack, ada, read):
    for number, room in enumerate(("my data", "settings", "insights"), 1):
        await ada.mention(room)
        said = (await slack.call("chat.postMessage", number)).payload
        assert "for your eyes only" in read(said)


async def test_a_workspace_that_uninstalls_leaves_nothing_behind(slack, office, ada, said):
    _, store = office
    await said(ada, "how much is a plot")
    await said(ada, "how much is a plot", team_id="T2")
    await ada.event({"type": "app_uninstalled"})

    async def has_left() -> bool:
        await store.behind.flush(5)
        return await tenants(store) == ["slack:T2"]

    await eventually(has_left)
