"""What a curator filled in → a change of what the team has of its own; and that taken back."""

from bot.act import Undo, encode
from bot.blank import ANSWER, AUTHOR, LINK, QUESTION
from bot.form import FormRefused, Typed
from bot.index import Index
from bot.normalise import words
from bot.remember import Change, Edit
from bot.reply import Action, Actions, Paragraph, Reply, text
from knowledge.overlay import Overlay, pieces
from knowledge.schema import Entry, Source

NO_WORDS = "It has no words to recognise: write the question as people would ask it."
CONFLICT = "Somebody changed this in the meantime, so it was left as it is."
NO_CHANGE = "I no longer know that change, so there is nothing to take back."


def saved(typed: Typed, index: Index, change: str, at: float) -> Change | FormRefused:
    """A new entry: `typed` holds every field of its form; `change`: the change's id, of which the
    entry's is made."""
    question = typed[QUESTION]
    said = " ".join(words(question))
    if not said:
        return FormRefused(QUESTION, NO_WORDS)
    if claimed := index.exact.get(said):
        title = index.items[claimed[0]].title
        return FormRefused(QUESTION, f"“{title}” is asked for in just these words already.")
    name = f"own-{change[:12]}"
    sources = _sources(typed, name)
    entry = Entry(
        id=name,
        title=question.rstrip("?!. ") or question,
        answer=typed[ANSWER],
        phrasings=(question,),
        sources=tuple(source.id for source in sources),
    )
    own = pieces(Overlay(entries=(entry,), sources=sources))
    edits = tuple(Edit(key, "", piece) for key, piece in own.items())
    return Change(change, at, "", f"Saved “{entry.title}”", edits)


def undone(done: Change, change: str, at: float) -> Change:
    """The change that takes another one back."""
    edits = tuple(Edit(edit.key, edit.after, edit.before) for edit in done.edits)
    return Change(change, at, "", f"Took back: {done.said}", edits, undoes=done.id)


def told(done: Change) -> Reply:
    """That a change is made, with what takes it back."""
    if done.undoes:
        return Reply("help", (Paragraph(text(f"{done.said}. It is as it was before.")),))
    lead = f"{done.said}. Whoever asks for it here is answered so from now on."
    undo = Actions((Action(encode(Undo(done.id)), "Undo"),))
    return Reply("help", (Paragraph(text(lead)), undo), beside=True)


def _sources(typed: Typed, name: str) -> tuple[Source, ...]:
    if not typed[LINK] and not typed[AUTHOR]:
        return ()
    author, url = typed[AUTHOR] or None, typed[LINK] or None
    return (Source(id=f"{name}-message", title="A message in the chat", author=author, url=url),)
