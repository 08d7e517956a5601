"""Replies as messages: within every limit of Slack's, and with every part."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.slack import blocks, render
from adapters.slack.home import shelves
from bot.plain import plain
from bot.reply import (
    Choice,
    Choices,
    Code,
    Fact,
    Facts,
    Heading,
    Items,
    Note,
    Offer,
    Paragraph,
    Reply,
    Scored,
    Source,
    Span,
    text,
)
from bot.topics import Shelf


def _shown(*parts, outcome="answer"):
    return render.message(Reply(outcome, parts)).blocks


def _choices(number):
    return tuple(Choice(f"e{n}", f"Entry {n}") for n in range(number))


EVERY_PART = (
    Heading("A heading"),
    Paragraph((Span("Plain, "), Span("bold", bold=True), Span(" and "), Span("code", code=True))),
    Paragraph(
        (Span("a link", link="https://example.org/?a=1&b=2"), Span(", "), Span("so", italic=True))
    ),
    Items((text("one"), text("two")), ordered=True),
    Items((text("three"),)),
    Code("def f(x):\n    return x < 1"),
    Facts((Fact("Pay", "$1 & more"), Fact("Where", "here"))),
    Source("The guide", "Ann", "The Press", date(2022, 1, 12), "https://example.org/a"),
    Choices("Which?", _choices(2)),
    Offer("Next:", _choices(1)),
    Note("small print"),
)


def test_every_part_is_shown(read):
    whole = Reply("answer", EVERY_PART)
    shown = read({"blocks": render.message(whole).blocks})
    for words in (
        "A heading", "Plain, bold and code", "a link (https://example.org/?a=1&b=2), so", "1. one",
        "2. two", "- three", "    return x < 1", "Pay: $1 & more", "Source: “The guide”, Ann",
        "January 12, 2022", "Which?", "None of these", "Next: Entry 0", "small print",
    ):  # fmt: skip
        assert words in shown
    assert shown.replace("\n\n", "\n") == plain(whole).replace("\n\n", "\n")


def test_styles_are_slacks():
    spans = (
        Span("b", bold=True), Span(" "), Span("i", italic=True), Span(" "), Span("c", code=True),
        Span(" "), Span("l", link="https://example.org/a|b"), Span(" "),
        Span("both", bold=True, link="https://example.org"),
    )  # fmt: skip
    [section] = _shown(Paragraph(spans))
    assert section["text"]["text"] == (
        "*b* _i_ `c` <https://example.org/a%7Cb|l> *<https://example.org|both>*"
    )


@pytest.mark.parametrize(
    ("spans", "shown"),
    [
        ((Span("TPM", bold=True), Span("s")), "TPMs"),
        ((Span("re"), Span("do", italic=True)), "redo"),
        ((Span("2*3", bold=True),), "2*3"),
        ((Span("two\nlines", bold=True),), "two\nlines"),
        ((Span(" spaced ", bold=True), Span("x")), "*spaced* x"),
        ((Span("a", link="javascript:alert(1)"),), "a"),
        ((Span("a", link="https://a.example/ b"),), "a"),
        ((Span("a", link="https://a.example/>"),), "<https://a.example/%3E|a>"),
        ((Span("x", code=True, link="https://a.example"),), "<https://a.example|x>"),
    ],
)
def test_marks_that_slack_would_not_understand_are_left_out(spans, shown):
    [section] = _shown(Paragraph(spans))
    assert section["text"]["text"] == shown


def test_hostile_words_are_escaped_in_every_part(checker):
    evil = "<!channel> & <@U1> ``` <https://x|y>"
    every = (
        Paragraph(text(evil)), Items((text(evil),)), Code(evil), Facts((Fact(evil, evil),)),
        Source(evil, evil, evil, None, evil), Choices(evil, (Choice("e", evil),)),
        Offer(evil, (Choice("e", evil),)), Note(evil),
    )  # fmt: skip
    sent = render.message(Reply("answer", every))
    checker.message(_payload(sent))
    assert checker.violations == []
    for words in (sent.text, *_mrkdwn(sent.blocks)):
        assert "<!" not in words
        assert "<@" not in words
        assert "&lt;!channel&gt; &amp; &lt;@U1&gt;" in words


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


def test_an_apology_has_neither_search_nor_remark(elements):
    """It has the outcome of help, and is none."""
    apology = Reply("help", (Paragraph(text("Something went wrong, reference abc")),))
    assert elements({"blocks": render.message(apology).blocks}) == {}


@pytest.mark.parametrize("parts", [(), (Heading(" "),), (Items(()), Facts(()), Code(""))])
def test_a_reply_without_words_is_still_a_message(parts, checker):
    checker.message(_payload(render.message(Reply("smalltalk", parts))))
    assert checker.violations == []


WORDS = st.text(max_size=60) | st.sampled_from(
    ["", " ", "\n", "\r\n", "\x00", "\ud800", "<!here>", "&" * 700, "```", "*", "😀" * 200,
     "x" * 3_100, "one two " * 500, "|", "\u202e", "é" * 151]
)  # fmt: skip
LINKS = st.sampled_from(
    ["", "https://example.org/?a=1&b=2", "http://x/|<>", "https://" + "x" * 3_000]
)
STYLE = st.booleans()
SPANS = st.lists(st.builds(Span, WORDS, STYLE, STYLE, STYLE, LINKS), max_size=4).map(tuple)
IDS = st.from_regex(r"[a-z0-9][a-z0-9_.-]{0,63}", fullmatch=True)
OPTIONS = st.lists(st.builds(Choice, IDS, WORDS), max_size=30).map(tuple)
PARTS = st.one_of(
    st.builds(Heading, WORDS),
    st.builds(Paragraph, SPANS),
    st.builds(Items, st.lists(SPANS, max_size=5).map(tuple), STYLE),
    st.builds(Code, WORDS),
    st.builds(Facts, st.lists(st.builds(Fact, WORDS, WORDS), max_size=12).map(tuple)),
    st.builds(Source, WORDS, WORDS, WORDS, st.none() | st.dates(), LINKS),
    st.builds(Choices, WORDS, OPTIONS),
    st.builds(Offer, WORDS, OPTIONS),
    st.builds(Note, WORDS),
)
REPLIES = st.builds(
    Reply,
    st.sampled_from(["answer", "choices", "unknown", "help", "smalltalk"]),
    st.lists(PARTS, max_size=15).map(tuple),
    st.lists(st.builds(Scored, IDS, WORDS, st.just(1.0)), max_size=40).map(tuple),
)


@settings(deadline=None, max_examples=150)
@given(REPLIES)
def test_any_reply_is_within_every_limit(reply):
    from slack_tests_platform_limits import Checker

    checker = Checker()
    for sent in (
        render.message(reply, sharable=True),
        render.shared(reply, "U1"),
        render.after_sharing(reply),
    ):
        checker.message(_payload(sent))
        assert all(_harmless(words) for words in (sent.text, *_mrkdwn(sent.blocks)))
    checker.view({"type": "home", "blocks": list(render.home(reply))})
    assert checker.violations == []


def _payload(sent):
    unfurling = {"unfurl_links": False, "unfurl_media": False}
    return {"text": sent.text, "blocks": list(sent.blocks), **unfurling}


def _mrkdwn(laid_out):
    for block in laid_out:
        for part in [block.get("text"), *block.get("fields", []), *block.get("elements", [])]:
            if part and part.get("type") == "mrkdwn":
                yield part["text"]


def _harmless(words):
    """Nothing in angle brackets but links, and the one who shared."""
    return "<" not in re.sub(r"<https?://[^\s<>|]+\|[^<>]*>|^<@U1>", "", words)
