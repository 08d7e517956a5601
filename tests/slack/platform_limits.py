"""Slack's limits as a table of their own, and a checker of payloads against it.

It shares nothing with the adapter; two libraries that carry Slack's limits give second opinions.
"""

import json
from typing import Any

from slack_sdk.models.blocks import Block as SdkBlock
from slackblocks.blocks import Block as SlackblocksBlock

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
TEXT_OF = {
    "header": 150, "section": 3000, "button": 75, "option": 75, "placeholder": 150,
    "label": 2000, "hint": 2000,
}  # fmt: skip
INPUT = 3000
VALUE_OF = {"button": 2000, "option": 150}
ELEMENTS_OF = {"actions": 25, "context": 10}
FIELDS, FIELD = 10, 2000
IDENTIFIER = 255
MESSAGE_TEXT = 40_000
ALL_BLOCKS = 13_200
OPTIONS = 100
PROMPTS = 4
METHODS_WITH_MESSAGES = {"chat.postMessage", "chat.postEphemeral", "chat.update"}


class Checker:
    """Collects what Slack would have refused or shown wrongly."""

    def __init__(self) -> None:
        self.violations: list[str] = []

    def message(self, payload: dict[str, Any]) -> None:
        """A message, whether posted or sent to a response_url."""
        text = payload.get("text")
        self._that(isinstance(text, str) and bool(text.strip()), f"no top-level text: {payload}")
        self._length("message text", text or "", MESSAGE_TEXT)
        self._that(payload.get("unfurl_links") is False, "links may unfurl")
        self._that(payload.get("unfurl_media") is False, "media may unfurl")
        blocks = payload.get("blocks")
        self._that(isinstance(blocks, list) and bool(blocks), f"no blocks: {payload}")
        self._blocks(blocks or [], MESSAGE_BLOCKS)
        size = len(json.dumps(blocks, ensure_ascii=False))
        self._that(size <= ALL_BLOCKS, f"msg_blocks_too_long: {size}")

    def view(self, view: dict[str, Any]) -> None:
        """A Home tab."""
        self._that(view.get("type") == "home", f"not a Home tab: {view.get('type')}")
        self._blocks(view.get("blocks") or [], VIEW_BLOCKS)
        self._that(len(json.dumps(view)) <= 250_000, "view too large")

    def modal(self, view: dict[str, Any]) -> None:
        """A form."""
        self._that(view.get("type") == "modal", f"not a modal: {view.get('type')}")
        for name in ("title", "submit"):
            self._that(view[name]["type"] == "plain_text", f"{name} is no plain text")
            self._length(f"modal {name}", view[name]["text"], 24)
        self._length("private metadata", view.get("private_metadata", ""), 3_000)
        blocks = view["blocks"]
        self._that(0 < len(blocks) <= VIEW_BLOCKS, f"{len(blocks)} blocks in a modal")
        inputs = [block for block in blocks if block["type"] != "context"]
        names = [block["block_id"] for block in inputs]
        self._that(len(names) == len(set(names)), "a block_id twice")
        for block in inputs:
            self._input(block)

    def _input(self, block: dict[str, Any]) -> None:
        """A field of a form."""
        self._that(block["type"] == "input", f"a modal's {block['type']}")
        self._length("block_id", block["block_id"], IDENTIFIER)
        for name in ("label", *({"hint"} & block.keys())):
            self._plain(block[name], name)
        element = block["element"]
        if element["type"] == "users_select":
            self._that(element.keys() <= {"type", "action_id", "initial_user"}, f"{element}")
            return
        self._that(element["type"] == "plain_text_input", "no text input")
        most = element.get("max_length", INPUT)
        self._that(1 <= most <= INPUT, "too long an input")
        self._length("initial value", element.get("initial_value", ""), most)
        several = "\n" in element.get("initial_value", "")
        self._that(element["multiline"] or not several, "lines in a line")

    def options(self, payload: dict[str, Any]) -> None:
        """What an external select is offered."""
        options = payload.get("options")
        self._that(isinstance(options, list), f"no options: {payload}")
        self._that(len(options or []) <= OPTIONS, "too many options")
        for option in options or []:
            self._plain(option.get("text"), "option")
            self._length("option value", option.get("value", ""), VALUE_OF["option"])

    def prompts(self, prompts: list[dict[str, str]]) -> None:
        """Suggested prompts."""
        self._that(0 < len(prompts) <= PROMPTS, f"{len(prompts)} prompts")
        for prompt in prompts:
            self._that(bool(prompt.get("title")) and bool(prompt.get("message")), "empty prompt")

    def _blocks(self, blocks: list[dict[str, Any]], most: int) -> None:
        self._that(0 < len(blocks) <= most, f"{len(blocks)} blocks")
        named = [block["block_id"] for block in blocks if "block_id" in block]
        self._that(len(named) == len(set(named)), "a block_id twice")
        for block in blocks:
            self._block(block)
            self._second_opinions(block)

    def _block(self, block: dict[str, Any]) -> None:
        kind = block["type"]
        self._length("block_id", block.get("block_id", ""), IDENTIFIER)
        if kind == "header":
            self._plain(block["text"], "header")
        elif kind == "section":
            self._section(block)
        elif kind in ELEMENTS_OF:
            elements = block["elements"]
            self._that(0 < len(elements) <= ELEMENTS_OF[kind], f"{len(elements)} in {kind}")
            for element in elements:
                self._mrkdwn(element, 3000) if kind == "context" else self._element(element)
            ids = [element["action_id"] for element in elements if "action_id" in element]
            self._that(len(ids) == len(set(ids)), f"an action_id twice: {ids}")
        else:
            self._that(kind == "divider", f"unexpected block {kind}")

    def _section(self, block: dict[str, Any]) -> None:
        if "text" in block:
            self._mrkdwn(block["text"], TEXT_OF["section"])
        fields = block.get("fields", [])
        self._that("text" in block or bool(fields), "an empty section")
        self._that(len(fields) <= FIELDS, f"{len(fields)} fields")
        for field in fields:
            self._mrkdwn(field, FIELD)

    def _element(self, element: dict[str, Any]) -> None:
        self._length("action_id", element["action_id"], IDENTIFIER)
        if element["type"] == "button":
            self._plain(element["text"], "button")
            self._length("button value", element["value"], VALUE_OF["button"])
            self._that(bool(element["value"]), "a button that carries nothing")
        else:
            self._that(element["type"] == "external_select", f"unexpected {element['type']}")
            self._that(element["min_query_length"] == 1, "min_query_length is not 1")
            self._plain(element["placeholder"], "placeholder")

    def _plain(self, text: Any, what: str) -> None:
        self._that(isinstance(text, dict) and text["type"] == "plain_text", f"{what}: {text}")
        self._that(bool(text["text"].strip()), f"a blank {what}")
        self._length(what, text["text"], TEXT_OF[what])

    def _mrkdwn(self, text: dict[str, Any], most: int) -> None:
        self._that(text["type"] == "mrkdwn", f"not mrkdwn: {text}")
        self._that(bool(text["text"].strip()), "blank mrkdwn")
        self._length("mrkdwn", text["text"], most)

    def _length(self, what: str, words: str, most: int) -> None:
        length = len(words.encode("utf-16-le", "surrogatepass")) // 2
        self._that(length <= most, f"{what}: {length} of {most} characters")

    def _second_opinions(self, block: dict[str, Any]) -> None:
        for opinion in (_slack_sdk, _slackblocks):
            try:
                opinion(block)
            except Exception as error:
                self.violations.append(f"{opinion.__name__}: {error}: {block}")

    def _that(self, holds: bool, otherwise: str) -> None:
        if not holds:
            self.violations.append(otherwise)


def _slack_sdk(block: dict[str, Any]) -> None:
    parsed = SdkBlock.parse(json.loads(json.dumps(block)))
    assert parsed is not None
    parsed.to_dict()


def _slackblocks(block: dict[str, Any]) -> None:
    if block["type"] == "actions":
        return  # It cannot read elements yet.
    SlackblocksBlock.from_dict(json.loads(json.dumps(block)))
