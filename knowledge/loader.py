"""YAML files → a KnowledgeBase; every fault at once, with file, line and mend."""

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from knowledge.parse import Fault, Parsed, Place, parse
from knowledge.schema import Boundary, Entry, KnowledgeBase, KnowledgeFile, Source, Topic

BUILT_IN = Path(__file__).parent / "tpm"
MAX_FILES = 10_000


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
    return tuple(sorted(path for path in folder.rglob("*.yaml") if path.is_file()))[:MAX_FILES]


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
    faults.extend(_dangling(loaded))
    if faults:
        raise KnowledgeFaults(faults)
    return loaded


@dataclass(frozen=True, slots=True)
class _Layer:
    """One folder's files, each valid by itself."""

    files: tuple[tuple[Parsed, KnowledgeFile], ...]


def _load_folder(folder: Path, faults: list[Fault]) -> _Layer:
    if not folder.is_dir():
        faults.append(Fault(str(folder), 1, "no such folder", "name a folder of .yaml files"))
        return _Layer(())
    read: list[tuple[Parsed, KnowledgeFile]] = []
    for path in files(folder):
        parsed = parse(path, str(path))
        faults.extend(parsed.faults)
        if parsed.faults:
            continue
        try:
            read.append((parsed, KnowledgeFile.model_validate(parsed.value or {})))
        except ValidationError as error:
            faults.extend(_fault(parsed, detail) for detail in error.errors())
    faults.extend(_repeated_ids(read))
    return _Layer(tuple(read))


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
    for kind in ("topics", "sources", "entries", "boundaries"):
        for position, item in enumerate(getattr(file, kind)):
            yield kind, (kind, position), item


class _Merged:
    """Layers laid over one another: an id's later meaning wins, whatever kind it had before."""

    def __init__(self) -> None:
        self._file = KnowledgeFile()
        self._by_kind: dict[str, dict[str, Any]] = {
            kind: {} for kind in ("topics", "sources", "entries", "boundaries")
        }
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
                    self._by_kind[other].pop(item.id, None)
                    self._places[item.id] = Origin(parsed, place)
                self._by_kind[kind][item.id] = item

    def loaded(self) -> Loaded:
        whole = KnowledgeBase.model_construct(
            about=self._file.about,
            synonyms=tuple(self._synonyms),
            **{kind: tuple(items.values()) for kind, items in self._by_kind.items()},
        )
        return Loaded(whole, self._places)


def _dangling(loaded: Loaded) -> Iterator[Fault]:
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
                if named not in ids:
                    yield origin.fault(
                        f"{key} names {named!r}, which is not there", _did_you_mean(named, ids), key
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


def _did_you_mean(word: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(word, list(known), 1)
    return f"did you mean {close[0]!r}?" if close else "add it or take the name out"


def _fault(parsed: Parsed, detail: Any) -> Fault:
    place: Place = tuple(detail["loc"])
    line = parsed.line(place)
    where = ".".join(map(str, place)) or "the file"
    kind, message = detail["type"], detail["msg"].removeprefix("Value error, ")
    if kind == "extra_forbidden":
        keys = _keys_around(place)
        return Fault(parsed.file, line, f"unknown key {place[-1]!r}", _did_you_mean(str(place[-1]), keys))
    if kind == "missing":
        return Fault(parsed.file, line, f"{where} is missing", f"add {place[-1]!r}")
    what, _, mend = message.partition(": ")
    return Fault(parsed.file, line, f"{where}: {what}", mend or "see docs/write-an-entry.md")


def _keys_around(place: Place) -> Iterable[str]:
    """The keys that are known where an unknown one stood."""
    model: type[BaseModel] = KnowledgeFile
    kinds: dict[str, type[BaseModel]] = {
        "entries": Entry,
        "boundaries": Boundary,
        "sources": Source,
        "topics": Topic,
    }
    if len(place) > 1:
        model = kinds.get(str(place[0]), KnowledgeFile)
    return model.model_fields
