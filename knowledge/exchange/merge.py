"""What was understood and what is there → the files with both, and what collides."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from knowledge.exchange.draft import Comparable
from knowledge.exchange.edit import edit
from knowledge.exchange.export import LISTED, Files
from knowledge.exchange.understand import Piece
from knowledge.loader import read
from knowledge.parse import Fault
from knowledge.schema import Boundary, Entry, KnowledgeBase, KnowledgeFile

Item = Entry | Boundary

ITEMS = ("entries", "boundaries")


@dataclass(slots=True)
class Merged:
    """The texts of all files, as they would be; items that are `new`, `changed` or the `same` as
    before; and `collisions`, each with what is done about it."""

    files: dict[str, str] = field(default_factory=dict)
    new: list[Item] = field(default_factory=list)
    changed: list[Item] = field(default_factory=list)
    same: list[Item] = field(default_factory=list)
    collisions: list[Fault] = field(default_factory=list)


def merge(
    pieces: Mapping[str, Piece], files: Files, known: KnowledgeBase, comparable: Comparable
) -> Merged:
    """Lay pieces into the `files` of a folder; nothing that is there is taken out.

    `known`: all that is loaded together with the folder, itself included. Of our own YAML an item
    with a known id takes the place of that one; of all else nothing that is known is touched.
    """
    merged = Merged()
    sieve = _Sieve(known, pieces, comparable, merged)
    folder = _Folder(files)
    for name, piece in pieces.items():
        folder.lay_in(name, sieve.kept(piece), piece.text or "")
    merged.files = folder.texts()
    return merged


class _Sieve:
    """Lets through what does not collide."""

    def __init__(
        self,
        known: KnowledgeBase,
        pieces: Mapping[str, Piece],
        comparable: Comparable,
        merged: Merged,
    ) -> None:
        self._comparable, self._merged = comparable, merged
        self._known = {item.id: item for item in known.items()}
        replaced = {
            item.id
            for piece in pieces.values()
            if piece.text is not None
            for kind in ITEMS
            for item in getattr(piece.knowledge, kind)
        }
        stay = [item for item in known.items() if item.id not in replaced]
        self._titles = {self._words(item.title): item.id for item in stay}
        self._claims = {self._words(p): item.id for item in stay for p in item.phrasings}
        self._seen: dict[str, str] = {}

    def kept(self, piece: Piece) -> KnowledgeFile:
        lists = {
            kind: tuple(
                filter(None, (self._item(one, piece) for one in getattr(piece.knowledge, kind)))
            )
            for kind in ITEMS
        }
        return piece.knowledge.model_copy(update=lists)

    def _item(self, item: Any, piece: Piece) -> Any:
        """The item as it can be taken over; None where it can't."""
        own, before = piece.text is not None, self._known.get(item.id)
        if twin := self._seen.get(item.id):
            return self._refuse(item, piece, f"id {item.id!r} is taken by {twin}")
        if not own and before:
            return self._refuse(item, piece, f"id {item.id!r} is taken by {before.title!r}")
        if item == before:
            self._merged.same.append(item)
            self._see(item, piece)
            return None
        if other := self._titles.get(self._words(item.title)):
            what = f"{item.title!r} is the title of {other!r}"
            if not own:
                return self._refuse(item, piece, what)
            self._tell(item, piece, what, "kept: see whether both are wanted")
        kept = self._unclaimed(item, piece)
        if kept is None:
            return None
        self._see(kept, piece)
        (self._merged.new if before is None else self._merged.changed).append(kept)
        return kept

    def _see(self, item: Item, piece: Piece) -> None:
        self._seen[item.id] = f"{piece.file}:{piece.lines.get(item.id, 1)}"
        self._titles.setdefault(self._words(item.title), item.id)
        for phrasing in item.phrasings:
            self._claims.setdefault(self._words(phrasing), item.id)

    def _unclaimed(self, item: Any, piece: Piece) -> Any:
        claimed = {p: self._claims.get(self._words(p), item.id) for p in item.phrasings}
        free = tuple(phrasing for phrasing, owner in claimed.items() if owner == item.id)
        if not free:
            owners = " and ".join(repr(owner) for owner in dict.fromkeys(claimed.values()))
            return self._refuse(item, piece, f"{item.title!r} is answered by {owners} already")
        for phrasing, owner in claimed.items():
            if owner != item.id:
                what = f"{phrasing!r} is claimed by {owner!r}"
                self._tell(item, piece, what, f"left out of {item.id!r}")
        return item.model_copy(update={"phrasings": free}) if len(free) < len(claimed) else item

    def _refuse(self, item: Item, piece: Piece, what: str) -> None:
        self._tell(item, piece, what, "left out")

    def _tell(self, item: Item, piece: Piece, what: str, done: str) -> None:
        line = piece.lines.get(item.id, 1)
        self._merged.collisions.append(Fault(piece.file, line, what, done))

    def _words(self, text: str) -> tuple[str, ...]:
        return self._comparable(text) or (text,)


class _Folder:
    """A folder's files as they would be."""

    def __init__(self, files: Files) -> None:
        self._texts = dict(files)
        self._wanted: dict[str, dict[str, Any]] = {}
        for name, text in files.items():
            held = read(text, name)
            self._wanted[name] = {key: getattr(held, key) for key in KnowledgeFile.model_fields}
        self._places = {
            (kind, item.id): name
            for name, file in self._wanted.items()
            for kind in LISTED
            for item in file[kind]
        }

    def lay_in(self, name: str, piece: KnowledgeFile, text: str) -> None:
        """Each thing where its id stands already, what is new into the file of this name."""
        new = {kind: list(self._not_replaced(kind, getattr(piece, kind))) for kind in LISTED}
        there = {group for file in self._wanted.values() for group in file.get("synonyms", ())}
        new["synonyms"] = [group for group in piece.synonyms if group not in there]
        about = piece.about if piece.about != self._about() else None
        if not about and not any(new.values()):
            return
        self._texts.setdefault(name, text)
        target = self._wanted.setdefault(name, {})
        for key, values in new.items():
            target[key] = (*target.get(key, ()), *values)
            self._places.update(((key, one.id), name) for one in values if key in LISTED)
        if about:
            for file in self._wanted.values():
                file["about"] = None
            target["about"] = about

    def texts(self) -> dict[str, str]:
        return {
            name: edit(self._texts[name], KnowledgeFile.model_construct(None, **file))
            for name, file in self._wanted.items()
        }

    def _about(self) -> Any:
        files = reversed(self._wanted.values())
        return next((file["about"] for file in files if file.get("about")), None)

    def _not_replaced(self, kind: str, items: Iterable[Any]) -> Iterator[Any]:
        """Puts items in the place of those with their ids; those that had none."""
        for item in items:
            if kind in ITEMS:
                self._take_out(ITEMS[kind == ITEMS[0]], item.id)
            if name := self._places.get((kind, item.id)):
                file = self._wanted[name]
                file[kind] = tuple(item if one.id == item.id else one for one in file[kind])
            else:
                yield item

    def _take_out(self, kind: str, id: str) -> None:
        if name := self._places.pop((kind, id), None):
            file = self._wanted[name]
            file[kind] = tuple(one for one in file[kind] if one.id != id)
