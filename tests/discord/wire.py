"""What Discord takes: its limits as a table of our own, its OpenAPI file where there is one, and
what a person reads of a message."""

import json
import os
import re
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

COMPONENTS_V2 = 1 << 15

CONTENT, DISPLAYED, COMPONENTS = 2000, 4000, 40
ROWS, BUTTONS_A_ROW, LABEL, CUSTOM_ID = 5, 5, 80, 100
SUGGESTIONS, SUGGESTION = 25, 100
FORM_TITLE, FIELDS, FIELD_LABEL, HINT, INPUT = 45, 5, 45, 100, 4000

MESSAGES = (
    ("POST", r"/channels/\d+/messages", "MessageCreateRequest"),
    ("POST", r"/webhooks/\d+/[^/]+", "IncomingWebhookRequestPartial"),
    ("PATCH", r"/webhooks/\d+/[^/]+/messages/@original", "IncomingWebhookUpdateRequestPartial"),
)
CALLBACK = r"/interactions/\d+/[^/]+/callback"
CALLBACKS = {
    4: "CreateMessageInteractionCallbackRequest",
    6: "UpdateMessageInteractionCallbackRequest",
    7: "UpdateMessageInteractionCallbackRequest",
    8: "ApplicationCommandAutocompleteCallbackRequest",
    9: "ModalInteractionCallbackRequest",
}


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def walk(components: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every component, nested ones too."""
    return [
        found
        for component in components
        for found in (component, *walk(component.get("components", [])))
    ]


def buttons(message: dict[str, Any]) -> list[dict[str, Any]]:
    return [c for c in walk(message.get("components") or []) if c["type"] == 2]


def displayed(message: dict[str, Any]) -> str:
    """A message's Markdown, wherever it stands."""
    texts = [c["content"] for c in walk(message.get("components") or []) if c["type"] == 10]
    return "\n".join([*filter(None, [message.get("content")]), *texts])


_READING = re.compile(
    r"""
    ```\n (?P<block>.*?) \n```                   |
    ^ (?: \#{1,3} | -\# ) [ ]                   |
    \\ (?P<escaped>[^0-9A-Za-z\s])              |
    ` (?P<code>[^`]+) `                         |
    \[ (?P<label>(?:[^\[\]\\]|\\.)*) \] \(<(?P<behind>[^>]*)>\) |
    < (?P<address>https?://[^>]*) >             |
    \*+
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)


def read(markdown: str) -> str:
    """What a person reads of Markdown that is escaped as it should be, and where links lead."""
    return _READING.sub(_shown, markdown).replace("\u200b", "")


def _shown(found: re.Match[str]) -> str:
    if found["label"] is not None:
        return f"{read(found['label'])} ({found['behind']})"
    shown = (found[kind] for kind in ("block", "escaped", "code", "address"))
    return next((text for text in shown if text is not None), "")


def faults(method: str, path: str, body: Any) -> list[str]:
    """Everything that Discord would not take in a request, or that would notify somebody."""
    for verb, pattern, schema in MESSAGES:
        if method == verb and re.fullmatch(pattern, path):
            return [*message_faults(body, creating=method == "POST"), *schema_faults(schema, body)]
    if method == "POST" and re.fullmatch(CALLBACK, path):
        data = body.get("data") or {}
        found = schema_faults(CALLBACKS[body["type"]], body)
        if body["type"] in (4, 7):
            found += message_faults(data, creating=body["type"] == 4)
        if body["type"] == 8:
            found += suggestion_faults(data["choices"])
        if body["type"] == 9:
            found += form_faults(data)
        return found
    return []


def message_faults(body: dict[str, Any], creating: bool) -> list[str]:
    """A message's faults by our own table."""
    laid_out = bool((body.get("flags") or 0) & COMPONENTS_V2)
    components = body.get("components") or []
    every = walk(components)
    text = displayed(body)
    rows = [c for c in components if c["type"] == 1]
    ids = [c["custom_id"] for c in every if "custom_id" in c]
    checks = {
        "content too long": units(body.get("content") or "") <= CONTENT,
        "content beside components": not (laid_out and (body.get("content") or body.get("embeds"))),
        "displayed text too long": units(text) <= DISPLAYED,
        "too many components": len(every) <= COMPONENTS,
        "components of a layout without its flag": laid_out
        or all(c["type"] == 1 for c in components),
        "too many rows": len(rows) <= ROWS,
        "row of wrong size": all(1 <= len(r["components"]) <= BUTTONS_A_ROW for r in rows),
        "label of wrong size": all(0 < units(b["label"].strip()) <= LABEL for b in buttons(body)),
        "custom id of wrong size": all(0 < units(i) <= CUSTOM_ID for i in ids),
        "custom id twice": len(ids) == len(set(ids)),
        "nothing to see": bool(text.replace("\u200b", "").strip()),
        "half a character": not re.search("[\ud800-\udfff]", json.dumps(body, ensure_ascii=False)),
        "preview not suppressed": laid_out or not creating or (body.get("flags") or 0) & 4,
        "somebody is notified": body.get("allowed_mentions") == {"parse": []},
    }
    return [fault for fault, fine in checks.items() if not fine]


def form_faults(form: dict[str, Any]) -> list[str]:
    displays = [one["content"] for one in form["components"] if one["type"] == 10]
    labels = [one for one in form["components"] if one["type"] != 10]
    fields = [label["component"] for label in labels if label["type"] == 18]
    names = [field["custom_id"] for field in fields]
    values = [(units(field.get("value") or ""), field.get("max_length", INPUT)) for field in fields]
    checks = {
        "title of wrong size": 0 < units(form["title"]) <= FORM_TITLE,
        "custom id of wrong size": 0 < units(form["custom_id"]) <= CUSTOM_ID,
        "fields of wrong number": 1 <= len(fields) == len(labels) <= FIELDS,
        "more than Discord shows": len(form["components"]) <= FIELDS,
        "text of wrong size": all(0 < units(text) <= DISPLAYED for text in displays),
        "label of wrong size": all(
            0 < units(one["label"].strip()) <= FIELD_LABEL for one in labels
        ),
        "hint of wrong size": all(units(one.get("description") or "") <= HINT for one in labels),
        "name of wrong size": all(0 < units(name) <= CUSTOM_ID for name in names),
        "name twice": len(names) == len(set(names)),
        "too long an input": all(1 <= most <= INPUT for _, most in values),
        "half a character": not re.search("[\ud800-\udfff]", json.dumps(form, ensure_ascii=False)),
        "too long a value": all(length <= most for length, most in values),
    }
    return [fault for fault, fine in checks.items() if not fine]


def suggestion_faults(choices: list[dict[str, Any]]) -> list[str]:
    sizes = [units(choice[key]) for choice in choices for key in ("name", "value")]
    fine = len(choices) <= SUGGESTIONS and all(0 < size <= SUGGESTION for size in sizes)
    return [] if fine else ["autocompletion of wrong size"]


def openapi_file() -> Path | None:
    """Discord's OpenAPI file: named by DISCORD_OPENAPI, or beside the repository."""
    beside = Path(__file__).parents[3] / "shared" / "platforms" / "discord-openapi.json"
    path = Path(os.environ.get("DISCORD_OPENAPI", beside))
    return path if path.is_file() else None


@cache
def _validator(schema: str) -> Draft202012Validator | None:
    path = openapi_file()
    if path is None:
        return None
    return Draft202012Validator({"$ref": f"#/components/schemas/{schema}", **_openapi(path)})


@cache
def _openapi(path: Path) -> dict[str, Any]:
    return {"components": json.loads(path.read_text(encoding="utf-8"))["components"]}


def schema_faults(schema: str, body: Any) -> list[str]:
    """Faults by Discord's OpenAPI file; none where the file is absent.

    Discord takes ids as numbers too, which discord.py sends in references and for new files, as
    Discord's reference shows it ("id": 0); the file doesn't say so.
    """
    validator = _validator(schema)
    if validator is None:
        return []
    if reference := isinstance(body, dict) and body.get("message_reference"):
        ids = {k: str(v) for k, v in reference.items() if k.endswith("_id")}
        body = {**body, "message_reference": reference | ids}
    if isinstance(body, dict):
        body = _with_ids(body)
    return [error.message[:300] for error in validator.iter_errors(body)]


def _with_ids(body: dict[str, Any]) -> dict[str, Any]:
    """New files' numbers as the file wants ids, in a message and in an answer that holds one."""
    if files := body.get("attachments"):
        body = {**body, "attachments": [{**file, "id": str(file["id"])} for file in files]}
    if isinstance(body.get("data"), dict):
        body = {**body, "data": _with_ids(body["data"])}
    return body
