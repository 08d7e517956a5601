"""Knowledge and the files that it stood in → the files that say it, changed where they must be."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from knowledge.exchange.change import NOTHING, Change, changed
from knowledge.exchange.edit import edit
from knowledge.loader import read
from knowledge.schema import Boundary, Entry, KnowledgeBase, KnowledgeFile

Files = Mapping[str, str]
"""Texts by the names of their files, relative to the folder, in name order."""

NEW_FILES = {
    "about": "about.yaml",
    "topics": "about.yaml",
    "sources": "about.yaml",
    "synonyms": "synonyms.yaml",
    "entries": "entries.yaml",
    "boundaries": "boundaries.yaml",
}
"""Where that goes of which nothing is written yet."""

OWN = "own.yaml"
"""Where that goes which is a team's own."""

LISTED = ("topics", "sources", "entries", "boundaries")


NO_FILES: Files = MappingProxyType({})


def export(
    knowledge: KnowledgeBase, files: Files = NO_FILES, base: KnowledgeBase | None = None
) -> dict[str, str]:
    """Files that say exactly this: each thing where it stood, what is new beside its likes; of a
    team's knowledge over a `base`, what that has not goes into a file of its own.

    A file that has to say nothing any more keeps its comments; it is empty without. Where two files
    have the same thing, the first one keeps it. Raises KnowledgeFaults where a file has faults.
    """
    held = {name: read(text, name) for name, text in sorted(files.items())}
    plan = _Plan(held, base)
    for kind in LISTED:
        plan.place(kind, getattr(knowledge, kind))
    plan.place_synonyms(knowledge.synonyms)
    plan.place_about(knowledge)
    return {name: edit(files.get(name, ""), wanted) for name, wanted in plan.wanted().items()}


def apply(files: Files, changes: Iterable[Change], base: KnowledgeBase = NOTHING) -> dict[str, str]:
    """The files with the changes; those that none of them touches stay as they are.

    `base`: what the files are laid over. Raises ChangeRefused, and KnowledgeFaults where a file has
    faults.
    """
    return export(changed(held_by(files), changes, base), files)


def held_by(files: Files) -> KnowledgeBase:
    """What the files say by themselves, names that lead elsewhere included."""
    read_ones = [read(text, name) for name, text in sorted(files.items())]
    lists: dict[str, Any] = {
        kind: tuple(one for file in read_ones for one in getattr(file, kind))
        for kind in (*LISTED, "synonyms")
    }
    about = next((file.about for file in reversed(read_ones) if file.about), None)
    return KnowledgeBase.model_construct(None, about=about, **lists)


class _Plan:
    """What each file is to say."""

    def __init__(self, held: Mapping[str, KnowledgeFile], base: KnowledgeBase | None) -> None:
        self._held, self._base = held, base
        self._wanted: dict[str, dict[str, Any]] = {name: {} for name in held}

    def wanted(self) -> dict[str, KnowledgeFile]:
        return {
            name: KnowledgeFile.model_construct(None, **values)
            for name, values in sorted(self._wanted.items())
        }

    def place(self, kind: str, items: Iterable[Any]) -> None:
        """In each file its own, in its order, then what is new."""
        left = {item.id: item for item in items}
        for name, file in self._held.items():
            ids = [one.id for one in getattr(file, kind)]
            self._wanted[name][kind] = tuple(left.pop(id) for id in ids if id in left)
        for item in left.values():
            name = self._home(kind, item)
            self._add(name, kind, item)

    def place_synonyms(self, groups: Sequence[tuple[str, ...]]) -> None:
        all_of_them, kept = Counter(groups), Counter[tuple[str, ...]]()
        for name, file in self._held.items():
            own = []
            for group in file.synonyms:
                if kept[group] < all_of_them[group]:
                    kept[group] += 1
                    own.append(group)
            self._wanted[name]["synonyms"] = tuple(own)
        for group in groups:
            if kept[group]:
                kept[group] -= 1
            else:
                self._add(self._home("synonyms", group), "synonyms", group)

    def place_about(self, knowledge: KnowledgeBase) -> None:
        if knowledge.about is not None:
            having = [name for name, file in self._held.items() if file.about]
            name = having[0] if having else NEW_FILES["about"]
            self._wanted.setdefault(name, {})["about"] = knowledge.about

    def _add(self, name: str, kind: str, item: Any) -> None:
        file = self._wanted.setdefault(name, {})
        file[kind] = (*file.get(kind, ()), item)

    def _home(self, kind: str, item: Any) -> str:
        """The file with most of its likes, the last of those; else the usual one."""
        if self._base is not None and not _has(self._base, kind, item):
            return OWN
        likes = {
            name: sum(_like(item, one) for one in file.get(kind, ()))
            for name, file in self._wanted.items()
        }
        most = max(likes.values(), default=0)
        fitting = [name for name, number in likes.items() if most and number == most]
        return fitting[-1] if fitting else NEW_FILES[kind]


def _has(base: KnowledgeBase, kind: str, item: Any) -> bool:
    held = getattr(base, kind)
    return item in held if kind == "synonyms" else any(one.id == item.id for one in held)


def _like(item: Any, other: Any) -> int:
    """How much two of a kind belong together: those of one topic more than all others."""
    if isinstance(item, Entry) and item.topic is not None and item.topic == other.topic:
        return 1_000
    if isinstance(item, Boundary) and item.nearest is not None and item.nearest == other.nearest:
        return 1_000
    return 1
