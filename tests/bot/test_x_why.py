"""Why explains the answer that was given (tests/bot)."""


def test_why_after_a_follow_up_names_the_entry_that_was_shown(seeker, said):
    seeker.say("what skills do I need")
    [entry] = seeker.say("what about without experience?").entries
    assert f"Nearest entry: {entry.title}" in said(seeker.say("why"))


def test_why_after_a_boundary_names_it(talker, said):
    talker.say("can i bring my dog")
    assert "Pets" in said(talker.say("why"))


def test_why_after_a_pick_names_the_picked_entry(talker, said):
    talker.say("when may i water")
    talker.pick("rent")
    assert "Rent for a plot" in said(talker.say("why"))


def test_why_after_several_questions_names_them_all(talker, said):
    talker.say("how do i get a plot? when may i water?")
    text = said(talker.say("why"))
    assert "Getting a plot" in text
    assert "Watering" in text


def test_a_typo_of_a_word_that_one_phrasing_uses_is_repaired(talker, said):
    talker.say("is there a whelbarrow")
    assert "whelbarrow as wheelbarrow" in said(talker.say("why"))
