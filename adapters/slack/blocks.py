"""The blocks that replies are laid out in, each within Slack's limits by construction."""

from collections.abc import Iterable, Sequence
from typing import Any

from adapters.slack import limits
from adapters.slack.limits import shorten, size
from adapters.slack.markup import FRAGMENT, clean, escape, escape_within, marked, pack, user_of
from bot.form import GUIDE, Field, Form, FormRefused
from bot.plain import NONE_OF_THESE
from bot.reply import Action, Choice, Span, Text

Block = dict[str, Any]

CHOOSE = "choose"
OFFER = "offer"
NONE = "none"
SHARE = "share"
SEARCH = "search"
TOPICS = "topics"
ACT = "act"
"""What a press means: the part of an `action_id` before its number."""

TYPED = "typed"
"""The `action_id` of every field of a form: its `block_id` is the field's name."""

REMARK = "remark"
"""The `block_id` of what this adapter says about Slack itself, beside the reply."""

SHARE_LABEL = "Share to channel"
LABEL_MOST = 300
"""Characters of a fact's label: what remains of its field is the value's."""


def plain_text(words: str, most: int) -> Block:
    """Words that Slack shows as they are."""
    return {"type": "plain_text", "text": shorten(clean(words).strip(), most), "emoji": False}


def header(words: str) -> list[Block]:
    """A heading on one line; nothing for a blank one."""
    line = " ".join(words.split())
    return [{"type": "header", "text": plain_text(line, limits.HEADER)}] if line else []


def sections(pieces: Iterable[str]) -> list[Block]:
    """Marked-up words in as many sections as they need."""
    return [_section(text.strip()) for text in pack(pieces, limits.SECTION)]


def paragraph(text: Text) -> list[Block]:
    """Styled words."""
    return sections(marked(text))


def small_print(text: Text, block_id: str = "") -> list[Block]:
    """Styled words in small print; a `block_id` must be the only one of its message."""
    named = {"block_id": block_id} if block_id else {}
    return [
        {"type": "context", "elements": [_mrkdwn(words.strip())], **named}
        for words in pack(marked(text), limits.SECTION)
    ]


def fields(pairs: Sequence[tuple[str, str]]) -> list[Block]:
    """Labels with their values, side by side, ten to a section."""
    texts = [_field(label, value) for label, value in pairs if label.strip() or value.strip()]
    return [
        {"type": "section", "fields": [_mrkdwn(text) for text in group]}
        for group in _groups(texts, limits.FIELDS)
    ]


def code(words: str) -> list[Block]:
    """Lines as they are."""
    # A fence within would end them early.
    lines = clean(words).replace("```", "'''").strip("\n")
    pieces = (escape(piece) for piece in limits.chunks(lines, FRAGMENT))
    texts = pack(pieces, limits.SECTION - size("```\n\n```"))
    return [_section(f"```\n{text.rstrip()}\n```") for text in texts]


def buttons(meaning: str, options: Sequence[Choice], more: Sequence[Block] = ()) -> list[Block]:
    """A button for each entry that carries its id, then `more` elements."""
    elements = [
        button(f"{meaning}:{number}", option.title or option.id, option.id)
        for number, option in enumerate(options)
        if size(option.id) <= limits.VALUE and (option.title or option.id).strip()
    ]
    return [
        {"type": "actions", "elements": group}
        for group in _groups([*elements, *more], limits.ACTIONS)
    ]


def button(action_id: str, label: str, value: str) -> Block:
    """Something to press."""
    return {
        "type": "button",
        "action_id": action_id,
        "text": plain_text(label, limits.LABEL),
        "value": value,
    }


def none_button() -> Block:
    """The way out of a choice."""
    return button(NONE, NONE_OF_THESE, NONE)


def share_button(entry_ids: Sequence[str]) -> list[Block]:
    """Carries the ids of the entries to share, as many as fit into its value."""
    value = " ".join(entry_ids)
    while size(value) > limits.VALUE:
        value = value.rpartition(" ")[0]
    return [{"type": "actions", "elements": [button(SHARE, SHARE_LABEL, value)]}] if value else []


def acts(actions: Sequence[Action]) -> list[Block]:
    """Buttons for what can be done."""
    elements = [
        button(f"{ACT}:{number}", action.label, action.does)
        for number, action in enumerate(actions)
    ]
    return [{"type": "actions", "elements": group} for group in _groups(elements, limits.ACTIONS)]


def modal(form: Form, metadata: str) -> Block:
    """A form; what is sent of it comes back with the metadata."""
    return {
        "type": "modal",
        "callback_id": ACT,
        "private_metadata": metadata,
        "title": _named(form.title, limits.TITLE),
        "submit": _named(form.submit, limits.TITLE),
        "blocks": [*map(_input, form.fields), *_guide(form)],
    }


def _guide(form: Form) -> list[Block]:
    return small_print((Span(GUIDE, link=form.guide),)) if form.guide else []


def errors(refused: FormRefused) -> Block:
    """What is at fault in a form, said in it."""
    words = shorten(clean(refused.words), limits.INPUT_LABEL)
    return {"response_action": "errors", "errors": {refused.field: words}}


def search() -> list[Block]:
    """The select that looks entries up while someone types."""
    element = {
        "type": "external_select",
        "action_id": SEARCH,
        "min_query_length": 1,
        "placeholder": plain_text("Search everything I know", limits.LABEL),
    }
    return [{"type": "actions", "elements": [element]}]


def options(choices: Sequence[Choice]) -> list[Block]:
    """What the select offers; ids too long to be carried are left out."""
    return [
        {"text": plain_text(choice.title, limits.OPTION_TEXT), "value": choice.id}
        for choice in choices
        if choice.title.strip() and size(choice.id) <= limits.OPTION_VALUE
    ][: limits.OPTIONS]


def _named(words: str, most: int) -> Block:
    """Slack takes no blank name."""
    return plain_text(words if words.strip() else limits.ELLIPSIS, most)


def _input(field: Field) -> Block:
    element: Block = {
        "type": "plain_text_input",
        "action_id": TYPED,
        "multiline": field.lines == "many",
        "max_length": field.most,
        **({"initial_value": field.value} if field.value else {}),
    }
    if field.person:
        stands = {"initial_user": user} if (user := user_of(field.value)) else {}
        element = {"type": "users_select", "action_id": TYPED, **stands}
    return {
        "type": "input",
        "block_id": field.name,
        "optional": field.optional,
        "label": _named(field.label, limits.INPUT_LABEL),
        "element": element,
        **({"hint": plain_text(field.hint, limits.INPUT_LABEL)} if field.hint.strip() else {}),
    }


def _section(text: str) -> Block:
    return {"type": "section", "text": _mrkdwn(text)}


def _mrkdwn(text: str) -> Block:
    # verbatim: Slack links no bare names and channels by itself.
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def _field(label: str, value: str) -> str:
    line = escape_within(" ".join(label.split()), LABEL_MOST)
    head = f"*{line}*\n" if line and "*" not in line else f"{line}\n"
    return (head + escape_within(value.strip(), limits.FIELD - size(head))).strip()


def _groups(items: Sequence[Any], most: int) -> list[Sequence[Any]]:
    return [items[start : start + most] for start in range(0, len(items), most)]
