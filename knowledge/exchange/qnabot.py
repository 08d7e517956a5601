"""An export of QnABot (JSON: `qna`, a list of `qid`, `q` and `a`) → drafts."""

import json
import re
from collections.abc import Iterator
from typing import Any

from knowledge.exchange.draft import Draft
from knowledge.parse import Fault

_LIST = re.compile(r'"qna"\s*:\s*\[')
_GAP = re.compile(r"[\s,]*")
FORM = 'an export looks like {"qna": [{"qid": "…", "q": ["…"], "a": "…"}]}'


def drafts(text: str, file: str) -> Iterator[Draft | Fault]:
    """A draft an item."""
    try:
        value = json.loads(text)
        items = value.get("qna") if isinstance(value, dict) else None
        if not isinstance(items, list):
            yield Fault(file, 1, "no list of questions and answers", FORM)
            return
        lines = _lines(text, len(items))
    except json.JSONDecodeError as error:
        yield Fault(file, error.lineno, f"not JSON ({error.msg})", "export it again")
        return
    except (ValueError, RecursionError):
        yield Fault(file, 1, "not JSON that can be read", "export it again")
        return
    for item, line in zip(items, lines, strict=True):
        yield _draft(item, file, line)


def _draft(item: Any, file: str, line: int) -> Draft | Fault:
    if not isinstance(item, dict):
        return Fault(file, line, "no question with an answer", FORM)
    alt = item.get("alt")
    marked = alt.get("markdown") if isinstance(alt, dict) else None
    answer = marked if isinstance(marked, str) and marked.strip() else item.get("a")
    asked = item.get("q")
    asked = [asked] if isinstance(asked, str) else asked
    if not isinstance(answer, str) or not isinstance(asked, list):
        return Fault(file, line, "no question with an answer", FORM)
    if "{{" in answer:
        return Fault(file, line, "an answer that a program fills in ({{…}})", "write it out")
    questions = tuple(one for one in asked if isinstance(one, str))
    id, title = (str(item.get(key) or "")[:300].strip() for key in ("qid", "title"))
    return Draft(file, line, questions, answer, id, title)


def _lines(text: str, items: int) -> list[int]:
    """The line that each item begins on; 1 for all of a file that is laid out strangely."""
    begin = _LIST.search(text)
    decoder, lines = json.JSONDecoder(), list[int]()
    at, line, counted = (begin.end() if begin else 0), 1, 0
    while begin and len(lines) < items:
        gap = _GAP.match(text, at)
        at = gap.end() if gap else at
        line, counted = line + text.count("\n", counted, at), at
        lines.append(line)
        try:
            _, at = decoder.raw_decode(text, at)
        except json.JSONDecodeError:
            break
    return lines if len(lines) == items else [1] * items
