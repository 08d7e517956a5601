"""Any input whatsoever gets a reply, in time, and the same one again."""

import time
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation import NEW, Conversation
from bot.index import Index
from bot.plain import plain
from bot.reply import Outcome, Reply
from bot.respond import respond
from bot.utterance import Utterance
from tests.examples import examples

STRANGE = {
    "nothing": "",
    "only spaces": " \t\n\r\x0b\x0c\u00a0\u2003",
    "a null byte": "how much is a plot\x00",
    "only null bytes": "\x00" * 100,
    "control characters": "".join(map(chr, range(32))),
    "half a character": "how much \ud800 is a plot \udfff",
    "emoji": "🙂🙃👩‍👩‍👧‍👦🏳️‍🌈👍🏽",
    "right to left": "ما هو الراتب؟ \u202eplot\u202c",
    "hebrew": "כמה עולה חלקה?",
    "zero width": "h\u200bo\u200cw\u200d much\ufeff is\u2060 a plot",
    "combining marks": "Z̸̢̛a̷l̶g̵o̴ h́ó́́́́w m̈u̧c̨h ĩs a p̂lôt",
    "only marks": "\u0301" * 500,
    "german": "Was verdient ein technischer Produktmanager?",
    "chinese": "技术产品经理的工资是多少？",
    "japanese": "庭の区画はいくらですか",
    "hindi": "एक प्लॉट कितने का है?",
    "thai": "แปลงราคาเท่าไหร่",
    "code": "def f(x):\n    return {'a': [x ** 2 for _ in range(10)]}  # ```",
    "a mass mention": "@everyone @here <!channel> <@U123> <@&456>",
    "sql": "'; DROP TABLE entries; -- SELECT * FROM users WHERE 1=1",
    "yaml": "entries:\n  - id: &a !!python/object/apply:os.system ['id']\n    *a",
    "markup": "<script>alert(1)</script> [x](javascript:y) **b** {{7*7}} ${x} %s %n",
    "json": '{"question": null, "id": [1, 2, {"a": true}]}',
    "a path": "../../etc/passwd C:\\Windows\\ file:///dev/zero",
    "addresses": "https://example.org/?q=plot me@example.org www.example.org",
    "numbers": "1234567890 1e999 -0 ٣ Ⅷ ½ ²",
    "fullwidth": "ｈｏｗ ｍｕｃｈ ｉｓ ａ ｐｌｏｔ",
    "ligatures": "ﬁﬂﬀ ﷺ Ǆ ß İ ı ſ",
    "surrogate pairs": "𝖍𝖔𝖜 𝖒𝖚𝖈𝖍 𝖎𝖘 𝖆 𝖕𝖑𝖔𝖙",
    "private use": "\ue000\uf8ff\U0010ffff",
    "punctuation": "?!.,;:-–—…“”‘’«»()[]{}<>/\\|@#$%^&*_+=~`" * 5,
    "questions without end": "? " * 500,
}


def answered(words: str, index: Index, before: Conversation = NEW) -> tuple[Reply, Conversation]:
    """The reply, which has to be whole."""
    reply, after = respond(Utterance(words, at=before.at), before, index)
    assert reply.outcome in get_args(Outcome)
    assert plain(reply).strip()
    known = {item.id for item in index.items}
    assert {one.id for one in (*reply.entries, *reply.candidates)} <= known
    assert all(0 <= one.confidence <= 1 for one in (*reply.entries, *reply.candidates))
    assert len(reply.candidates) <= 5
    if reply.outcome in ("help", "smalltalk"):
        assert reply.entries == ()
    if reply.outcome in ("answer", "choices"):
        assert reply.entries
    return reply, after


@pytest.mark.parametrize("words", STRANGE.values(), ids=STRANGE)
def test_anything_strange_gets_a_reply(garden, tpm, words):
    for index in (garden, tpm):
        assert answered(words, index) == answered(words, index)


@pytest.mark.parametrize(
    "words",
    [
        "ｈｏｗ ｍｕｃｈ ｉｓ ａ ｐｌｏｔ",
        "𝖍𝖔𝖜 𝖒𝖚𝖈𝖍 𝖎𝖘 𝖆 𝖕𝖑𝖔𝖙",
        "h\u200bow much\ufeff is a p\u00adlot",
        "hów mùch ïs a plôt",
        "HOW MUCH IS A PLOT???",
        "  how\n much\tis\u00a0a plot\x00",
        "how much is a plot 🙂",
    ],
)
def test_a_question_in_disguise_is_the_same_question(garden, words):
    assert answered(words, garden)[0] == answered("how much is a plot", garden)[0]


@pytest.mark.parametrize(
    "words",
    [
        "what skills do i need and what do they earn? " * 1_000,
        "and " * 10_000,
        "?" * 40_000,
        " " * 40_000,
        "\n" * 40_000,
        "🙂" * 40_000,
        "a" * 40_000,
        "a\u0301" * 20_000,
        "\u202e\u200b" * 20_000,
        "salary, skills; sql & agile / " * 1_400,
        "https://" * 5_000,
        "'" * 40_000,
    ],
    ids=lambda words: ascii(words[:20]),
)
def test_forty_thousand_characters_are_answered_within_a_second(garden, tpm, words):
    for index in (garden, tpm):
        began = time.process_time()
        answered(words[:40_000], index)
        assert time.process_time() - began < 1


def test_what_stands_at_the_beginning_of_a_wall_of_text_is_read(garden):
    reply, _ = answered("how much is a plot? " + "." * 40_000, garden)
    assert [entry.id for entry in reply.entries] == ["rent"]


ANYTHING = st.text(
    st.one_of(st.characters(), st.characters(categories=["Cs", "Cf", "Mn", "Lo", "So", "Zs"])),
    max_size=60,
)
WORDY = st.from_regex(
    r"((how much|is|a plot|when|may i|water|and|or|why|help|1|2)[ ?!,;.\n]{1,2}){0,12}",
    fullmatch=True,
)
LEFT_BEHIND = st.builds(
    Conversation,
    about=st.lists(st.sampled_from(["rent", "tools", "gone", ""]), max_size=2).map(tuple),
    offered=st.lists(st.sampled_from(["rent", "watering", "gone"]), max_size=3).map(tuple),
    asked=st.lists(st.one_of(WORDY, ANYTHING), max_size=2).map(tuple),
    at=st.floats(0, 2e9),
)


@given(words=st.one_of(ANYTHING, WORDY))
@examples(100)
def test_any_text_gets_a_reply_and_the_same_one_again(garden, words):
    assert answered(words, garden) == answered(words, garden)


@given(words=st.one_of(ANYTHING, WORDY), before=LEFT_BEHIND)
@examples(80)
def test_any_text_in_any_conversation_gets_a_reply(garden, words, before):
    _, after = answered(words, garden, before)
    assert after.at == before.at
    answered("why", garden, after)
