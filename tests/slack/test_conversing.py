"""Commands, mentions, direct messages, shortcuts and presses, over both transports."""


async def test_the_command_is_answered_privately(wire, slack, scripted, read):
    assert await wire.command("skills") == {}
    reply = (await slack.call("response_url")).payload
    assert reply["response_type"] == "ephemeral"
    assert reply["replace_original"] is False
    assert "All about Skills you need." in read(reply)
    assert slack.of("chat.postMessage") == []


async def test_a_command_without_words_asks_for_help(wire, slack, scripted):
    await wire.command("  ")
    await slack.call("response_url")
    assert [asked[0] for asked in scripted.asked] == ["help"]


async def test_a_question_about_a_payload_arrives(wire, slack, scripted):
    await wire.command("what is a payload")
    await slack.call("response_url")
    assert [asked[0] for asked in scripted.asked] == ["what is a payload"]


async def test_the_top_level_text_holds_the_whole_answer_and_its_source(wire, slack):
    await wire.command("skills")
    spoken = (await slack.call("response_url")).payload["text"]
    for words in ("All about Skills", "Mean", "$118,000", "The guide", "The Press", "2022"):
        assert words in spoken


async def test_help_says_that_commands_do_not_work_in_threads(wire, slack, read):
    await wire.command("help")
    reply = (await slack.call("response_url")).payload
    assert "mention me there" in read(reply)
    assert "mention me there" in reply["text"]


async def test_the_searchable_select_is_reachable_from_help(wire, slack, elements):
    await wire.command("help")
    assert "search" in elements((await slack.call("response_url")).payload)


async def test_a_mention_is_answered_once_publicly_in_a_new_thread(wire, slack):
    await wire.mention("skills", ts="1700000000.111111")
    reply = (await slack.call("chat.postMessage")).payload
    assert (reply["channel"], reply["thread_ts"]) == ("C1", "1700000000.111111")
    assert "Share" not in str(reply["blocks"])
    assert slack.of("response_url") == []


async def test_a_mention_in_a_thread_is_answered_in_that_thread(wire, slack, scripted):
    await wire.mention("skills", ts="1700000000.222222", thread_ts="1700000000.111111")
    assert (await slack.call("chat.postMessage")).payload["thread_ts"] == "1700000000.111111"
    await wire.mention("unclear", ts="1700000000.333333", thread_ts="1700000000.111111")
    await slack.call("chat.postMessage", 2)
    assert len({where for _, _, where in scripted.asked}) == 1


async def test_a_mention_is_asked_without_the_mention_itself(wire, slack, scripted):
    await wire.mention("skills")
    await slack.call("chat.postMessage")
    assert [asked[0] for asked in scripted.asked] == ["skills"]


async def test_a_bare_mention_asks_for_help(wire, slack, scripted):
    await wire.mention("")
    await slack.call("chat.postMessage")
    assert [asked[0] for asked in scripted.asked] == ["help"]


async def test_a_direct_message_is_answered_there(wire, slack):
    await wire.message("skills")
    reply = (await slack.call("chat.postMessage")).payload
    assert reply["channel"] == "D1"
    assert "thread_ts" not in reply
    assert "Share" not in str(reply["blocks"])


async def test_a_direct_message_in_a_thread_is_answered_in_it(wire, slack):
    await wire.message("skills", thread_ts="1700000000.111111")
    assert (await slack.call("chat.postMessage")).payload["thread_ts"] == "1700000000.111111"


async def test_what_slack_made_of_the_text_is_undone(wire, slack, scripted):
    await wire.message("R&amp;D &lt;3 <https://a.example|this> <#C1|general> <@U9> now")
    await slack.call("chat.postMessage")
    assert scripted.asked[0][0] == "R&D <3 this #general  now"


async def test_hostile_words_come_back_disarmed(wire, slack, read):
    await wire.message("&lt;!channel&gt; &amp; &lt;@U9&gt;")
    reply = (await slack.call("chat.postMessage")).payload
    assert "<!" not in str(reply)
    assert "<@" not in str(reply)
    assert "&lt;!channel&gt; &amp; &lt;@U9&gt;" in reply["text"]
    assert "<!channel> & <@U9>" in read(reply)


async def test_the_message_shortcut_answers_privately(wire, slack, scripted):
    await wire.shortcut("skills")
    reply = (await slack.call("response_url")).payload
    assert reply["response_type"] == "ephemeral"
    assert scripted.asked[0][0] == "skills"


async def test_choices_carry_ids_and_end_in_none_of_these(wire, slack, elements):
    await wire.command("unclear")
    buttons = elements((await slack.call("response_url")).payload)
    assert list(buttons) == ["Skills you need", "What it pays & when", "None of these"]
    assert buttons["What it pays & when"]["value"] == "pay"


async def test_a_pressed_choice_takes_the_place_of_the_question(wire, slack, scripted, elements):
    await wire.command("unclear")
    buttons = elements((await slack.call("response_url")).payload)
    await wire.press(buttons["Skills you need"])
    reply = (await slack.call("response_url", 2)).payload
    assert reply["replace_original"] is True
    assert "Share to channel" in elements(reply)
    [(_, _, asked_at)] = scripted.asked
    assert scripted.presses == [("skills", asked_at)]


async def test_a_press_acts_on_its_value_whatever_label_and_message_say(wire, slack, scripted):
    forged = {"action_id": "choose:7", "value": "pay", "type": "button"}
    await wire.press(forged, at="channel", message={"text": "skills", "ts": "1.1"})
    await slack.call("response_url")
    assert [value for value, _ in scripted.presses] == ["pay"]


async def test_none_of_these_takes_the_place_of_the_question(wire, slack, elements, read):
    await wire.command("unclear")
    buttons = elements((await slack.call("response_url")).payload)
    await wire.press(buttons["None of these"])
    reply = (await slack.call("response_url", 2)).payload
    assert reply["replace_original"] is True
    assert "Try other words." in read(reply)


async def test_a_choice_pressed_in_a_direct_message_is_edited_in_place(wire, slack, elements):
    await wire.message("unclear")
    buttons = elements((await slack.call("chat.postMessage")).payload)
    await wire.press(buttons["Skills you need"], at="direct")
    reply = (await slack.call("response_url")).payload
    assert reply["replace_original"] is True
    assert "Share to channel" not in elements(reply)


async def test_a_choice_pressed_in_a_thread_continues_its_conversation(
    wire, slack, scripted, elements
):
    await wire.mention("unclear", ts="1700000000.000001")
    buttons = elements((await slack.call("chat.postMessage")).payload)
    await wire.press(buttons["Skills you need"], at="channel")
    reply = (await slack.call("response_url")).payload
    assert reply["replace_original"] is True
    assert "Share to channel" not in elements(reply)
    [(_, _, asked_at)] = scripted.asked
    assert scripted.presses == [("skills", asked_at)]


async def test_an_offer_under_a_public_answer_is_read_by_one_person(wire, slack, elements):
    await wire.mention("skills", ts="1700000000.000001")
    buttons = elements((await slack.call("chat.postMessage")).payload)
    await wire.press(buttons["What it pays & when"], at="channel")
    reply = (await slack.call("response_url")).payload
    assert reply["response_type"] == "ephemeral"
    assert reply["replace_original"] is False
    assert reply["thread_ts"] == "1700000000.000001"


async def test_an_option_picked_in_help_is_answered(wire, slack, scripted):
    await wire.pick("pay")
    assert (await slack.call("response_url")).payload["replace_original"] is True
    assert [value for value, _ in scripted.presses] == ["pay"]


async def test_the_select_looks_up_while_someone_types(wire, checker):
    offered = await wire.typing("pay")
    checker.options(offered)
    assert [option["value"] for option in offered["options"]] == ["pay"]
    assert (await wire.typing("zebra"))["options"] == []


async def test_a_look_up_that_fails_offers_nothing_and_is_logged(wire, logged):
    assert (await wire.typing("break"))["options"] == []
    assert "a fault nobody thought of" in logged()
