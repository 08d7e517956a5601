"""Files of any kind that can be read → knowledge, with what could not be used and why."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from knowledge.exchange import draft, faq, qnabot, rasa, table
from knowledge.exchange.draft import Comparable, Draft
from knowledge.exchange.edit import MARK
from knowledge.loader import KnowledgeFaults, read_parsed
from knowledge.parse import Fault, Parsed, parse_text
from knowledge.schema import KnowledgeFile

YAML = (".yaml", ".yml")
TABLES = (".csv", ".tsv")
PAGES = (".md", ".markdown")
EXPORTS = (".json",)
READ = (*YAML, *TABLES, *PAGES, *EXPORTS)
"""How the names of the files end that can be read."""

KINDS = "CSV, Markdown, Rasa's YAML, QnABot's JSON, or our own YAML"


@dataclass(frozen=True, slots=True)
class Piece:
    """What one file says: `text`, where it is our own YAML; `lines`: where each item begins."""

    file: str
    knowledge: KnowledgeFile
    lines: Mapping[str, int]
    text: str | None = None


@dataclass(slots=True)
class Understood:
    """Pieces by the names that they are to be written to, what could not be used, and what was
    made harmless. `broken`: our own files with faults, of which nothing is used."""

    pieces: dict[str, Piece] = field(default_factory=dict)
    unused: list[Fault] = field(default_factory=list)
    tamed: list[Fault] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)


def understand(
    files: Mapping[str, str], comparable: Comparable, taken: AbstractSet[str] = frozenset()
) -> Understood:
    """What files (texts by name) say. `taken`: ids that new entries can't have.

    Where some of the files are our own or Rasa's, all others are passed over: they describe those.
    """
    understood = Understood()
    parsed = {name: parse_text(text, name) for name, text in files.items() if _ends(name, YAML)}
    theirs = [one for one in parsed.values() if rasa.is_rasa(one.value)]
    ours = {name: one for name, one in parsed.items() if not rasa.is_rasa(one.value)}
    for name, one in ours.items():
        _take_ours(name, files[name], one, understood)
    if theirs:
        _take_rasa(theirs, comparable, taken, understood)
    used = set(taken) | {id for piece in understood.pieces.values() for id in piece.lines}
    for name, text in files.items():
        if parsed and name not in parsed:
            understood.unused.append(Fault(name, 1, "stands beside YAML", "import it by itself"))
        elif name not in parsed:
            unmarked = text.removeprefix(MARK)
            _take(name, list(_drafts(name, unmarked)), comparable, used, understood)
            used |= {id for piece in understood.pieces.values() for id in piece.lines}
    return understood


def _ends(name: str, endings: tuple[str, ...]) -> bool:
    return name.lower().endswith(endings)


def _drafts(name: str, text: str) -> Iterator[Draft | Fault]:
    if _ends(name, TABLES):
        return table.drafts(text, name)
    if _ends(name, PAGES):
        return faq.drafts(text, name)
    if _ends(name, EXPORTS):
        return qnabot.drafts(text, name)
    return iter([Fault(name, 1, "of a kind that is not read", f"give {KINDS}")])


def _take_ours(name: str, text: str, parsed: Parsed, understood: Understood) -> None:
    try:
        said = read_parsed(parsed)
    except KnowledgeFaults as refused:
        understood.unused += refused.faults
        understood.broken.append(name)
        return
    lines = {
        item.id: parsed.line((kind, position))
        for kind in ("entries", "boundaries")
        for position, item in enumerate(getattr(said, kind))
    }
    target = _free(str(PurePosixPath(name).with_suffix(".yaml")), understood.pieces)
    understood.pieces[target] = Piece(name, said, lines, text)


def _take_rasa(
    parsed: list[Parsed], comparable: Comparable, taken: AbstractSet[str], understood: Understood
) -> None:
    for one in parsed:
        understood.unused += one.faults
    sound = [one for one in parsed if not one.faults]
    if sound:
        _take(sound[0].file, list(rasa.drafts(sound)), comparable, taken, understood)


def _take(
    name: str,
    drafts: list[Draft | Fault],
    comparable: Comparable,
    taken: AbstractSet[str],
    understood: Understood,
) -> None:
    written = draft.entries(drafts, comparable, taken)
    understood.unused += written.unused
    understood.tamed += written.tamed
    if not drafts:
        nothing = Fault(
            name, 1, "no question with an answer in it", "write one, and how it is asked"
        )
        understood.unused.append(nothing)
    if not written.entries:
        return
    lines = {entry.id: first.line for first, entry in written.entries}
    said = KnowledgeFile(entries=tuple(entry for _, entry in written.entries))
    target = _free(str(PurePosixPath(name).with_suffix(".yaml")), understood.pieces)
    understood.pieces[target] = Piece(name, said, lines)


def _free(name: str, taken: Mapping[str, Any]) -> str:
    stem, number = name.removesuffix(".yaml"), 2
    while name in taken:
        name, number = f"{stem}-{number}.yaml", number + 1
    return name
