"""`tpm knowledge import`: files of kinds that people have → a folder of ours, shown first."""

import datetime
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from adapters.terminal.files import knowledge_texts, text_of
from adapters.terminal.render import clean
from adapters.terminal.save import save
from bot.normalise import words
from knowledge.check import check
from knowledge.exchange.merge import Item, Merged, merge
from knowledge.exchange.understand import KINDS, READ, Understood, understand
from knowledge.loader import MAX_FILES, KnowledgeFaults, load
from knowledge.parse import Fault
from knowledge.schema import KnowledgeBase

MOST_TEXT = 64 * 1024 * 1024
"""Characters that are read at once."""

MOST_TOLD = 1_000
"""Lines under one heading."""


@dataclass(frozen=True, slots=True)
class _Read:
    """Texts by name, the path of each, and what can't be read."""

    texts: dict[str, str]
    paths: dict[str, str]
    faults: list[Fault]


def bring(given: Sequence[Path], into: Path | None, folders: Sequence[Path], write: bool) -> bool:
    """Show what the given files say and what of it collides with the folders, `into` included; then
    with `write` write it there. Whether all that was asked could be done.

    Raises KnowledgeFaults where the folders have faults, and SaveRefused.
    """
    read = _read(given)
    there = knowledge_texts(into) if into and into.is_dir() else {}
    layers = [*folders, *([into] if into and there else [])]
    known = load(layers) if layers else KnowledgeBase()
    understood = understand(read.texts, words, {item.id for item in known.items()})
    merged = merge(understood.pieces, there, known, words)
    faults = _faults(merged, folders, into) if merged.new or merged.changed else []
    for line in _report(read, understood, merged, faults):
        print(clean(line))
    changed = {name: text for name, text in merged.files.items() if text != there.get(name)}
    if faults or not understood.pieces:
        print("Nothing was written.")
        return False
    if write and into and changed:
        save(into, changed)
    print(_closing(changed, into, write))
    return True


def _read(given: Sequence[Path]) -> _Read:
    read, room = _Read({}, {}, []), MOST_TEXT
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


def _faults(merged: Merged, folders: Sequence[Path], into: Path | None) -> list[Fault]:
    """What `tpm knowledge check` would find if all were written."""
    with tempfile.TemporaryDirectory() as scratch:
        save(Path(scratch), merged.files)
        today = datetime.datetime.now(tz=datetime.UTC).date()
        found = check([*folders, Path(scratch)], today, words).faults
        where = str(into or "new")
        return [
            replace(
                one,
                file=one.file.replace(scratch, where),
                what=one.what.replace(scratch, where),
            )
            for one in found
        ]


def _report(
    read: _Read, understood: Understood, merged: Merged, faults: Sequence[Fault]
) -> Iterator[str]:
    for piece in understood.pieces.values():
        items: list[Item] = [*piece.knowledge.entries, *piece.knowledge.boundaries]
        phrasings = sum(len(item.phrasings) for item in items)
        counts = f"{_number(len(items), 'item')}, {_number(phrasings, 'phrasing')}"
        yield f"Understood {read.paths.get(piece.file, piece.file)}: {counts}"
    yield from _items("New", merged.new)
    yield from _items("Changed", merged.changed)
    if merged.same:
        yield f"As it is there already: {_number(len(merged.same), 'item')}"
    yield from _told("Could not be used", [*read.faults, *understood.unused], read)
    yield from _told("Made harmless", understood.tamed, read)
    yield from _told("Collides", merged.collisions, read)
    yield from _told("Has to be mended first", faults, read)


def _items(heading: str, items: Sequence[Item]) -> Iterator[str]:
    if items:
        yield f"{heading}:"
        for item in items[:MOST_TOLD]:
            yield f"  {item.id} – {item.title}: {_number(len(item.phrasings), 'phrasing')}"
        yield from _more(len(items))


def _told(heading: str, faults: Sequence[Fault], read: _Read) -> Iterator[str]:
    if faults:
        yield f"{heading}:"
        for fault in faults[:MOST_TOLD]:
            yield f"  {replace(fault, file=read.paths.get(fault.file, fault.file))}"
        yield from _more(len(faults))


def _more(number: int) -> Iterator[str]:
    if number > MOST_TOLD:
        yield f"  … and {number - MOST_TOLD:,} more"


def _closing(changed: dict[str, str], into: Path | None, write: bool) -> str:
    if not changed:
        return "Nothing new is to be written."
    names = ", ".join(str((into or Path()) / name) for name in list(changed)[:5])
    names += f" and {len(changed) - 5} more" if len(changed) > 5 else ""
    if into is None:
        return "Nothing was written. To write it, say where: --into DIR --write"
    return f"Written: {names}" if write else f"Nothing was written. With --write: {names}"


def _number(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"
