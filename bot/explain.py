"""Why this answer: what a match rests on, in words."""

from collections.abc import Sequence

from bot.conversation import Conversation
from bot.decide import Answer, Choices, Unknown, decide
from bot.index import Index
from bot.match import Match, match
from bot.reply import Heading, Items, Paragraph, Part, Reply, text


def explain(conversation: Conversation, index: Index) -> Reply:
    """Why the last message was answered as it was."""
    if conversation.asked:
        several = len(conversation.asked) > 1
        said: list[Part] = []
        for asked in conversation.asked:
            said.extend([Heading(asked)] if several else [])
            said.extend(explanation(match(asked, index), index))
        return Reply("help", tuple(said))
    if conversation.about:
        title = index.items[index.position[conversation.about[0]]].title
        return Reply("help", (Paragraph(text(f"Because you chose “{title}” yourself.")),))
    return Reply("help", (Paragraph(text("Ask me something first, then I can say why.")),))


def explanation(match: Match, index: Index) -> tuple[Part, ...]:
    """What decided; the words that were known and not; typos; confidence and runner-up."""
    if match.entry is None:
        return (Paragraph(text("There was no word in it that I could match.")),)
    ranked = match.candidates
    lines = [f"Likeliest: {_told(ranked[0].at, ranked[0].confidence, index)}"]
    lines += [f"Runner-up: {_told(one.at, one.confidence, index)}" for one in ranked[1:2]]
    if match.entry is not ranked[0]:
        lines.append(f"Nearest entry: {_told(match.entry.at, match.entry.confidence, index)}")
    lines.append(f"Nearest phrasing: {match.nearest}")
    known = [word for word in dict.fromkeys(match.reading.concepts) if word not in match.uncovered]
    lines += _words("Words it knows", known)
    lines += _words("Words it doesn't know", match.uncovered)
    repaired = [f"{typed} as {plain}" for typed, plain in match.reading.repaired]
    lines += [f"Read as typos: {', '.join(repaired)}"] if repaired else []
    lines.append(f"So: {_rule(match)}")
    return (
        Paragraph(text("This is how I read your question.")),
        Items(tuple(text(line) for line in lines)),
    )


def _rule(match: Match) -> str:
    """The rule that decided, in words."""
    match decide(match):
        case Answer():
            return "I was sure enough to answer"
        case Choices():
            return "I was not sure enough, and asked back"
        case Unknown(_, _, strange) if strange:
            return f"{' and '.join(strange)} narrowed it to what the entry says nothing about"
        case Unknown(boundary) if boundary is not None:
            return "I know that my source doesn't cover it"
        case Unknown():
            return "nothing was near enough"


def _words(label: str, words: Sequence[str]) -> list[str]:
    named = ", ".join(word.replace("_", " ") for word in words)
    return [f"{label}: {named}"] if named else []


def _told(at: int, confidence: float, index: Index) -> str:
    return f"{index.items[at].title} ({min(confidence, 0.99):.0%} sure)"
