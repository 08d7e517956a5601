"""Each of Slack's limits, at it and one beyond."""

import pytest

from adapters.slack import blocks, render
from adapters.slack.home import shelves
from bot.plain import plain
from bot.reply import (
    Choice,
    Choices,
    Fact,
    Facts,
    Heading,
    Note,
    Offer,
    Paragraph,
    Reply,
    Scored,
    Source,
    text,
)
from bot.topics import Shelf


def _shown(*parts, outcome="answer"):
    return render.message(Reply(outcome, parts)).blocks


def _choices(number):
    return tuple(Choice(f"e{n}", f"Entry {n}") for n in range(number))


@pytest.mark.parametrize(("length", "shown"), [(150, "x" * 150), (151, "x" * 149 + "…")])
def test_a_heading_is_shortened_beyond_150(length, shown):
    [header] = _shown(Heading("x" * length))
    assert header["text"]["text"] == shown


@pytest.mark.parametrize("part", [lambda words: Paragraph(text(words)), Note])
@pytest.mark.parametrize(("length", "number"), [(3_000, 1), (3_001, 2)])
def test_a_long_text_is_split_beyond_3000(part, length, number):
    assert len(_shown(part("x" * length))) == number


@pytest.mark.parametrize(("ampersands", "number"), [(600, 1), (601, 2)])
def test_what_escaping_adds_counts(ampersands, number):
    assert len(_shown(Paragraph(text("&" * ampersands)))) == number


@pytest.mark.parametrize(("length", "number"), [(1_500, 1), (1_501, 2)])
def test_characters_beyond_the_basic_plane_count_twice(length, number):
    assert len(_shown(Paragraph(text("😀" * length)))) == number


def test_nothing_is_lost_where_a_text_is_split():
    words = " ".join(f"word{n}" for n in range(1_000))
    shown = " ".join(block["text"]["text"] for block in _shown(Paragraph(text(words))))
    assert shown.split() == words.split()


@pytest.mark.parametrize(("number", "sections"), [(10, 1), (11, 2)])
def test_a_section_holds_ten_facts(number, sections):
    facts = Facts(tuple(Fact(f"l{n}", "v") for n in range(number)))
    assert len(_shown(facts)) == sections


@pytest.mark.parametrize(("length", "ending"), [(1_996, "x"), (1_997, "…")])
def test_a_fact_is_shortened_beyond_2000(length, ending):
    [section] = _shown(Facts((Fact("l", "x" * length),)))
    field = section["fields"][0]["text"]
    assert field.endswith(ending)
    assert len(field) == 2_000


@pytest.mark.parametrize(("number", "rows"), [(24, 1), (25, 2)])
def test_a_row_of_buttons_holds_25_with_none_of_these_last(number, rows):
    _, *actions = _shown(Choices("Which?", _choices(number)))
    assert len(actions) == rows
    assert actions[-1]["elements"][-1]["text"]["text"] == "None of these"


@pytest.mark.parametrize(("length", "label"), [(75, "x" * 75), (76, "x" * 74 + "…")])
def test_a_button_is_shortened_beyond_75_and_carries_its_id(length, label):
    _, actions = _shown(Offer("Next:", (Choice("the-id", "x" * length),)))
    assert actions["elements"][0]["text"]["text"] == label
    assert actions["elements"][0]["value"] == "the-id"


@pytest.mark.parametrize(("last", "kept"), [(50, 40), (51, 39)])
def test_a_share_button_carries_as_many_ids_as_2000_characters_hold(last, kept):
    # 39 ids of 49 characters and as many spaces are 1,950.
    ids = [f"{n:049}" for n in range(39)] + ["x" * last]
    [actions] = blocks.share_button(ids)
    assert actions["elements"][0]["value"].split(" ") == ids[:kept]


def test_only_answers_that_may_be_shared_have_the_button(elements):
    shown = (Scored("e1", "One", 1.0), Scored("e2", "Two", 1.0))
    answer = Reply("answer", (Note("x"),), shown)
    labels = elements({"blocks": render.message(answer, sharable=True).blocks})
    assert labels["Share to channel"]["value"] == "e1 e2"
    assert "Share to channel" not in elements({"blocks": render.message(answer).blocks} | {})
    unknown = Reply("unknown", (Offer("Next:", _choices(1)),), shown)
    assert "Share to channel" not in elements(
        {"blocks": render.message(unknown, sharable=True).blocks}
    )


@pytest.mark.parametrize(("length", "title"), [(75, "x" * 75), (76, "x" * 74 + "…")])
def test_an_option_is_shortened_beyond_75(length, title):
    [option] = blocks.options([Choice("e", "x" * length)])
    assert option["text"]["text"] == title


@pytest.mark.parametrize(("length", "number"), [(150, 1), (151, 0)])
def test_an_option_carries_at_most_150(length, number):
    assert len(blocks.options([Choice("x" * length, "t")])) == number


@pytest.mark.parametrize("number", [100, 101])
def test_a_select_offers_at_most_100(number):
    assert len(blocks.options(_choices(number))) == 100


@pytest.mark.parametrize(("number", "remark"), [(49, False), (50, True)])
def test_a_message_holds_50_blocks_and_keeps_its_source(number, remark):
    shown = _shown(*[Heading(f"h{n}") for n in range(number)], Source("The guide"))
    assert len(shown) == 50
    assert "The guide" in str(shown[-1])
    assert (render.TOO_LONG in str(shown)) is remark


@pytest.mark.parametrize(("number", "remark"), [(3, False), (4, True)])
def test_a_message_holds_about_12000_characters_and_keeps_its_source(number, remark):
    long = Paragraph(text("x" * 2_950))
    shown = _shown(*[long] * number, Source("The guide"), Choices("Which?", _choices(2)))
    assert (render.TOO_LONG in str(shown)) is remark
    assert "The guide" in str(shown)
    assert "None of these" in str(shown)


def test_the_whole_answer_is_in_the_text_where_the_blocks_are_cut():
    reply = Reply("answer", (Paragraph(text("x" * 20_000)), Source("The guide")))
    assert render.message(reply).text == plain(reply)


@pytest.mark.parametrize(("length", "ending"), [(40_000, "x"), (40_001, "…")])
def test_the_text_is_shortened_beyond_40000(length, ending):
    sent = render.message(Reply("answer", (Paragraph(text("x" * length)),)))
    assert len(sent.text) == 40_000
    assert sent.text.endswith(ending)


@pytest.mark.parametrize(("topics", "remark"), [(48, False), (49, True)])
def test_the_home_tab_holds_100_blocks(topics, remark, checker):
    held = [Shelf(f"Topic {n}", _choices(1)) for n in range(topics)]
    shown = shelves(held)
    checker.view({"type": "home", "blocks": list(shown)})
    assert checker.violations == []
    assert (render.TOO_LONG in str(shown)) is remark


def test_the_home_tab_holds_a_large_knowledge_base(checker):
    shown = shelves([Shelf("All", tuple(Choice(f"e{n}", "t" * 300) for n in range(5_000)))])
    checker.view({"type": "home", "blocks": list(shown)})
    assert checker.violations == []
