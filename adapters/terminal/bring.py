"""`tpm knowledge import`: files of kinds that people have → a folder of ours, shown first."""

import datetime
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from adapters.terminal.files import knowledge_texts
from adapters.terminal.given import (
    Given,
    headed,
    number,
    read_given,
    show,
    told,
    understood_lines,
)
from adapters.terminal.save import save
from bot.normalise import words
from knowledge.check import check
from knowledge.exchange.merge import Item, Merged, merge
from knowledge.exchange.understand import Understood, understand
from knowledge.loader import load
from knowledge.parse import Fault
from knowledge.schema import KnowledgeBase


def bring(given: Sequence[Path], into: Path | None, folders: Sequence[Path], write: bool) -> bool:
    """Show what the given files say and what of it collides with the folders, `into` included; then
    with `write` write it there. Whether all that was asked could be done.

    Raises KnowledgeFaults where the folders have faults, and SaveRefused.
    """
    read = read_given(given)
    there = knowledge_texts(into) if into and into.is_dir() else {}
    layers = [*folders, *([into] if into and there else [])]
    known = load(layers) if layers else KnowledgeBase()
    understood = understand(read.texts, words, {item.id for item in known.items()})
    merged = merge(understood.pieces, there, known, words)
    faults = _faults(merged, folders, into) if merged.new or merged.changed else []
    show(_report(read, understood, merged, faults))
    changed = {name: text for name, text in merged.files.items() if text != there.get(name)}
    if faults or not understood.pieces:
        print("Nothing was written.")
        return False
    if write and into and changed:
        save(into, changed)
    print(_closing(changed, into, write))
    return True


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
    read: Given, understood: Understood, merged: Merged, faults: Sequence[Fault]
) -> Iterator[str]:
    yield from understood_lines(read, understood)
    yield from _items("New", merged.new)
    yield from _items("Changed", merged.changed)
    if merged.same:
        yield f"As it is there already: {number(len(merged.same), 'item')}"
    yield from told("Could not be used", [*read.faults, *understood.unused], read)
    yield from told("Made harmless", understood.tamed, read)
    yield from told("Collides", merged.collisions, read)
    yield from told("Has to be mended first", faults, read)


def _items(heading: str, items: Sequence[Item]) -> Iterator[str]:
    lines = [f"{one.id} – {one.title}: {number(len(one.phrasings), 'phrasing')}" for one in items]
    yield from headed(heading, lines)


def _closing(changed: dict[str, str], into: Path | None, write: bool) -> str:
    if not changed:
        return "Nothing new is to be written."
    names = ", ".join(str((into or Path()) / name) for name in list(changed)[:5])
    names += f" and {len(changed) - 5} more" if len(changed) > 5 else ""
    if into is None:
        return "Nothing was written. To write it, say where: --into DIR --write"
    return f"Written: {names}" if write else f"Nothing was written. With --write: {names}"
