"""Entries for a search box, while someone types."""

from bot.index import Index
from bot.normalise import words
from bot.reply import Choice


def suggest(typed: str, index: Index, limit: int) -> tuple[Choice, ...]:
    """Up to `limit` entries: those whose title or phrasings hold every typed word (the last one
    may be unfinished) first, by how much of the title that is; all entries where nothing is
    typed."""
    wanted = words(typed)
    if not wanted:
        entries = index.knowledge.entries[:limit]
        return tuple(Choice(entry.id, entry.title) for entry in entries)
    ranked = sorted(
        (rank, at)
        for at in range(index.kinship.entries)
        if (rank := _rank(wanted, at, index)) is not None
    )
    return tuple(Choice(index.items[at].id, index.items[at].title) for _, at in ranked[:limit])


def _rank(wanted: tuple[str, ...], at: int, index: Index) -> tuple[int, float] | None:
    """Lower is better; None where the words don't fit."""
    title = words(index.items[at].title)
    if _fits(wanted, title):
        return (0, len(title) - len(wanted))
    best = [len(phrasing) - len(wanted) for phrasing in index.asked[at] if _fits(wanted, phrasing)]
    return (1, min(best) - len(best)) if best else None


def _fits(wanted: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return set(wanted[:-1]) <= set(words) and any(w.startswith(wanted[-1]) for w in words)
