"""The Home tab, and the greeting in direct messages."""


async def test_the_home_tab_shows_what_the_bot_knows_by_topic(wire, slack, elements, read):
    await wire.opened("home")
    call = (await slack.call("views.publish")).payload
    assert call["user_id"] == "U1"
    assert "Getting in Skills you need\n\nMoney What it pays & when" in read(call["view"])
    assert "search" in elements(call["view"])


async def test_an_entry_on_the_home_tab_is_answered_there(wire, slack, scripted, elements, read):
    await wire.opened("home")
    buttons = elements((await slack.call("views.publish")).payload["view"])
    await wire.press(buttons["Skills you need"], at="home")
    call = (await slack.call("views.publish", 2)).payload
    assert call["user_id"] == "U1"
    assert "All about Skills." in read(call["view"])
    assert "Share to channel" not in elements(call["view"])
    assert [value for value, _ in scripted.presses] == ["skills"]


async def test_an_option_searched_on_the_home_tab_is_answered_there(wire, slack, read):
    await wire.pick("pay", at="home")
    assert "All about Pay." in read((await slack.call("views.publish")).payload["view"])


async def test_there_is_a_way_back_to_all_topics(wire, slack, elements, read):
    await wire.pick("pay", at="home")
    buttons = elements((await slack.call("views.publish")).payload["view"])
    await wire.press(buttons["All topics"], at="home")
    assert "Getting in" in read((await slack.call("views.publish", 2)).payload["view"])


async def test_a_failure_on_the_home_tab_is_told_there(wire, slack, read):
    await wire.pick("break", at="home")
    assert "reference" in read((await slack.call("views.publish")).payload["view"])


async def test_who_opens_direct_messages_is_welcomed_once(wire, slack, read):
    await wire.opened("messages")
    await wire.opened("messages")
    await wire.opened("messages", user="U2", channel="D2")
    await slack.call("chat.postMessage", 2)
    posted = [call.payload["channel"] for call in slack.of("chat.postMessage")]
    assert posted == ["D1", "D2"]
    assert "Welcome!" in read(slack.of("chat.postMessage")[0].payload)


async def test_who_talked_with_the_bot_before_is_not_welcomed(wire, slack):
    slack.histories["D1"] = [{"text": "hello"}]
    await wire.opened("messages")
    await slack.call("assistant.threads.setSuggestedPrompts")
    assert slack.of("chat.postMessage") == []


async def test_a_history_that_cannot_be_read_hinders_nothing(wire, slack, trouble):
    slack.trouble("conversations.history", trouble(200, {"ok": False, "error": "missing_scope"}))
    await wire.opened("messages")
    await slack.call("chat.postMessage")


async def test_the_home_tab_is_no_occasion_for_a_welcome(wire, slack):
    await wire.opened("home")
    await slack.call("views.publish")
    await wire.message("berlin")
    await slack.call("chat.postMessage")
    assert len(slack.of("chat.postMessage")) == 1


async def test_questions_to_begin_with_are_suggested(wire, slack):
    await wire.opened("messages")
    call = (await slack.call("assistant.threads.setSuggestedPrompts")).payload
    assert call["channel_id"] == "D1"
    assert call["prompts"][0] == {"title": "Skills you need", "message": "Skills you need"}


async def test_refused_suggestions_are_logged_at_debug_only(wire, slack, trouble, caplog):
    caplog.set_level("DEBUG")
    slack.trouble("assistant.threads.setSuggestedPrompts", trouble())
    await wire.opened("messages")
    await slack.call("assistant.threads.setSuggestedPrompts (refused)")
    await wire.message("berlin")
    await slack.call("chat.postMessage", 2)
    [record] = [r for r in caplog.records if "prompts were refused" in r.getMessage()]
    assert record.levelname == "DEBUG"
