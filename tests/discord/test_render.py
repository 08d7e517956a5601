"""Replies as cards and as the payloads that discord.py makes of them."""

import asyncio
import dataclasses
import json
import typing
from datetime import date
from typing import Any

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord import send
from adapters.discord.fit import SHORTENED
from adapters.discord.limits import CONTENT, LABEL, LAYOUT, width
from adapters.discord.render import Card, render
from bot import reply as replies
from bot.reply import (
    Action,
    Actions,
    Choice,
    Choices,
    Note,
    Offer,
    Paragraph,
    Part,
    Reply,
    Scored,
    text,
)
from tests.discord import wire
from tests.discord.script import ARTICLE, EVERYTHING, EVERYTHING_READS, answer, choices
from tests.discord.shapes import BOT, CHANNEL, message
from tests.discord.test_escape import HOSTILE, TEXTS
from tests.examples import examples


def payload(card: Card) -> dict[str, Any]:
    """What the library hands to Discord for a card, taken where its own code ends."""
    bodies: list[dict[str, Any]] = []

    async def request(_: Any, **kwargs: Any) -> dict[str, Any]:
        parts = {part["name"]: part["value"] for part in kwargs.get("form") or ()}
        bodies.append(kwargs["json"] if "json" in kwargs else json.loads(parts["payload_json"]))
        return message(1, CHANNEL, BOT)

    async def run() -> None:
        mentions = discord.AllowedMentions.none()
        client = discord.Client(intents=discord.Intents.none(), allowed_mentions=mentions)
        client.http.request = request  # type: ignore[method-assign]  # (the last step before wires)
        await send.post(client.get_partial_messageable(CHANNEL), card)

    asyncio.run(run())
    return bodies[0]


def faults(card: Card) -> list[str]:
    return wire.faults("POST", f"/channels/{CHANNEL}/messages", payload(card))


def paragraph(length: int) -> Reply:
    return Reply("help", (Paragraph(text("x" * length)),))


def labels(card: Card) -> list[str]:
    return [button.label for row in card.rows for button in row]


def test_every_part_of_a_reply_is_shown() -> None:
    card = render(EVERYTHING, share=True)
    reads = wire.read(card.text)
    places = [reads.index(words) for words in EVERYTHING_READS]
    assert places == sorted(places)
    assert set(labels(card)) >= {
        "What it pays", "Skills you need", "The path", "None of these", "Share to channel",
    }  # fmt: skip
    assert faults(card) == []


def test_the_test_above_holds_every_part_there_is() -> None:
    assert {type(part) for part in EVERYTHING.parts} == set(typing.get_args(Part))


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_knowledge_reads_as_it_was_written(words: str) -> None:
    options = (Choice("a", words),)
    reply = Reply(
        "choices",
        (replies.Heading(words), Paragraph(text(words)), replies.Items((text(words),)),
         replies.Code(words), replies.Facts((replies.Fact(words, words),)),
         replies.Source(words), Choices(words, options), Note(words)),
    )  # fmt: skip
    card = render(reply)
    one_line = " ".join(words.split())
    assert wire.read(card.text).replace("\n", " ").count(one_line) >= 7
    assert faults(card) == []


PIECES: dict[Any, Any] = {
    Part: st.deferred(lambda: st.one_of(*map(built, typing.get_args(Part)))),
    str: st.text(max_size=60) | st.sampled_from(HOSTILE) | st.text(min_size=200, max_size=900),
    replies.Text: TEXTS,
    bool: st.booleans(),
    float: st.floats(0, 1),
    date | None: st.none() | st.dates(),
}
IDS = st.from_regex(r"[a-z0-9][a-z0-9_.-]{0,63}", fullmatch=True) | st.text(max_size=80)


def built(kind: type) -> st.SearchStrategy[Any]:
    """Any value of a reply's dataclass, ids like those of entries."""
    hints = typing.get_type_hints(kind)
    return st.builds(kind, **{name: IDS if name == "id" else piece(hints[name]) for name in hints})


def piece(hint: Any) -> st.SearchStrategy[Any]:
    if hint in PIECES:
        return PIECES[hint]
    if typing.get_origin(hint) is tuple:
        return st.lists(piece(typing.get_args(hint)[0]), max_size=9).map(tuple)
    if typing.get_origin(hint) is typing.Literal:
        return st.sampled_from(typing.get_args(hint))
    assert dataclasses.is_dataclass(hint), hint
    return built(hint)


@examples(60)
@given(built(Reply), st.booleans(), st.none() | st.integers(0, 2**64 - 1))
def test_any_reply_renders_within_discords_limits(
    reply: Reply, share: bool, owner: int | None
) -> None:
    assert faults(render(reply, share=share, owner=owner, above="**A** shared this:")) == []


def test_a_sharing_button_counts_letters_as_discord_may() -> None:
    entries = tuple(Scored(one, one, 0.9, "entry") for one in ("𐀀" * 20, "𐀁" * 20, "𐀂" * 64))
    card = render(Reply("answer", (Paragraph(text("yes")),), entries), share=True, owner=2**64 - 1)
    assert labels(card) == ["Share the first 2 to channel"]
    assert faults(card) == []


def test_an_ordinary_message_holds_2000_characters_and_a_layout_begins_after_that() -> None:
    assert payload(render(paragraph(CONTENT)))["content"] == "x" * CONTENT
    longer = payload(render(paragraph(CONTENT + 1)))
    assert longer["content"] is None
    assert longer["flags"] & wire.COMPONENTS_V2
    assert wire.displayed(longer) == "x" * (CONTENT + 1)


def test_a_layout_holds_4000_characters_and_says_where_more_had_to_go() -> None:
    assert render(paragraph(LAYOUT)).text == "x" * LAYOUT
    shortened = render(paragraph(LAYOUT + 1)).text
    assert shortened.endswith(f"x…\n\n{SHORTENED}")
    assert LAYOUT - 5 <= width(shortened) <= LAYOUT


def test_what_counts_twice_for_discord_counts_twice() -> None:
    assert wire.units(render(Reply("help", (Paragraph(text("🙂" * 3000)),))).text) <= LAYOUT


def test_every_answer_of_a_long_reply_keeps_its_heading_and_source() -> None:
    shown = wire.read(render(answer("skills", "salary", "path", body="word " * 900)).text)
    assert shown.count(ARTICLE.title) == 3
    assert shown.count("word word") >= 3
    for heading in ("Skills", "Salary", "Path"):
        assert heading in shown


def test_a_short_answer_is_not_cut_for_the_sake_of_a_long_one() -> None:
    parts = (*answer("a", body="short " * 20).parts, *answer("b", body="long " * 2000).parts)
    assert wire.read(render(Reply("answer", parts)).text).count("short") == 20


def test_a_label_of_80_characters_is_whole_and_one_of_81_ends_in_an_ellipsis() -> None:
    for length, label in ((LABEL, "x" * LABEL), (LABEL + 1, "x" * (LABEL - 1) + "…")):
        reply = Reply("choices", (Choices("?", (Choice("a", "x" * length),)),))
        assert labels(render(reply))[0] == label


def test_none_of_these_is_the_last_of_the_choices() -> None:
    assert labels(render(choices("a", "b"))) == ["About a", "About b", "None of these"]


@pytest.mark.parametrize("count", [19, 20, 40])
def test_choices_without_room_for_a_button_stand_in_the_text(count: int) -> None:
    reply = choices(*(f"e{number:02}" for number in range(count)))
    card = render(dataclasses.replace(reply, outcome="answer"), share=True)
    assert len(card.rows) == wire.ROWS
    assert len(labels(card)) == min(count, 19) + len(("None of these", "Share to channel"))
    assert wire.read(card.text).count(". About e") == count
    assert faults(card) == []


def test_all_that_can_be_done_has_a_button_as_far_as_rows_reach() -> None:
    looks = Actions(tuple(Action(f"look:{n:032x}", f"Look at {n}") for n in range(1, 16)))
    below = Actions((Action("write", "Write an answer"), Action("history", "History")))
    card = render(Reply("help", (looks, below)))
    assert [len(row) for row in card.rows] == [5, 5, 5, 2]
    assert labels(card)[-2:] == ["Write an answer", "History"]
    chosen = render(dataclasses.replace(choices("a"), parts=(*choices("a").parts, looks, below)))
    assert labels(chosen)[:2] == ["About a", "None of these"]
    assert faults(chosen) == []


def test_an_entry_offered_twice_gets_one_button() -> None:
    twice = (Choice("a", "A"),)
    card = render(Reply("choices", (Offer("Or", twice), Choices("Which?", twice))))
    assert labels(card) == ["A", "None of these"]


def test_only_answers_can_be_shared() -> None:
    assert "Share to channel" in labels(render(answer("skills"), share=True))
    assert labels(render(answer("skills"))) == []
    unsure = Reply("unknown", (Paragraph(text("No.")),), (Scored("skills", "Skills", 0.3),))
    assert labels(render(unsure, share=True)) == []


def test_a_sharing_button_that_can_not_carry_every_answer_says_how_many() -> None:
    entries = ("a" * 60, "b" * 60)
    assert labels(render(answer(*entries), share=True)) == ["Share the first 1 to channel"]


def test_a_reply_without_words_still_is_a_message() -> None:
    assert faults(render(Reply("smalltalk", ()))) == []
    assert faults(render(Reply("smalltalk", (Paragraph(text("\u200b \u200d")),)))) == []


@pytest.mark.skipif(wire.openapi_file() is None, reason="Discord's OpenAPI file is not here")
def test_discords_own_description_of_messages_is_checked_against() -> None:
    too_long = {"content": "x" * 4001, "components": [{"type": 99}]}
    assert len(wire.schema_faults("MessageCreateRequest", too_long)) == 2
