"""Rasa's files (examples of intents in `nlu`, texts in `responses`, perhaps `rules`) → drafts."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from knowledge.exchange.draft import Draft
from knowledge.parse import Fault, Parsed

KEYS = frozenset({"nlu", "responses", "rules", "stories", "intents"})
_ENTITY = re.compile(r"\[([^\[\]]*)\](?:\([^()]*\)|\{[^{}]*\})")
_SLOT = re.compile(r"\{[A-Za-z_]\w*\}")


def is_rasa(value: Any) -> bool:
    """Whether a file's value is one of Rasa's."""
    return isinstance(value, dict) and bool(KEYS & value.keys())


def drafts(files: Sequence[Parsed]) -> Iterator[Draft | Fault]:
    """A draft an intent that has a response: one that a rule or a story leads to, else the one
    named after it."""
    said = {name: (file, at, texts) for file in files for name, at, texts in _responses(file)}
    led = dict(pair for file in files for pair in _led(file))
    answered: set[str] = set()
    for file in files:
        for place, example in _listed(file, "nlu"):
            line = file.line(place)
            intent = example.get("intent")
            if not isinstance(intent, str):
                kind = next(iter(example), "nothing")
                what = f"{str(kind)[:40]!r} is no intent"
                yield Fault(file.file, line, what, "write what it is for as phrasings or synonyms")
                continue
            names = (led.get(intent, ""), f"utter_{intent}")
            name = next((name for name in names if name in said), "")
            if not name:
                what = f"no response for the intent {intent[:80]!r}"
                yield Fault(file.file, line, what, "give the file with its responses too")
                continue
            answered.add(name)
            yield from _draft(file.file, line, intent, example.get("examples"), said[name])
    for name in said.keys() - answered:
        file, line, _ = said[name]
        what = f"no intent leads to the response {name[:80]!r}"
        yield Fault(file.file, line, what, "give the file with its examples too")


def _draft(
    file: str, line: int, intent: str, examples: Any, response: tuple[Parsed, int, list[str]]
) -> Iterator[Draft | Fault]:
    where, at, texts = response
    written = [text for text in texts if not _SLOT.search(text)]
    if not written:
        what = "a response that a program fills in" if texts else "a response without text"
        yield Fault(where.file, at, what, "write it out")
        return
    if len(texts) > 1:
        which = "the first" if written[0] == texts[0] else "the first that no program fills in"
        yield Fault(where.file, at, "more than one text for one answer", f"{which} is taken")
    asked = examples if isinstance(examples, list) else str(examples or "").split("\n")
    lines = [str(one.get("text", "")) if isinstance(one, dict) else str(one) for one in asked]
    questions = (re.sub(r"^\s*-\s*", "", line).strip() for line in lines)
    plain = tuple(_ENTITY.sub(r"\1", one) for one in questions if one)
    name = re.sub(r"^(?:faq|chitchat)/|^(?:ask|faq)_", "", intent)
    words = re.sub(r"[\s_/-]+", " ", name).strip()
    yield Draft(file, line, plain, written[0], words.replace(" ", "-")[:64], words.capitalize())


def _responses(file: Parsed) -> Iterator[tuple[str, int, list[str]]]:
    responses = file.value.get("responses")
    for name, variants in responses.items() if isinstance(responses, dict) else ():
        each = variants if isinstance(variants, list) else []
        texts = [one["text"] for one in each if isinstance(one, dict) and "text" in one]
        yield name, file.line(("responses", name)), [one for one in texts if isinstance(one, str)]


def _led(file: Parsed) -> Iterator[tuple[str, str]]:
    """Each intent with the response that follows it."""
    for key in ("stories", "rules"):
        for _, told in _listed(file, key):
            steps = told.get("steps")
            steps = (
                [one for one in steps if isinstance(one, dict)] if isinstance(steps, list) else []
            )
            for one, after in pairwise(steps):
                intent, action = one.get("intent"), after.get("action")
                if isinstance(intent, str) and isinstance(action, str):
                    yield intent, action


def _listed(file: Parsed, key: str) -> Iterator[tuple[tuple[str | int, ...], dict[str, Any]]]:
    listed = file.value.get(key)
    for position, one in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(one, dict):
            yield (key, position), one
