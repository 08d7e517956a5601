"""Why this answer: what a match rests on, in words."""

from bot.conversation import Conversation
from bot.index import Index
from bot.match import Match, match
from bot.reply import Items, Paragraph, Part, Reply, text


def explain(conversation: Conversation, index: Index) -> Reply:
    """Why the last question was answered as it was."""
    if not conversation.asked:
        return Reply("help", (Paragraph(text("Ask me something first, then I can say why.")),))
    return Reply("help", explanation(match(conversation.asked, index), index))


def explanation(match: Match, index: Index) -> tuple[Part, ...]:
    """Matched words, what was read as a typo, confidence and runner-up."""
    if match.entry is None:
        return (Paragraph(text("There was no word in it that I could match.")),)
    best = match.entry
    known = [w for w in dict.fromkeys(match.reading.concepts) if w not in match.uncovered]
    lines = [f"Nearest entry: {index.items[best.at].title} ({_percent(best.confidence)} sure)"]
    if known:
        lines.append(f"Words it knows: {', '.join(w.replace('_', ' ') for w in known)}")
    if match.uncovered:
        lines.append(
            f"Words it doesn't know: {', '.join(w.replace('_', ' ') for w in match.uncovered)}"
        )
    if match.reading.repaired:
        read = [f"{typed} as {plain}" for typed, plain in match.reading.repaired]
        lines.append(f"Read as typos: {', '.join(read)}")
    if match.nearest:
        lines.append(f"Nearest phrasing: {match.nearest}")
    rest = [c for c in match.candidates if c is not best][:1]
    lines += [f"Runner-up: {index.items[c.at].title} ({_percent(c.confidence)})" for c in rest]
    return (
        Paragraph(text("This is how I read your question.")),
        Items(tuple(text(line) for line in lines)),
    )


def _percent(confidence: float) -> str:
    return f"{confidence:.0%}"
