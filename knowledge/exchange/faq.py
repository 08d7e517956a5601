"""A page of questions and answers in Markdown: headings ask, the text below them answers."""

import re
from collections.abc import Iterator
from itertools import pairwise

from markdown_it import MarkdownIt

from knowledge.exchange.draft import Draft
from knowledge.parse import Fault

_PARSER = MarkdownIt("commonmark").disable("inline")
_FRONT = re.compile(r"\A---\n.*?^---$", re.MULTILINE | re.DOTALL)
_ASKS = re.compile(r"^(?:Q(?:uestion)?\s*\d*\s*[:.)-]|\d+\s*[.)])\s*", re.IGNORECASE)
_ANSWERS = re.compile(r"^(?:\*\*)?A(?:nswer)?\s*:(?:\*\*)?\s*", re.IGNORECASE)
_RULE = re.compile(r" {0,3}(?:-{3,}|\*{3,}|_{3,})\s*")
MOST = 2 * 1024 * 1024


def drafts(text: str, file: str) -> Iterator[Draft | Fault]:
    """A draft a heading that has text below it."""
    if len(text) > MOST:
        yield Fault(file, 1, f"larger than {MOST >> 20} MiB", "split it")
        return
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _FRONT.sub(lambda front: "\n" * front[0].count("\n"), text)
    lines = text.split("\n")
    headings = list(_headings(text))
    if not headings:
        yield Fault(file, 1, "no headings", "write each question as a heading: ## How do I …?")
        return
    ends = [first for first, *_ in headings[1:]] + [len(lines)]
    deeper = [level for *_, level in headings[1:]] + [0]
    for (first, below, title, level), end, next_level in zip(headings, ends, deeper, strict=True):
        answer = _ANSWERS.sub("", _without_rule(lines[below:end]))
        if answer:
            yield Draft(file, first + 1, (_ASKS.sub("", title),), answer)
        elif next_level <= level:  # else it is the heading of a group
            yield Fault(file, first + 1, f"no answer below {title[:80]!r}", "write one")


def _without_rule(lines: list[str]) -> str:
    """Text without empty lines and rules at its end."""
    end = len(lines)
    while end and (not lines[end - 1].strip() or _RULE.fullmatch(lines[end - 1])):
        end -= 1
    return "\n".join(lines[:end]).strip()


def _headings(text: str) -> Iterator[tuple[int, int, str, int]]:
    """First line, first line below, text and level of each; those in lists and quotes are text."""
    tokens = _PARSER.parse(text)
    for token, inline in pairwise(tokens):
        if token.type == "heading_open" and token.level == 0 and token.map:
            yield token.map[0], token.map[1], inline.content, int(token.tag[1:])
