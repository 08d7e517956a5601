"""A miss → words: what was asked, in which ways, how often, and what came of it."""

from collections.abc import Iterator

from bot.index import Index
from bot.queue import Cluster
from bot.reply import Heading, Items, Paragraph, Part, text

WAYS = 5


def asked(cluster: Cluster, index: Index, now: float) -> Iterator[Part]:
    """All that is known of it, at this time."""
    yield Heading(f"“{cluster.said}”")
    yield Paragraph(text(how_often(cluster, now).capitalize()))
    if also := cluster.ways[1:]:
        yield Paragraph(text("Also said as:"))
        yield Items(tuple(map(text, also[:WAYS])))
    if lacked := tuple(dict.fromkeys(miss.lacked for miss in cluster.misses if miss.lacked)):
        yield Paragraph(text("What was missing, they said:"))
        yield Items(tuple(map(text, lacked)))
    if given := _given(cluster, index):
        yield Paragraph(text(f"They were shown {given}."))


def how_often(cluster: Cluster, now: float) -> str:
    """How often and when it was asked, as a sentence that begins small."""
    count, ways = len(cluster.misses), len(cluster.ways)
    said = "asked once, " if count == 1 else f"asked {count} times"
    said += f" in {ways} ways" if ways > 1 else ""
    said += ("" if count == 1 else ", last ") + _ago(now - cluster.last)
    if cluster.unhappy:
        said += "; the answer didn't help" + (f" {cluster.unhappy} of them" if count > 1 else "")
    return f"{said}."


def _ago(seconds: float) -> str:
    for length, unit in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if count := int(seconds // length):
            return f"{count} {unit}{'s' if count > 1 else ''} ago"
    return "just now"


def _given(cluster: Cluster, index: Index) -> str:
    ids = dict.fromkeys(id for miss in cluster.misses for id in miss.entries)
    titles = [index.items[index.position[id]].title for id in ids if id in index.position]
    return " and ".join(f"“{title}”" for title in titles[:2])
