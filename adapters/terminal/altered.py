"""Knowledge as it is and as it is to be → what would change, in words."""

from collections.abc import Iterator, Mapping
from typing import Any

from adapters.terminal.given import headed, number
from knowledge.differ import unordered
from knowledge.schema import Boundary, Entry, KnowledgeBase, Source

Item = Entry | Boundary


def altered(now: KnowledgeBase, then: KnowledgeBase) -> Iterator[str]:
    """A line for each entry, boundary, source and group of synonyms that would change."""
    have, want = _items(now), _items(then)
    new = [f"{_named(one)}: {_phrasings(len(one.phrasings))}" for one in _new(have, want)]
    changed = [f"{_named(one)}: {_what(have[one.id], one)}" for one in _changed(have, want)]
    yield from headed("New", new)
    yield from headed("Changed", changed)
    yield from headed("Out of use", [_named(one) for one in _gone(have, want)])
    yield from headed("Sources", list(_sources(now, then)))
    yield from headed("Synonyms", list(_synonyms(now, then)))


def in_short(now: KnowledgeBase, then: KnowledgeBase, called: str) -> str:
    """What would be done by importing files that are called so.

    >>> tea = Entry(id="tea", title="Tea", answer="Here.", phrasings=("tea",))
    >>> in_short(KnowledgeBase(), KnowledgeBase(entries=(tea,)), "faq.csv")
    'Imported 1 entry from faq.csv'
    >>> in_short(KnowledgeBase(entries=(tea,)), KnowledgeBase(), "ours")
    'Imported ours, took 1 out of use'
    """
    have, want = _items(now), _items(then)
    said = [*_new(have, want), *_changed(have, want)]
    found = (
        _counted(sum(isinstance(one, Entry) for one in said), "entry", "entries"),
        _counted(sum(isinstance(one, Boundary) for one in said), "boundary", "boundaries"),
        _counted(len(list(_sources(now, then))), "source", "sources"),
        _counted(len(list(_synonyms(now, then))), "group of synonyms", "groups of synonyms"),
    )
    what = ", ".join(filter(None, found))
    gone = len(_gone(have, want))
    lead = f"Imported {what} from {called}" if what else f"Imported {called}"
    return f"{lead}, took {gone:,} out of use" if gone else lead


def _counted(count: int, one: str, several: str) -> str:
    return f"{count:,} {one if count == 1 else several}" if count else ""


def _items(knowledge: KnowledgeBase) -> dict[str, Item]:
    return {item.id: item for item in knowledge.items()}


def _new(have: Mapping[str, Item], want: Mapping[str, Item]) -> list[Item]:
    return [item for id, item in want.items() if id not in have]


def _changed(have: Mapping[str, Item], want: Mapping[str, Item]) -> list[Item]:
    both = [item for id, item in want.items() if id in have]
    return [item for item in both if unordered(item) != unordered(have[item.id])]


def _gone(have: Mapping[str, Item], want: Mapping[str, Item]) -> list[Item]:
    return [item for id, item in have.items() if id not in want]


def _named(item: Item | Source) -> str:
    return f"{item.id} – {item.title}"


def _phrasings(count: int) -> str:
    return number(count, "phrasing")


def _what(before: Item, item: Item) -> str:
    """What of it is otherwise."""
    if type(before) is not type(item):
        return "an entry now" if isinstance(item, Entry) else "a boundary now"
    told = [key for key in type(item).model_fields if _differs(key, before, item)]
    more, fewer = (
        len(set(one.phrasings) - set(other.phrasings))
        for one, other in ((item, before), (before, item))
    )
    told += [f"{_phrasings(more)} more"] if more else []
    told += [f"{_phrasings(fewer)} fewer"] if fewer else []
    return ", ".join(told)


def _differs(key: str, before: Item, item: Item) -> bool:
    return key != "phrasings" and bool(getattr(before, key) != getattr(item, key))


def _sources(now: KnowledgeBase, then: KnowledgeBase) -> Iterator[str]:
    have, want = ({one.id: one for one in knowledge.sources} for knowledge in (now, then))
    yield from _turned(have, want, {id: _named(one) for id, one in (have | want).items()})


def _synonyms(now: KnowledgeBase, then: KnowledgeBase) -> Iterator[str]:
    have, want = ({group: group for group in each.synonyms} for each in (now, then))
    yield from _turned(have, want, {group: ", ".join(group) for group in have | want})


def _turned(have: Mapping[Any, Any], want: Mapping[Any, Any], names: Mapping[Any, str]) -> Any:
    for key, name in names.items():
        if key not in have:
            yield f"{name}: new"
        elif key not in want:
            yield f"{name}: gone"
        elif have[key] != want[key]:
            yield f"{name}: changed"
