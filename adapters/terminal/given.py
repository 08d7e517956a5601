"""Files and folders that somebody hands in → their texts, with bounds, and what is told of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from adapters.terminal.files import text_of
from adapters.terminal.render import clean
from knowledge.exchange.understand import KINDS, READ, Understood
from knowledge.loader import MAX_FILES, KnowledgeFaults
from knowledge.parse import Fault
from knowledge.schema import Boundary, Entry

MOST_TEXT = 64 * 1024 * 1024
"""Characters that are read at once."""

MOST_TOLD = 1_000
"""Lines under one heading."""


@dataclass(frozen=True, slots=True)
class Given:
    """Texts by name, the path of each, and what can't be read."""

    texts: dict[str, str]
    paths: dict[str, str]
    faults: list[Fault]


def read_given(given: Sequence[Path]) -> Given:
    """What the files say, and those in the folders, that are of a kind that can be read."""
    read, room = Given({}, {}, []), MOST_TEXT
    for path in given:
        inner = list(_within(path)) if path.is_dir() else [path]
        if not inner:
            read.faults.append(Fault(str(path), 1, "nothing that can be read", f"give {KINDS}"))
        for one in inner[:MAX_FILES]:
            name = one.relative_to(path).as_posix() if path.is_dir() else one.name
            while name in read.texts:
                name = f"more/{name}"
            try:
                text = text_of(one)
                room -= len(text)
                if room < 0:
                    what = f"more than {MOST_TEXT >> 20} MiB together with those before"
                    read.faults.append(Fault(str(one), 1, what, "import it by itself"))
                    return read
                read.texts[name], read.paths[name] = text, str(one)
            except KnowledgeFaults as refused:
                read.faults.extend(refused.faults)
    return read


def _within(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.suffix.lower() in READ and not hidden and path.is_file():
            yield path


def understood_lines(given: Given, understood: Understood) -> Iterator[str]:
    """How much each of them says."""
    for piece in understood.pieces.values():
        items: list[Entry | Boundary] = [*piece.knowledge.entries, *piece.knowledge.boundaries]
        yield f"Understood {given.paths.get(piece.file, piece.file)}: {counts(items)}"


def counts(items: Sequence[Entry | Boundary]) -> str:
    """How many, with how many phrasings."""
    phrasings = sum(len(item.phrasings) for item in items)
    return f"{number(len(items), 'item')}, {number(phrasings, 'phrasing')}"


def headed(heading: str, lines: Sequence[str]) -> Iterator[str]:
    """Lines below a heading; nothing where there are none, and not all of very many."""
    if lines:
        yield f"{heading}:"
        yield from (f"  {line}" for line in lines[:MOST_TOLD])
        if len(lines) > MOST_TOLD:
            yield f"  … and {len(lines) - MOST_TOLD:,} more"


def told(heading: str, faults: Sequence[Fault], given: Given) -> Iterator[str]:
    """Faults below a heading, each with the path of its file."""
    lines = [str(replace(fault, file=given.paths.get(fault.file, fault.file))) for fault in faults]
    yield from headed(heading, lines)


def show(lines: Iterable[str]) -> None:
    """Print them; what others wrote stays on its line."""
    for line in lines:
        print(clean(line.replace("\n", " ")))


def number(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"
