"""Which part of the phrasings each of a team's own is dealt into, and a change without those."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.leave import PARTS
from bot.normalise import words
from bot.stand import Question, Stand
from knowledge.overlay import Overlay, lay
from knowledge.schema import Boundary, Entry, KnowledgeBase

Item = TypeVar("Item", Entry, Boundary)

Said = tuple[str, tuple[str, ...]]
"""The id of an entry or boundary, and the words of one of its phrasings."""


@dataclass(frozen=True, slots=True)
class Dealt:
    """What an overlay makes of the phrasings that are asked: those of the base that are `gone`,
    and for each part the team's `own`."""

    gone: frozenset[Said]
    own: tuple[tuple[Question, ...], ...]


def deal(standing: Stand, overlay: Overlay) -> Dealt:
    """Each of the team's own phrasings stays in the part that it is in, else goes to the one that
    has fewest of the same entry. What a retired entry was asked goes on being asked."""
    base = standing.base or standing
    knowledge = base.folds[-1].index.knowledge
    changed = list(_changed(knowledge, overlay))
    ids = {item.id for item in changed}
    theirs, before = _parts(base, ids), _parts(standing, ids)
    own: list[list[Question]] = [[] for _ in range(PARTS)]
    kept: set[Said] = set()
    for item in changed:
        counts = [0] * PARTS
        fresh: dict[Said, str] = {}
        for text in item.phrasings:
            said = item.id, words(text)
            kept.add(said)
            part = theirs.get(said, before.get(said))
            if part is None or said not in theirs:
                fresh.setdefault(said, text)
            if part is not None:
                counts[part] += 1
        right = frozenset([item.id] if isinstance(item, Entry) else [])
        for said, text in fresh.items():
            part = before.get(said)
            if part is None:
                part = counts.index(min(counts))
                counts[part] += 1
            own[part].append(Question("phrasing", text, said[1], right, item.id))
    return Dealt(frozenset(theirs.keys() - kept), tuple(map(tuple, own)))


def _changed(base: KnowledgeBase, overlay: Overlay) -> Iterator[Entry | Boundary]:
    """What is there and has other phrasings than in the base, or is of the other kind."""
    before = {item.id: item for item in base.items()}
    for item in lay(base, overlay).items():
        old = before.get(item.id)
        if old is None or old.phrasings != item.phrasings or type(old) is not type(item):
            yield item


def _parts(standing: Stand, ids: Collection[str]) -> dict[Said, int]:
    return {
        (one.of, one.words): part
        for part, fold in enumerate(standing.folds[:PARTS])
        for one in fold.asked
        if one.of in ids
    }


def stripped(overlay: Overlay, asked: Sequence[Question]) -> Overlay:
    """The overlay without phrasings that are asked."""
    out: dict[str, set[tuple[str, ...]]] = {}
    for one in asked:
        if one.kind != "phrasing":
            continue
        out.setdefault(one.of, set()).add(one.words)

    def kept(of: str, said: Sequence[str]) -> tuple[str, ...]:
        left = out.get(of, ())
        return tuple(text for text in said if words(text) not in left)

    def less(items: Sequence[Item]) -> tuple[Item, ...]:
        return tuple(
            one.model_copy(update={"phrasings": kept(one.id, one.phrasings)}) for one in items
        )

    phrasings: Mapping[str, tuple[str, ...]] = {
        of: kept(of, said) for of, said in overlay.phrasings.items()
    }
    return overlay.model_copy(
        update={
            "entries": less(overlay.entries),
            "boundaries": less(overlay.boundaries),
            "phrasings": phrasings,
        }
    )
