"""What a base is to say → the overlay that makes it say so: `knowledge.overlay.lay`, backwards."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from knowledge.overlay import WORDS, Amendment, Overlay, pieces, sound, stack, together
from knowledge.schema import Boundary, Entry, KnowledgeBase

AMENDED = frozenset(Amendment.model_fields)
"""What can be said otherwise of what is the base's."""

ABOUT_ITEMS = ("entry", "boundary", "amended", "phrasings", "retired")
"""Kinds of pieces that are about an entry or a boundary."""


def difference(base: KnowledgeBase, wanted: KnowledgeBase) -> Overlay:
    """The smallest overlay that makes the base say all of this that it can be made to say."""
    wanted = sayable(base, wanted)
    had = {item.id: item for item in sound(base, wanted).items()}
    new: list[Entry | Boundary] = []
    amended: dict[str, Amendment] = {}
    phrasings: dict[str, tuple[str, ...]] = {}
    for item in wanted.items():
        before = had.get(item.id)
        if before is None or (other := _otherwise(before, item)) is None:
            new.append(item)
            continue
        if other:
            amended[item.id] = Amendment(**other)
        if more := tuple(said for said in item.phrasings if said not in before.phrasings):
            phrasings[item.id] = tuple(dict.fromkeys(more))
    left = {item.id for item in wanted.items()}
    return Overlay(
        entries=tuple(item for item in new if isinstance(item, Entry)),
        boundaries=tuple(item for item in new if isinstance(item, Boundary)),
        amended=amended,
        phrasings=phrasings,
        synonyms=wanted.synonyms[len(base.synonyms) :],
        sources=tuple(source for source in wanted.sources if source not in base.sources),
        retired=tuple(id for id in had if id not in left),
    )


def sayable(base: KnowledgeBase, wanted: KnowledgeBase) -> KnowledgeBase:
    """What of it an overlay can make the base say: subject and topics are the base's, as are its
    sources and synonyms, to which others come; names lead somewhere."""
    sources = {source.id: source for source in (*base.sources, *wanted.sources)}
    groups: dict[str, tuple[str, ...]] = {}
    for group in (Counter(wanted.synonyms) - Counter(base.synonyms)).elements():
        before = groups.get(group[0], ())
        groups[group[0]] = (*before, *(w for w in group if w not in before)) if before else group
    said = wanted.model_copy(
        update={
            "about": base.about,
            "topics": base.topics,
            "sources": tuple(sources.values()),
            "synonyms": (*base.synonyms, *groups.values()),
        }
    )
    return sound(said, said)


def unsayable(base: KnowledgeBase, said: KnowledgeBase, whole: bool) -> Iterator[str]:
    """What no overlay makes the base say, in words. `whole`: what is missing is to be gone."""
    if said.about != base.about and (said.about or whole):
        yield "another subject ('about')"
    for topic in said.topics:
        if topic not in base.topics:
            yield f"the topic {topic.id!r}"
    if not whole:
        return
    for kind in ("topic", "source"):
        named = {one.id for one in getattr(said, f"{kind}s")}
        for one in getattr(base, f"{kind}s"):
            if one.id not in named:
                yield f"that there is no {kind} {one.id!r}"
    for group in Counter(base.synonyms) - Counter(said.synonyms):
        yield f"that {', '.join(group)} are no synonyms"


def onto(base: KnowledgeBase, there: Mapping[str, str], wanted: KnowledgeBase) -> dict[str, str]:
    """An overlay's pieces as they are to be, so that the base says what is wanted; those that do
    their part of it as they are `there` stay so."""
    now, then = stack(base, together(there)), sayable(base, wanted)
    new = pieces(difference(base, wanted))
    stale = _stale(sound(now, then), then)
    stale |= {subject(key) for key in {**there, **new} if key.startswith("synonyms/")}
    kept = {key: piece for key, piece in there.items() if subject(key) not in stale}
    return kept | {key: piece for key, piece in new.items() if subject(key) in stale}


def subject(key: str) -> tuple[str, str]:
    """What a piece is about: those of one item are about the same."""
    kind, _, id = key.partition("/")
    return "item" if kind in ABOUT_ITEMS else kind, id


def _otherwise(before: Entry | Boundary, item: Entry | Boundary) -> dict[str, Any] | None:
    """What is to be said otherwise of it; None where that is more than can be amended."""
    gone = tuple(said for said in before.phrasings if said not in item.phrasings)
    if type(before) is not type(item) or len(gone) > len(before.phrasings) / 2:
        return None
    found: dict[str, Any] = {"without": gone} if gone else {}
    for key in type(item).model_fields:
        value = getattr(item, key)
        if key == "phrasings" or value == getattr(before, key):
            continue
        name = "words" if key == WORDS[type(item)] else key
        if name not in AMENDED or value is None:
            return None
        found[name] = value
    return found


def _stale(now: KnowledgeBase, then: KnowledgeBase) -> frozenset[tuple[str, str]]:
    """What is not as it is to be, as subjects."""
    found = {("source", one.id) for one in set(now.sources) ^ set(then.sources)}
    have = {item.id: unordered(item) for item in now.items()}
    want = {item.id: unordered(item) for item in then.items()}
    different = {id for id in have.keys() | want.keys() if have.get(id) != want.get(id)}
    return frozenset(found | {("item", id) for id in different})


def unordered(item: Entry | Boundary) -> Entry | Boundary:
    """The item with its phrasings in one order, each once: it says the same."""
    return item.model_copy(update={"phrasings": tuple(sorted(set(item.phrasings)))})
