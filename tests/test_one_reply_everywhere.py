"""One reply that holds every part: each adapter says all its words in order, with its ids."""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any, get_args

import pytest

from adapters.discord import ids
from adapters.discord.render import render as discord_card
from adapters.slack import render as slack
from adapters.terminal import render as terminal
from bot.act import Rate, Tell
from bot.encode import decode, encode
from bot.plain import plain
from bot.reply import (
    Action,
    Actions,
    Choice,
    Choices,
    Code,
    Document,
    Fact,
    Facts,
    Heading,
    Items,
    Note,
    Offer,
    Paragraph,
    Part,
    Reply,
    Scored,
    Source,
    Span,
    text,
)

RECORD = "0a" * 16
ACTS = {
    Rate(RECORD, True): "It grew",
    Rate(RECORD, False): "It withered",
    Tell(RECORD): "Add a word",
}

EVERYTHING = Reply(
    "answer",
    (
        Heading("Growing & <selling> herbs"),
        Paragraph(
            (
                Span("Begin "),
                Span("early", bold=True),
                Span(", water "),
                Span("gently", italic=True),
                Span(", mind the "),
                Span("both", bold=True, italic=True),
                Span(" and read "),
                Span("seeds.txt", code=True),
                Span(" or the "),
                Span("long guide", link="https://example.org/guide_1?a=b&c=d"),
                Span(": 2 * 3 < 7 & not_a_style, @everyone, <!channel>, ~no~ `ticks` 100%."),
            )
        ),
        Items((text("Basil, from seed"), (Span("Sage", bold=True), Span(", from cuttings")))),
        Items((text("Sow in March"), text("Harvest in July")), ordered=True),
        Code("for herb in garden:\n    water(herb)  # ``` *daily*"),
        Facts((Fact("Price", "$2 to $3 a pot"), Fact("Region", "Green Lane"))),
        Choices("Which herb?", (Choice("basil", "Basil *sweet*"), Choice("sage", "Sage_grey"))),
        Source(
            "Herbs & more",
            "Ann Author",
            "A Press",
            date(2024, 3, 1),
            "https://example.org/herbs?page=1&line=2",
        ),
        Offer("Related:", (Choice("mint", "Mint [cool]"), Choice("dill", "Dill"))),
        Note("Nothing here is advice."),
        Actions(tuple(Action(encode(act), label) for act, label in ACTS.items())),
        Document("beds.json", '{"bed": "by the *wall*"}'),
    ),
    entries=(Scored("herbs", "Herbs", 0.9),),
    candidates=(Scored("herbs", "Herbs", 0.9), Scored("pets", "Pets", 0.1, "boundary")),
)
PICKS = ["basil", "sage", "mint", "dill"]
SPOKEN = replace(
    EVERYTHING,
    parts=tuple(p for p in EVERYTHING.parts if not isinstance(p, Actions | Document)),
)
"""Without what is pressed, and what comes after."""


def test_it_holds_every_part_there_is():
    assert {type(part) for part in EVERYTHING.parts} == set(get_args(Part))


def words(shown: str) -> list[str]:
    """The words, without addresses and the marks and numbers before items."""
    shown = re.sub(r"https?://[^\s>|)]+", " ", shown)
    shown = re.sub(r"(?m)^\s*(\d+\.|[-•])\s", " ", shown)
    return re.findall(r"[^\W_]+", shown)


def strings(value: Any) -> Iterator[str]:
    """What people read in Slack's blocks, in order: texts, fields, labels."""
    match value:
        case {"type": "mrkdwn" | "plain_text", "text": str(shown)}:
            yield re.sub(r"<([^<>|@!]*)\|([^<>]*)>", r"\2", shown)
        case dict():
            for inner in value.values():
                yield from strings(inner)
        case list() | tuple():
            for inner in value:
                yield from strings(inner)


def in_slack_blocks(reply: Reply) -> str:
    messages = [slack.message(reply), *slack.pages(reply)]
    return html.unescape("\n".join(shown for one in messages for shown in strings(one.blocks)))


def in_slack_text(reply: Reply) -> str:
    """What is read aloud: the text, the buttons' own words where they stand, the pages after."""
    shown, pages = slack.message(reply).text, slack.pages(reply)
    lead = slack.message(SPOKEN).text
    acts = (button for button in slack_buttons(reply) if decode(button["value"]))
    labels = [button["text"]["text"] for button in acts]
    told = [lead, *labels, shown.removeprefix(lead), *(page.text for page in pages)]
    return html.unescape("\n".join(told))


def slack_buttons(reply: Reply) -> list[Any]:
    blocks = slack.message(reply).blocks
    return [e for block in blocks if block["type"] == "actions" for e in block["elements"]]


def in_discord(reply: Reply) -> str:
    card = discord_card(reply)
    shown = re.sub(r"\[((?:[^\[\]\\]|\\.)*)\]\(<[^>]*>\)", r"\1", card.text)
    said = re.sub(r"\\([^\w\s])", r"\1", shown.replace("\u200b", ""))
    labels = [button.label for row in card.rows for button in row]
    files = [f"{file.name}\n{file.text}" for file in card.files]
    return "\n".join([said, *labels, *files])


def in_the_terminal(reply: Reply) -> str:
    return terminal.plain(terminal.blocks(reply, pickable=True))


EVERYWHERE: dict[str, Callable[[Reply], str]] = {
    "slack blocks": in_slack_blocks,
    "slack text": in_slack_text,
    "discord": in_discord,
    "terminal": in_the_terminal,
}


@pytest.mark.parametrize("shown", EVERYWHERE.values(), ids=EVERYWHERE)
def test_every_adapter_says_all_its_words_in_order(shown):
    said = iter(words(shown(EVERYTHING)))
    missing = [word for word in words(plain(EVERYTHING)) if word not in said]
    assert missing == [], "words that are not said, or not in their place"


def test_no_adapter_hides_where_links_lead():
    for whole in (
        str(slack.message(EVERYTHING).blocks),
        slack.message(EVERYTHING).text,
        discord_card(EVERYTHING).text,
        in_the_terminal(EVERYTHING),
    ):
        assert "https://example.org/guide_1?a=b&c=d" in html.unescape(whole)
        assert "https://example.org/herbs?page=1&line=2" in html.unescape(whole)


def test_slacks_text_is_the_plain_text_itself():
    assert html.unescape(slack.message(SPOKEN).text) == plain(SPOKEN)
    whole = html.unescape(slack.message(EVERYTHING).text)
    assert whole == f"{plain(SPOKEN)}\n\nbeds.json: in what follows."


def test_nobody_is_notified():
    message = slack.message(EVERYTHING)
    assert "<!channel" not in f"{message.text}{message.blocks}"
    assert "&lt;!channel&gt;" in message.text


def test_every_choice_can_be_pressed_everywhere_and_carries_its_id():
    buttons = slack_buttons(EVERYTHING)
    assert [button["value"] for button in buttons if button["value"] in PICKS] == PICKS
    assert any("None" in button["text"]["text"] for button in buttons)

    pressed = [
        ids.decode(button.custom_id) for row in discord_card(EVERYTHING).rows for button in row
    ]
    assert [press.entry for press in pressed if isinstance(press, ids.Pick)] == PICKS
    assert ids.Decline() in pressed

    numbers = terminal.presses(EVERYTHING)
    assert [press.choice.id for press in numbers if press.choice] == PICKS
    assert numbers.count(terminal.Press()) == 1


def test_everything_that_can_be_done_can_be_pressed_everywhere():
    in_slack = [decode(button["value"]) for button in slack_buttons(EVERYTHING)]
    rows = discord_card(EVERYTHING).rows
    pressed = [ids.decode(button.custom_id) for row in rows for button in row]
    in_discord = [decode(press.does) for press in pressed if isinstance(press, ids.Do)]
    typed = [press.act for press in terminal.presses(EVERYTHING)]
    for acts in (in_slack, in_discord, typed):
        assert list(filter(None, acts)) == list(ACTS)
