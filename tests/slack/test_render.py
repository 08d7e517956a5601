"""Replies as messages: within every limit of Slack's, and with every part."""

from datetime import date

import pytest

from adapters.slack import render
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
    Source,
    Span,
    text,
)


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


def test_an_apology_has_neither_search_nor_remark(elements):
    """It has the outcome of help, and is none."""
    apology = Reply("help", (Paragraph(text("Something went wrong, reference abc")),))
    assert elements({"blocks": render.message(apology).blocks}) == {}


@pytest.mark.parametrize("parts", [(), (Heading(" "),), (Items(()), Facts(()), Code(""))])
def test_a_reply_without_words_is_still_a_message(parts, checker):
    checker.message(_payload(render.message(Reply("smalltalk", parts))))
    assert checker.violations == []


def _payload(sent):
    unfurling = {"unfurl_links": False, "unfurl_media": False}
    return {"text": sent.text, "blocks": list(sent.blocks), **unfurling}


def _mrkdwn(laid_out):
    for block in laid_out:
        for part in [block.get("text"), *block.get("fields", []), *block.get("elements", [])]:
            if part and part.get("type") == "mrkdwn":
                yield part["text"]
