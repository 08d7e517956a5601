"""`tpm knowledge import --tenant`: what files say → what a team is to have of its own."""

import datetime
import re
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from adapters.terminal.altered import altered, in_short
from adapters.terminal.given import counts, headed, number, read_given, told, understood_lines
from adapters.terminal.save import save
from bot.normalise import words
from knowledge.check import check
from knowledge.differ import onto, sayable, unsayable
from knowledge.exchange.export import export, held_by
from knowledge.exchange.merge import merge
from knowledge.exchange.understand import understand
from knowledge.loader import KnowledgeFaults, load
from knowledge.overlay import Overlay, sound, stack, together
from knowledge.parse import Fault
from knowledge.schema import KnowledgeBase

MOST_PIECES = 2_000
"""Of one team: its index is extended by each, in every process that answers it."""

MEND = "Has to be mended first"
THERE = "what is there already"


@dataclass(frozen=True, slots=True)
class Plan:
    """The team's pieces as they are to be, None where something has to be mended first; `lines`
    that tell what changes, and what was done in the history's words (`said`)."""

    lines: tuple[str, ...]
    after: dict[str, str] | None
    said: str


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a team's knowledge is to be, by what the files say; `first` is told before all else,
    `last` after, and `faults` keep it from being done."""

    knowledge: KnowledgeBase
    said: KnowledgeBase
    first: tuple[str, ...]
    last: tuple[str, ...]
    faults: tuple[str, ...]


def plan(
    given: Sequence[Path], folders: Sequence[Path], there: Mapping[str, str], whole: bool
) -> Plan:
    """What to change for a team to know what the files say. `there`: the pieces it has over the
    folders' knowledge; `whole`: what the files don't have is to be gone.

    Raises KnowledgeFaults where the folders have faults.
    """
    base = load(folders)
    standing = stack(base, together(there))
    try:
        wanted = _whole(given) if whole else _partly(given, base, standing)
    except KnowledgeFaults as refused:
        return Plan(tuple(headed(MEND, list(map(str, refused.faults)))), None, "")
    after = onto(base, there, wanted.knowledge)
    then = sayable(base, wanted.knowledge)
    now = sound(standing, then)
    faults = [*wanted.faults, *_too_much(there, after)]
    lines = [
        *wanted.first,
        *altered(now, then),
        *headed("Can't be a team's own", list(unsayable(base, wanted.said, whole))),
        *wanted.last,
        *headed(MEND, faults),
    ]
    return Plan(tuple(lines), None if faults else after, in_short(now, then, _called(given)))


def _whole(given: Sequence[Path]) -> _Wanted:
    knowledge = load(given)
    first = f"Understood {', '.join(map(str, given))}: {counts(list(knowledge.items()))}"
    faults = tuple(map(str, check(given, _today(), words).faults))
    return _Wanted(knowledge, knowledge, (first,), (), faults)


def _partly(given: Sequence[Path], base: KnowledgeBase, standing: KnowledgeBase) -> _Wanted:
    """With what the files say over what there is."""
    read, now = read_given(given), sound(standing, standing)
    taken = {item.id for knowledge in (base, now) for item in knowledge.items()}
    understood = understand(read.texts, words, taken)
    merged = merge(understood.pieces, {}, now, words)
    said = held_by(merged.files)
    new = tuple(group for group in said.synonyms if group not in standing.synonyms)
    overlay = Overlay(
        entries=said.entries, boundaries=said.boundaries, sources=said.sources, synonyms=new
    )
    broken = [one for one in understood.unused if one.file in understood.broken]
    faults = [*read.faults, *broken, *_faults(now, merged.files)]
    if not understood.pieces and not faults:
        faults.append(Fault(str(given[0]), 1, "nothing that can be used", "see above"))
    return _Wanted(
        stack(standing, overlay),
        said,
        tuple(_understood(understood_lines(read, understood), len(merged.same))),
        (
            *told("Could not be used", [f for f in understood.unused if f not in broken], read),
            *told("Made harmless", understood.tamed, read),
            *told("Collides", merged.collisions, read),
        ),
        tuple(str(replace(one, file=read.paths.get(one.file, one.file))) for one in faults),
    )


def _understood(lines: Iterator[str], same: int) -> Iterator[str]:
    yield from lines
    if same:
        yield f"As it is there already: {number(same, 'item')}"


def _faults(now: KnowledgeBase, files: Mapping[str, str]) -> Iterator[Fault]:
    """What `tpm knowledge check` would find of the files over what there is, and did not before."""
    if not files:
        return
    with tempfile.TemporaryDirectory() as scratch:
        below, above = Path(scratch) / "now", Path(scratch) / "new"
        save(below, export(now))
        save(above, files)
        before = set(check([below], _today(), words).faults)
        found = [one for one in check([below, above], _today(), words).faults if one not in before]
    standing, new = re.compile(rf"{re.escape(str(below))}/[^:]+:\d+"), f"{above}/"
    for one in found:
        what = standing.sub(THERE, one.what).replace(new, "")
        file = THERE if one.file.startswith(str(below)) else one.file.replace(new, "")
        yield replace(one, file=file, what=what)


def _too_much(there: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
    if len(after) > max(MOST_PIECES, len(there)):
        yield (
            f"{len(after):,} pieces, of which a team may have {MOST_PIECES:,}: "
            "lay a folder over the base for all, with --knowledge"
        )
    for key in after:
        if any(unicodedata.category(sign) in ("Cc", "Cs") for sign in key):
            yield f"{key}: a control character in what it is known by: choose another"


def _called(given: Sequence[Path]) -> str:
    """What the files are called, in short."""
    first = (given[0].name or given[0].resolve().name)[:60]
    return f"{first} and {len(given) - 1} more" if len(given) > 1 else first


def _today() -> datetime.date:
    return datetime.datetime.now(tz=datetime.UTC).date()
