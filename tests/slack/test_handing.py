"""A miss is handed to a member on Slack, whom a direct message tells of it."""

import pytest

from bot.remember import Keeping


@pytest.fixture
async def ada(slack, office, connect_over_http):
    """A curator whose bot missed a question."""
    desk, store = office
    await store.records.keep("slack:T1", Keeping(text=True))
    slack.users |= {"U1": {"is_admin": True}, "U2": {"is_admin": True}}
    async with connect_over_http(slack, desk) as person:
        yield person


@pytest.fixture
def told(slack):
    """The next message that is sent through a response_url, after doing this."""

    async def told(doing):
        before = len(slack.of("response_url"))
        await doing
        return (await slack.call("response_url", before + 1)).payload

    return told


@pytest.fixture
def handing(slack, ada, told, elements):
    """Hands what was missed to a member; the form, and what is said to it."""

    async def handing(user: str):
        await told(ada.command("wifi password please"))
        queue = await told(ada.command("review"))
        card = await told(ada.press(elements(queue)["Look at 1"]))
        await ada.press(elements(card)["Hand to someone"])
        view = (await slack.call("views.open")).payload["view"]
        return view, await told(ada.send(view, {"who": user}))

    return handing


async def test_a_member_is_chosen_and_told_and_finds_it_first(slack, ada, told, handing, read):
    view, said = await handing("U2")
    [field] = view["blocks"]
    assert field["element"] == {"type": "users_select", "action_id": "typed"}
    assert "stands first in the queue of <@U2> now. I tell them." in read(said)
    post = (await slack.call("chat.postMessage")).payload
    assert post["channel"] == "U2"
    assert post["text"].startswith("A curator handed you a question")
    assert read(post).startswith("<@U1> handed you a question that I couldn't answer: “wifi")
    theirs = read(await told(ada.command("review", user_id="U2")))
    assert "1. “wifi password please”: asked once, just now. For you." in theirs
    assert "For <@U2>." in read(await told(ada.command("review")))


async def test_who_takes_no_messages_is_told_of_to_whoever_handed_it_over(
    slack, trouble, handing, read
):
    slack.trouble("chat.postMessage", trouble(body={"ok": False, "error": "cannot_dm_bot"}))
    await handing("UBOT")
    post = (await slack.call("chat.postMessage")).payload
    assert post["channel"] == "U1"
    assert "to <@UBOT>, but no message of mine reaches them" in read(post)


async def test_who_is_no_curator_sees_what_was_handed_to_them_and_suggests_an_answer(
    slack, ada, told, handing, read, elements
):
    await handing("U3")
    cleo = {"id": "U3", "team_id": "T1"}
    theirs = await told(ada.command("review", user_id="U3"))
    assert read(theirs).startswith("Handed to you")
    card = await told(ada.press(elements(theirs)["Look at 1"], user=cleo))
    await ada.press(elements(card)["Suggest an answer"], user=cleo)
    view = (await slack.call("views.open", 2)).payload["view"]
    said = await told(ada.send(view, {"answer": "On the board."}, user=cleo))
    assert "a curator will see it" in read(said)
    assert "An answer to “wifi password please”" in read(await told(ada.command("review")))
