"""An answer's portable Markdown → parts of a reply."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from bot.reply import Code, Items, Paragraph, Part, Span, Text

_PARSER = MarkdownIt("commonmark", {"html": False}).disable("html_inline").disable("html_block")


@lru_cache(maxsize=1024)
def parts(markdown: str) -> tuple[Part, ...]:
    """Paragraphs, lists and code; a heading is a bold paragraph, a list in a list goes on one
    level up, all else is its text."""
    return tuple(_blocks(SyntaxTreeNode(_PARSER.parse(markdown)).children))


def _blocks(nodes: Iterable[SyntaxTreeNode]) -> Iterator[Part]:
    for node in nodes:
        match node.type:
            case "paragraph":
                if spans := _text(node):
                    yield Paragraph(spans)
            case "heading":
                if spans := _text(node):
                    yield Paragraph(tuple(replace(span, bold=True) for span in spans))
            case "bullet_list" | "ordered_list":
                yield Items(tuple(_items(node)), node.type == "ordered_list")
            case "fence" | "code_block":
                yield Code(node.content.rstrip("\n"))
            case "hr":
                pass
            case _:
                yield from _blocks(node.children)


def _items(node: SyntaxTreeNode) -> Iterator[Text]:
    for item in node.children:
        spans: list[Span] = []
        below: list[Text] = []
        for child in item.children:
            if child.type in ("bullet_list", "ordered_list"):
                below.extend(_items(child))
            elif child.type in ("fence", "code_block"):
                spans.append(Span(child.content.strip(), code=True))
            else:
                spans.extend([Span(" ")] if spans else [])
                spans.extend(_text(child))
        yield tuple(spans)
        yield from below


def _text(node: SyntaxTreeNode) -> Text:
    return tuple(span for child in node.children for span in _spans(child, Span("")))


def _spans(node: SyntaxTreeNode, style: Span) -> Iterator[Span]:
    bold, italic, code, link = style.bold, style.italic, style.code, style.link
    match node.type:
        case "text":
            if node.content:
                yield Span(node.content, bold, italic, code, link)
            return
        case "code_inline":
            yield Span(node.content, bold, italic, True, link)
            return
        case "softbreak" | "hardbreak":
            yield Span(" " if node.type == "softbreak" else "\n", bold, italic, code, link)
            return
        case "strong":
            bold = True
        case "em":
            italic = True
        case "link" | "image":
            address = str(node.attrs.get("href" if node.type == "link" else "src", ""))
            link = address if address.lower().startswith(("http://", "https://")) else ""
    for child in node.children:
        yield from _spans(child, Span("", bold, italic, code, link))
