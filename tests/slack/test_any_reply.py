"""Whatever a reply holds, Slack takes it."""

import re

from hypothesis import given
from hypothesis import strategies as st

from adapters.slack import render
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
)
from tests.examples import examples

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


@examples(60)
@given(REPLIES)
def test_any_reply_is_within_every_limit(new_checker, reply):
    checker = new_checker()
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
