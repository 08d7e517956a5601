"""YAML files → a KnowledgeBase; every fault at once, with file, line and mend."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from knowledge.mend import did_you_mean, fault
from knowledge.parse import MAX_BYTES, Fault, Parsed, Place, parse, parse_text
from knowledge.schema import Boundary, Entry, KnowledgeBase, KnowledgeFile, Source, Topic

BUILT_IN = Path(__file__).parent / "tpm"
KINDS = ("topics", "sources", "entries", "boundaries")
MAX_FILES = 10_000
MOST_FAULTS = 1_000  # of one file's form that are told


class KnowledgeFaults(Exception):
    """The knowledge base can't be used; `faults` says why, in the files' order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(map(str, self.faults)))


@dataclass(frozen=True, slots=True)
class Loaded:
    """A knowledge base and where each of its entries and boundaries stands."""

    knowledge: KnowledgeBase
    places: dict[str, "Origin"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an entry or boundary was read."""

    parsed: Parsed
    place: Place

    def fault(self, what: str, mend: str, *within: str | int) -> Fault:
        return Fault(self.parsed.file, self.parsed.line((*self.place, *within)), what, mend)


def files(folder: Path) -> tuple[Path, ...]:
    """The knowledge files of a folder and its subfolders, in name order."""
    return tuple(sorted(path for path in folder.rglob("*.yaml") if path.is_file()))


def read(text: str, name: str) -> KnowledgeFile:
    """What one file's text says; raises KnowledgeFaults, names that lead nowhere left aside."""
    return read_parsed(parse_text(text, name))


def read_parsed(parsed: Parsed) -> KnowledgeFile:
    """Like `read`, for what was parsed already."""
    faults: list[Fault] = []
    validated = _validated(parsed, faults)
    if validated is None:
        raise KnowledgeFaults(faults)
    return validated[1]


def load(folders: Sequence[Path] = (BUILT_IN,)) -> KnowledgeBase:
    """The knowledge of all folders, later ones overriding and extending earlier ones.

    Raises KnowledgeFaults with every fault found.
    """
    return load_with_places(folders).knowledge


def load_with_places(folders: Sequence[Path]) -> Loaded:
    """Like `load`, and where everything stands: for checks that name file and line."""
    faults: list[Fault] = []
    layers = [_load_folder(folder, faults) for folder in folders]
    merged = _Merged()
    for layer in layers:
        merged.add(layer)
    loaded = merged.loaded()
    if not loaded.knowledge.entries and not faults:
        where = str(folders[-1]) if folders else "nowhere"
        faults.append(Fault(where, 1, "no entries", "add a .yaml file with entries"))
    faults.extend(_dangling(loaded, frozenset().union(*(layer.doubtful for layer in layers))))
    if faults:
        raise KnowledgeFaults(faults)
    return loaded


@dataclass(frozen=True, slots=True)
class _Layer:
    """One folder's files, each valid by itself; `doubtful`: ids in the files that are not."""

    files: tuple[tuple[Parsed, KnowledgeFile], ...] = ()
    doubtful: frozenset[str] = frozenset()


def _load_folder(folder: Path, faults: list[Fault]) -> _Layer:
    if not folder.is_dir():
        faults.append(Fault(str(folder), 1, "no such folder", "name a folder of .yaml files"))
        return _Layer()
    read: list[tuple[Parsed, KnowledgeFile]] = []
    doubtful: set[str] = set()
    paths = files(folder)
    if len(paths) > MAX_FILES:
        faults.append(Fault(str(folder), 1, f"more than {MAX_FILES:,} files", "join some of them"))
    for path in paths[:MAX_FILES]:
        if file := _load_file(path, faults):
            read.append(file)
        else:
            doubtful |= _ids_by_sight(path)
    faults.extend(_repeated_ids(read))
    return _Layer(tuple(read), frozenset(doubtful))


def _load_file(path: Path, faults: list[Fault]) -> tuple[Parsed, KnowledgeFile] | None:
    return _validated(parse(path, str(path)), faults)


def _validated(parsed: Parsed, faults: list[Fault]) -> tuple[Parsed, KnowledgeFile] | None:
    faults.extend(parsed.faults)
    if parsed.faults:
        return None
    try:
        return parsed, KnowledgeFile.model_validate(parsed.value or {})
    except ValidationError as error:
        details = error.errors()
        faults.extend(fault(parsed, detail) for detail in details[:MOST_FAULTS])
        if len(details) > MOST_FAULTS:
            what = f"{len(details):,} faults, of which {MOST_FAULTS:,} are told"
            faults.append(Fault(parsed.file, 1, what, "mend these first"))
        return None


def _ids_by_sight(path: Path) -> set[str]:
    """What look like ids in a file with faults: whoever names them is not to blame."""
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return set(re.findall(r"\bid: *[\"']?([^\s,}\"']+)", file.read(MAX_BYTES)))
    except OSError:
        return set()


def _repeated_ids(read: Sequence[tuple[Parsed, KnowledgeFile]]) -> Iterator[Fault]:
    first: dict[tuple[str, str], Origin] = {}
    for parsed, file in read:
        for kind, place, item in _items(file):
            origin = Origin(parsed, place)
            space = "item" if kind in ("entries", "boundaries") else kind
            before = first.setdefault((space, item.id), origin)
            if before is not origin:
                where = f"{before.parsed.file}:{before.parsed.line(before.place)}"
                yield origin.fault(f"id {item.id!r} is taken by {where}", "choose another", "id")


def _items(file: KnowledgeFile) -> Iterator[tuple[str, Place, Entry | Boundary | Source | Topic]]:
    for kind in KINDS:
        for position, item in enumerate(getattr(file, kind)):
            yield kind, (kind, position), item


class _Merged:
    """Layers laid over one another: an id's later meaning wins, whatever kind it had before."""

    def __init__(self) -> None:
        self._file = KnowledgeFile()
        self._by_kind: dict[str, dict[str, Any]] = {kind: {} for kind in KINDS}
        self._synonyms: list[tuple[str, ...]] = []
        self._places: dict[str, Origin] = {}

    def add(self, layer: _Layer) -> None:
        for parsed, file in layer.files:
            if file.about is not None:
                self._file = file
            self._synonyms.extend(file.synonyms)
            for kind, place, item in _items(file):
                if kind in ("entries", "boundaries"):
                    other = "boundaries" if kind == "entries" else "entries"
                    if self._by_kind[other].pop(item.id, None) and kind == "boundaries":
                        self._forget(item.id)
                    self._places[item.id] = Origin(parsed, place)
                self._by_kind[kind][item.id] = item

    def _forget(self, gone: str) -> None:
        """Take an entry that a later folder made a boundary out of what names it so far."""
        for held in (self._by_kind["entries"], self._by_kind["boundaries"]):
            for name, item in held.items():
                named: dict[str, Any] = {
                    key: tuple(one for one in getattr(item, key) if one != gone)
                    for key in ("related", "part_of")
                    if gone in getattr(item, key, ())
                }
                if getattr(item, "nearest", None) == gone:
                    named["nearest"] = None
                held[name] = item.model_copy(update=named)

    def loaded(self) -> Loaded:
        whole = KnowledgeBase.model_construct(
            None,
            about=self._file.about,
            synonyms=tuple(self._synonyms),
            **{kind: tuple(items.values()) for kind, items in self._by_kind.items()},
        )
        return Loaded(whole, self._places)


def _dangling(loaded: Loaded, doubtful: frozenset[str]) -> Iterator[Fault]:
    knowledge = loaded.knowledge
    entries = {entry.id for entry in knowledge.entries}
    sources = {source.id for source in knowledge.sources}
    known = {
        "related": entries,
        "part_of": entries,
        "sources": sources,
        "reading": sources,
        "topic": {topic.id for topic in knowledge.topics},
        "nearest": entries,
    }
    for item in knowledge.items():
        origin = loaded.places[item.id]
        for key, ids in known.items():
            value = getattr(item, key, None) or ()
            for named in (value,) if isinstance(value, str) else value:
                if named not in ids and named not in doubtful:
                    yield origin.fault(
                        f"{key} names {named!r}, which is not there", did_you_mean(named, ids), key
                    )
    yield from _circles(loaded)


def _circles(loaded: Loaded) -> Iterator[Fault]:
    wholes = {entry.id: entry.part_of for entry in loaded.knowledge.entries}
    for start in wholes:
        reached: set[str] = set()
        ahead = list(wholes[start])
        while ahead:
            one = ahead.pop()
            if one not in reached:
                reached.add(one)
                ahead.extend(wholes.get(one, ()))
        if start in reached:
            yield loaded.places[start].fault(
                f"{start!r} is a part of itself", "break the circle", "part_of"
            )
