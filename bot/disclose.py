"""What is kept of people, said to them: the privacy text, their own data, and that it is gone."""

import json
from collections.abc import Iterator, Mapping, Sequence

from bot.remember import Gone, Keeping
from bot.reply import Document, Heading, Items, Note, Paragraph, Reply, text

PRIVATELY = "That is for your eyes only: ask me with /tpm."
NOT_SAVED = "I couldn't save that, please press again later."
NOT_SAVED_FORM = "I couldn't save that. What you typed is kept for an hour: try again later."
NOT_NOW = "I can't reach my memory right now. Please try again in a minute."
NOT_ALLOWED = "That is for curators of this place. Ask one of them."
TOO_SLOW = "That took too long to open. Please press again."
TOO_LONG = (
    "“{label}” is longer than a form holds ({most:,} characters), so it can't be changed here "
    "without losing its end. Whoever runs this bot changes it in files: “tpm knowledge export” "
    "with “--tenant” writes them, “tpm knowledge import” brings them back."
)
QUOTE_GONE = "I no longer have that message: choose “Ask TPM about this” on it once more."
FORM_GONE = "I no longer have what you typed: please open the form where you did before."
OPEN_AGAIN = "Open the form again"
WILL_TELL = "I'll tell you, once, when there is an answer. “Forget me” takes that back."
SUGGESTED = "Thank you: a curator will see it, and decide."
ENOUGH = (
    "{most} suggestions of yours wait for this answer already: a curator decides on those first."
)
MY_DATA = "my-data.json"
WHOLE = "There is more than fits here. Whoever runs this bot can hand you all of it, as a file."
NOTHING_KEPT = "Nothing is remembered here: this bot runs without a memory of its own."


GONE: Mapping[Gone, str] = {
    "question": "I no longer remember that question, so there is nothing to note. Please ask it "
    "again.",
    "waiting": "That doesn't wait any more: somebody was faster, or it was deleted.",
    "handed": "That doesn't wait for you: somebody was faster, or it was handed to somebody else.",
    "entry": "I don't have that entry or boundary here: it was taken back, or taken out of the "
    "shared knowledge. “history” says what was changed.",
    "retired": "That was retired here, so it answers nothing. “history” has the change, with what "
    "takes it back.",
    "synonyms": "These words are no synonyms any more: “history” says what was changed.",
    "change": "I don't have that change here: “history” has all that can be taken back.",
}
"""What is said of what is not there (any more)."""


def privacy(keeping: Keeping, typed: bool = False) -> Reply:
    """What is kept here, how long, and how to see and delete it. `typed`: the lines are kept that
    are typed here, for the arrow-up key."""
    text_kept = (
        "The text of questions, because this place's curators switched that on. E-mail addresses, "
        "phone and other long numbers, mentions, what links carry, and names after “I'm” and the "
        "like are taken out before anything is written."
        if keeping.text
        else "Not the text of your questions: only those of their words that my knowledge has too."
    )
    kept = (
        "What became of each question: answered, asked back or not known, with which entries, when "
        "and how fast.",
        text_kept,
        "Whether you found an answer helpful, which of the entries offered you took, and what you "
        "said was missing, as much of it as of a question.",
        "Who asked, as a code that can't be turned back into a name without this bot's own key.",
        "A better answer that you suggest, with the name you go by.",
        "What you have half done, such as a form that has to be corrected, for two hours at most.",
        "Where to reach you, if you want to be told of an answer, until you were told.",
        "What a curator handed to you.",
        "Of curators: what they changed in my knowledge, with the name they went by.",
        *(
            ("The lines typed by hand here, in a file of yours, until “forget me”.",)
            if typed
            else ()
        ),
    )
    yours = (
        "“my data” gives you everything that is kept about you",
        "“forget me” deletes it at once, with what was derived from it; for a week your code and "
        "the time are kept, so that nothing from before comes back",
    )
    return Reply(
        "help",
        (
            Heading("What I keep"),
            Items(tuple(map(text, kept))),
            Paragraph(text(_how_long(keeping.days))),
            Heading("What you can do"),
            Items(tuple(map(text, yours))),
            Note("No question leaves this bot: no other service is asked."),
        ),
    )


def my_data(everything: str) -> Reply:
    """All that is kept about whoever asks."""
    lead = "This is everything I keep about you. “forget me” deletes it."
    lines = tuple(_lines(json.loads(everything)))
    return Reply("help", (Paragraph(text(lead)), Document(MY_DATA, everything, lines, WHOLE)))


def _lines(kept: Mapping[str, Sequence[Mapping[str, object]]]) -> Iterator[str]:
    """How much there is of each kind, then a row a line, the newest first."""
    yield json.dumps({kind: len(rows) for kind, rows in kept.items()}, ensure_ascii=False)
    rows = [(kind, row) for kind, rows in kept.items() for row in rows]
    rows.sort(key=lambda one: str(one[1].get("at", "9")), reverse=True)
    for kind, row in rows:
        told = {name: value for name, value in row.items() if name not in ("tenant", "person")}
        yield json.dumps({kind: told}, ensure_ascii=False, separators=(",", ":"))


def forgotten(questions: int) -> Reply:
    """That it is deleted."""
    count = "one question" if questions == 1 else f"{questions:,} questions"
    said = (
        f"Done: I deleted all I had about you, {count} and what came of them."
        if questions
        else "Done: I had no question of yours, and now nothing else about you either."
    )
    said += " For a week I keep your code and the time, so that nothing from before comes back."
    return Reply("help", (Paragraph(text(said)),))


def said(words: str, *, beside: bool = True) -> Reply:
    """One sentence about a request that could not be done."""
    return Reply("help", (Paragraph(text(words)),), beside=beside)


def _how_long(days: int) -> str:
    return (
        f"All of it is deleted after {days} days, but for curators' changes: they stay, and "
        "“forget me” takes the name out. A conversation's last turns are of use for 15 minutes, so "
        "that you can go on from them, and are deleted within an hour after."
    )
