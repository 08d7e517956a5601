"""Portable Markdown becomes parts: meaning, without a trace of markup."""

import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.markdown import parts
from bot.plain import plain_part
from bot.reply import Code, Items, Paragraph, Part, Span, text


def spans(markdown: str) -> tuple[Span, ...]:
    """The spans of a text of one paragraph."""
    [paragraph] = parts(markdown)
    assert isinstance(paragraph, Paragraph)
    return paragraph.text


def said(made: tuple[Part, ...]) -> str:
    return "\n\n".join(map(plain_part, made))


def test_paragraphs_are_parted_by_an_empty_line_and_joined_over_a_single_one():
    assert parts("One\ntwo.\n\nThree.") == (
        Paragraph((Span("One"), Span(" "), Span("two."))),
        Paragraph(text("Three.")),
    )


def test_a_hard_break_stays_a_new_line():
    assert said(parts("One  \ntwo")) == "One\ntwo"


@pytest.mark.parametrize(
    ("markdown", "span"),
    [
        ("**a**", Span("a", bold=True)),
        ("__a__", Span("a", bold=True)),
        ("*a*", Span("a", italic=True)),
        ("***a***", Span("a", bold=True, italic=True)),
        ("`a *b*`", Span("a *b*", code=True)),
        ("[a](https://example.org/b)", Span("a", link="https://example.org/b")),
        ("<https://example.org>", Span("https://example.org", link="https://example.org")),
        ("[a](HTTPS://example.org)", Span("a", link="HTTPS://example.org")),
        ("[**a**](http://b)", Span("a", bold=True, link="http://b")),
        (r"\*a\*", Span("*a*")),
        ("a &amp; b", Span("a & b")),
    ],
)
def test_every_style_is_a_span(markdown, span):
    assert "".join(one.text for one in spans(markdown)) == span.text
    assert {(one.bold, one.italic, one.code, one.link) for one in spans(markdown)} == {
        (span.bold, span.italic, span.code, span.link)
    }


def test_styles_end_where_they_end():
    assert spans("a **b *c*** d") == (
        Span("a "),
        Span("b ", bold=True),
        Span("c", bold=True, italic=True),
        Span(" d"),
    )


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc",
     "mailto:a@b.c", "//example.org", "/path", "#top", "slack://open", "java&#115;cript:x"],
)  # fmt: skip
def test_a_link_that_does_not_lead_to_the_web_is_only_its_words(address):
    made = parts(f"[the words]({address})")
    assert all(not span.link for part in made if isinstance(part, Paragraph) for span in part.text)
    assert "the words" in said(made)


@pytest.mark.parametrize("address", ["javascript:x", "data:image/png;base64,eA==", "/plan.png"])
def test_an_image_that_does_not_lie_on_the_web_is_only_its_words(address):
    assert not any(span.link for span in spans(f"![a plan]({address})"))
    assert "a plan" in said(parts(f"![a plan]({address})"))


def test_an_image_is_a_link_to_it():
    assert spans("![a plan](https://example.org/plan.png)") == (
        Span("a plan", link="https://example.org/plan.png"),
    )
    assert spans("![*a* plan](http://a.b)") == (
        Span("a", italic=True, link="http://a.b"),
        Span(" plan", link="http://a.b"),
    )


def test_html_is_text():
    assert said(parts("<b>a</b> <script>alert(1)</script>")) == (
        "<b>a</b> <script>alert(1)</script>"
    )
    assert said(parts("<div>\na\n</div>")) == "<div> a </div>"


def test_lists_are_items_numbered_or_not():
    assert parts("- a\n- *b*\n") == (Items((text("a"), (Span("b", italic=True),))),)
    assert parts("1. a\n2. b\n") == (Items((text("a"), text("b")), ordered=True),)
    assert said(parts("1. a\n2. b\n")) == "1. a\n2. b"


def test_a_list_in_a_list_goes_on_one_level_up():
    assert said(parts("- a\n  - b\n    1. c\n- d\n")) == "- a\n- b\n- c\n- d"


def test_an_item_of_several_paragraphs_is_one_item():
    assert said(parts("- a\n\n  b\n- c\n")) == "- a b\n- c"


def test_code_is_kept_as_it_stands():
    assert parts("```sql\nSELECT *\n  FROM a\n```\n") == (Code("SELECT *\n  FROM a"),)
    assert parts("    indented\n") == (Code("indented"),)


def test_a_heading_is_a_bold_paragraph():
    assert parts("# The *title*\ntext") == (
        Paragraph((Span("The ", bold=True), Span("title", bold=True, italic=True))),
        Paragraph(text("text")),
    )


def test_a_quotation_is_its_text_and_a_rule_is_nothing():
    assert said(parts("> a\n> b\n\n---\n\nc")) == "a b\n\nc"


def test_nothing_makes_no_parts():
    for markdown in ("", " \n\n", "[](https://example.org)", "#", "> ", "[a]: https://example.org"):
        assert parts(markdown) == ()


@pytest.mark.parametrize("deep", ["> " * 5_000, "- " * 4_000, "[" * 8_000, "*a" * 4_000])
def test_text_that_is_nested_without_end_is_read_in_time(deep):
    began = time.process_time()
    parts(deep)
    assert time.process_time() - began < 3


MARKDOWN = st.text(alphabet="ab1 \n\t*_`[]()<>#-+.!&;:/\\|~\"'", max_size=80)


@given(st.one_of(MARKDOWN, st.text(max_size=80)))
def test_no_text_whatsoever_raises(markdown):
    assert all(isinstance(plain_part(part), str) for part in parts(markdown))


PLAIN_WORDS = st.text(alphabet="abcdefghijklmnopqrstuvwxyzäöüßéñждשم中字", min_size=1, max_size=8)
MARKS = st.sampled_from(
    [" ", "\n", "\n\n", "**", "*", "_", "`", "- ", "\n- ", "\n1. ", "\n> ", "# "]
)


@given(st.lists(st.one_of(PLAIN_WORDS, MARKS), max_size=30))
def test_no_letter_is_lost(pieces):
    assume("```" not in "".join(pieces))  # what follows a fence names a language, and is no text
    letters = "".join(piece for piece in pieces if piece[0].isalpha())
    kept = "".join(sign for sign in said(parts("".join(pieces))) if sign.isalpha())
    assert kept == letters
