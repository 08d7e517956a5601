"""What a message's shortcut hands over on Slack, and for whom."""

import pytest

from bot.quote import Quote


@pytest.mark.parametrize("changes", [{"is_admin": True}, {"is_owner": True}])
async def test_a_curators_shortcut_hands_over_words_link_and_author(wire, slack, scripted, changes):
    slack.users |= {"U1": changes, "U2": {"real_name": "Ben Baker", "name": "ben"}}
    said = "Where? See <https://a.example/?b=1&amp;c=2|the *plan*> &amp; ask <@U3>"
    await wire.shortcut(said, message={"user": "U2", "ts": "1700000000.000100", "text": said})
    await slack.call("response_url")
    assert scripted.quotes == [
        Quote(
            "Where? See [the *plan*](https://a.example/?b=1&c=2) & ask",
            "https://green-lane.slack.com/archives/C1/p1700000000000100",
            "Ben Baker",
        )
    ]
    assert scripted.asked[0][0] == "Where? See the *plan* & ask"


async def test_a_message_in_a_thread_is_linked_to_there(wire, slack, scripted):
    slack.users["U1"] = {"is_admin": True}
    message = {"user": "U2", "ts": "2.000200", "thread_ts": "1.000100", "text": "tap"}
    await wire.shortcut("tap", message=message)
    await slack.call("response_url")
    [quote] = scripted.quotes
    assert quote == Quote(
        "tap", "https://green-lane.slack.com/archives/C1/p2000200?thread_ts=1.000100&cid=C1", ""
    )


@pytest.mark.parametrize("team", [{"id": "T1"}, {"id": "T1", "domain": "a/../b"}, {"domain": 5}])
async def test_a_message_whose_link_can_not_be_told_has_none(wire, slack, scripted, team):
    slack.users["U1"] = {"is_admin": True}
    await wire.shortcut("tap", team=team)
    await slack.call("response_url")
    assert [quote.link for quote in scripted.quotes] == [""]


async def test_who_is_no_curator_hands_nothing_over_and_nobody_is_looked_up(wire, slack, scripted):
    await wire.shortcut("tap")
    await slack.call("response_url")
    assert scripted.quotes == []
    assert [call.payload["user"] for call in slack.of("users.info")] == ["U1"]
