"""A reply as plain text: for pipes, screen readers and programs."""

from datetime import date

import pytest

from bot.plain import citation, plain, plain_part
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

TWO = (Choice("a", "One thing"), Choice("b", "Another"))


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (Heading("A heading"), "A heading"),
        (Note("A remark"), "A remark"),
        (Code("x = 1\n  y"), "x = 1\n  y"),
        (Paragraph((Span("a ", bold=True), Span("b", italic=True), Span("c", code=True))), "a bc"),
        (Paragraph((Span("here", link="https://a.b"), Span("."))), "here (https://a.b)."),
        (Paragraph((Span("https://a.b", link="https://a.b"),)), "https://a.b"),
        (Items((text("a"), text("b"))), "- a\n- b"),
        (Items((text("a"), text("b")), ordered=True), "1. a\n2. b"),
        (Facts((Fact("Pay", "$1"), Fact("Where", "here"))), "Pay: $1\nWhere: here"),
        (Source("T"), "Source: “T”"),
        (Choices("Which?", TWO), "Which?\n1. One thing\n2. Another\n3. None of these"),
        (Offer("Related:", TWO), "Related: One thing · Another"),
    ],
)
def test_every_part_is_said(part, said):
    assert plain_part(part) == said


def test_a_citation_holds_what_is_known_of_the_source():
    whole = Source("T", "An Author", "A Press", date(2022, 1, 5), "https://a.b")
    assert citation(whole) == "“T”, An Author, A Press, January 5, 2022, https://a.b"
    assert citation(Source("T", publisher="A Press")) == "“T”, A Press"


def test_parts_are_parted_by_an_empty_line():
    assert plain(Reply("help", (Heading("H"), Paragraph(text("p")), Note("n")))) == "H\n\np\n\nn"
    assert plain(Reply("help", ())) == ""
