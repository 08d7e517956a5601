import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.escape import clean, link, literal, markdown, shorten
from adapters.discord.limits import width
from bot.reply import Span
from tests.discord.wire import read

HOSTILE = (
    "**bold** __under__ *it* _it_ ~~gone~~ ||spoiler|| `code`",
    "```py\nblock\n```",
    "# heading", "### heading", "-# small", "> quote", ">>> quote", "- item", "* item", "+ item",
    "1. one", "  2) two", "a\n# b\n- c\n10. d",
    "[masked](https://evil.example)", "[x](<https://evil.example>)",
    "<@1> <@!1> <@&1> <#1> <t:1:R> <:a:1> <a:b:1> </tpm:1> <id:home>",
    "@everyone and @here", "\\*escaped\\* already\\", "5 * 3 < 20 | x_y_z",
)  # fmt: skip

SPANS = st.builds(
    Span,
    st.text(max_size=30) | st.sampled_from(HOSTILE),
    *[st.booleans()] * 3,
    st.sampled_from(["", "https://example.org/a(b)", "javascript:alert(1)", "https://"]),
)
TEXTS = st.lists(SPANS, max_size=6).map(tuple)


def unescaped(text: str) -> str:
    """What is left where nothing is escaped and no address stands in its brackets."""
    return re.sub(r"\\[^0-9A-Za-z\s]|<https?://[^\s<>]+>", "", text)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_reads_as_it_was_written(text: str) -> None:
    assert read(literal(text)) == text


@given(st.text() | st.lists(st.sampled_from(HOSTILE)).map("\n".join))
def test_no_text_formats_mentions_or_links(text: str) -> None:
    shown = literal(text)
    assert not re.search(r"[*_~|`\[\]<]", unescaped(shown))
    assert not re.search(r"^\s*(#|>|[-+]\s|-#|\d+[.)]\s)", shown, re.MULTILINE)
    assert not re.search(r"@(everyone|here)", shown, re.IGNORECASE)


@given(TEXTS)
def test_styles_change_no_word(text: tuple[Span, ...]) -> None:
    """Addresses are left out: a label that holds one gives way to the address itself."""
    spans = tuple(Span(s.text.replace("`", "'"), s.bold, s.italic, s.code) for s in text)
    said = "".join(clean(span.text) for span in spans).replace("\u200b", "")
    shown = read(markdown(spans))
    assert re.sub(r"\s+", " ", shown) == re.sub(r"\s+", " ", said)


def test_styles_that_touch_are_kept_apart() -> None:
    text = (Span("a", bold=True), Span("b", italic=True), Span("c", code=True))
    assert markdown(text) == "**a**\u200b*b*\u200b`c`"


def test_a_mark_never_touches_a_space() -> None:
    assert markdown((Span("see "), Span(" this ", bold=True), Span("now"))) == "see  **this** now"


def test_an_address_in_text_stays_usable_and_unfolds_nothing() -> None:
    assert literal("see https://e.org/a_b*c.") == "see <https://e.org/a_b*c>."


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "https://", "https://e.org/" + "x" * 600]
)
def test_an_unusable_address_leaves_its_label(address: str) -> None:
    assert link("label", address) == "label"


def test_a_link_whose_label_is_an_address_shows_where_it_leads() -> None:
    assert link("https://bank.example", "https://evil.example/x") == "<https://evil.example/x>"


def test_an_address_can_not_break_out_of_its_link() -> None:
    assert link("a]b[c", "https://e.org/)> @everyone") == (
        "[a)b(c](<https://e.org/%29%3E%20@everyone>)"
    )


@given(TEXTS, st.integers(0, 80))
def test_shortened_text_fits(text: tuple[Span, ...], room: int) -> None:
    assert width(shorten(text, room)) <= room


def test_shortening_begins_at_the_first_character_too_many() -> None:
    assert shorten((Span("one two"),), 7) == "one two"
    assert shorten((Span("one two"),), 6) == "one…"
