"""An entry's sources → lines of text, and lines that a curator typed → sources."""

from collections.abc import Sequence

from bot.blank import SOURCES
from bot.form import FormRefused, is_address
from knowledge.schema import Entry, KnowledgeBase, Source

NO_SOURCE = "“{line}” is no source that is there: for a new one write its name and its link."


def cite(entry: Entry, knowledge: KnowledgeBase) -> str:
    """A line for each source that the entry names."""
    sources = {source.id: source for source in knowledge.sources}
    return "\n".join(_line(sources[id]) for id in entry.sources)


def cited(
    typed: str, entry: Entry, knowledge: KnowledgeBase, change: str
) -> tuple[tuple[str, ...], tuple[Source, ...]] | FormRefused:
    """The ids of what is named on these lines, and those sources of them that are new. What stands
    as it stood is the same source, with all that is known of it; `change`: the change's id."""
    ids: list[str] = []
    new: list[Source] = []
    for line in filter(None, (" ".join(one.split()) for one in typed.splitlines())):
        known = _known(line, entry, knowledge)
        if not known:
            name, _, link = line.rpartition(" ")
            if not is_address(link):
                return FormRefused(SOURCES, NO_SOURCE.format(line=line))
            number = f"-{len(new) + 1}" if new else ""
            title = name or page(link)
            new.append(Source(id=f"own-{change[:12]}-source{number}", title=title, url=link))
            known = [new[-1].id]
        ids += known
    return tuple(dict.fromkeys(ids)), tuple(new)


def page(link: str) -> str:
    """What a link's source is called.

    >>> page("https://example.org/wifi")
    'example.org/wifi'
    """
    return link.partition("://")[2][:300]


def _known(line: str, entry: Entry, knowledge: KnowledgeBase) -> Sequence[str]:
    """The sources that read so: the entry's own, else the first of all."""
    alike = [source.id for source in knowledge.sources if _line(source) == line]
    return [id for id in alike if id in entry.sources] or alike[:1]


def _line(source: Source) -> str:
    return " ".join(f"{source.title} {source.url or ''}".split())
