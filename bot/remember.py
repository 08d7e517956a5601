"""What is to be remembered between messages: values, and protocols that adapters fulfil."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from bot.conversation import Conversation
from bot.reply import Outcome
from bot.utterance import Asker
from knowledge.overlay import Overlay


class NotSaved(Exception):
    """What had to be remembered could not be; trying again later may help."""


Gone = Literal["question", "waiting", "handed", "entry", "retired", "change", "synonyms"]


class NotThere(Exception):
    """What was asked for is not there, or no longer."""

    def __init__(self, what: Gone = "question") -> None:
        super().__init__(what)
        self.what: Gone = what


class Enough(Exception):
    """As much of this waits already as one person may have waiting."""


class Conversations(Protocol):
    """Conversations by tenant and place."""

    async def load(self, asker: Asker) -> Conversation:
        """What was kept; a new conversation where nothing was, or nothing can be read now."""

    async def save(self, asker: Asker, conversation: Conversation) -> None:
        """Keep it; at once where choices wait for an answer, else soon. Never raises."""


class Deliveries(Protocol):
    """Platforms deliver some events twice; each is to be handled once."""

    async def first(self, tenant: str, key: str, at: float) -> bool:
        """Whether this delivery was not seen in the last 26 hours; it is from now on."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question as it is remembered, with what the bot thought.

    `id`: 32 hexadecimal digits; `at`: seconds since the epoch; `entries`: ids of those answered or
    offered; `candidates`: ids with their confidence; `knowledge`: the version that was asked;
    `words`: those of the question that the knowledge base has itself; `text`: all of it, empty
    unless its tenant keeps text; `took`: seconds; `picked`: chosen from a list rather than typed.
    """

    id: str
    asker: Asker
    at: float
    outcome: Outcome
    entries: tuple[str, ...] = ()
    boundary: str = ""
    candidates: tuple[tuple[str, float], ...] = ()
    knowledge: str = ""
    words: tuple[str, ...] = ()
    text: str = ""
    took: float = 0.0
    picked: bool = False


Sign = Literal["helpful", "missing", "none", "picked", "again"]
"""What people let us know about an answer: `helpful` (yes or no), `missing` (a word on what was),
`none` of what was offered, `picked` (the entry), asked `again` in other words (the later
question)."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """What a tenant has kept: the text of questions, and for how many days everything."""

    text: bool = False
    days: int = 90


@dataclass(frozen=True, slots=True)
class Edit:
    """One piece of an overlay (knowledge/overlay.py) as it was and as it is to be; empty where it
    is not there. Where both are the same it only has to be so still."""

    key: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a curator changed: `id`: 32 hexadecimal digits; `by`: the name they went by; `said`:
    what was done, in words; `reason`: why it was done though right answers were lost; `undoes`:
    the change that it takes back, or empty; `settles`: misses and suggestions that wait no longer
    by it; `item`: the entry or boundary that answers them, empty where they are ignored; `quoted`:
    a question that was none, but the message that is saved by it, and goes."""

    id: str
    at: float
    by: str
    said: str
    edits: tuple[Edit, ...]
    reason: str = ""
    undoes: str = ""
    settles: tuple[str, ...] = ()
    item: str = ""
    quoted: str = ""


class Conflict(Exception):
    """Somebody changed the same piece meanwhile, or answered the same miss with another one, whose
    key `at` is, by the change `faster`: `edit` was wanted, `theirs` is there."""

    def __init__(self, edit: Edit, theirs: str, at: str = "", faster: str = "") -> None:
        super().__init__(edit.key)
        self.edit, self.theirs, self.at, self.faster = edit, theirs, at or edit.key, faster


def beaten(wanted: Change, made: Change) -> Conflict:
    """That another change answers what one was to answer."""
    return Conflict(wanted.edits[0], made.edits[0].after, made.edits[0].key, made.id)


def applied(there: Mapping[str, str], edits: Iterable[Edit]) -> dict[str, str]:
    """These pieces after the edits, one after the other; raises Conflict."""
    left = dict(there)
    for edit in edits:
        if left.get(edit.key, "") != edit.before:
            raise Conflict(edit, left.get(edit.key, ""))
        left[edit.key] = edit.after
    return {key: piece for key, piece in left.items() if piece}


Check = Callable[[Mapping[str, str], Mapping[str, str]], None]
"""Raises where a team's pieces may not become what they are to be."""


class Overlays(Protocol):
    """What tenants have of their own over the shared knowledge. Every method is about one
    tenant."""

    async def overlay(self, tenant: str) -> Overlay:
        """As it is now; raises NotSaved."""

    async def change(self, asker: Asker, change: Change, check: Check | None = None) -> None:
        """Do all of its edits or none: on disk when this returns, known to all processes in 2 s.
        Raises NotSaved; Conflict where a piece isn't as it was, or another answers the same miss;
        NotThere where it would only be ignored; and what the check raises, in the same moment."""

    async def history(self, tenant: str, limit: int) -> tuple[Change, ...]:
        """The last changes, the newest first; raises NotSaved."""


class Records(Protocol):
    """Questions and what people said of their answers. Every method is about one tenant."""

    def asked(self, question: Question) -> None:
        """Remember a question, soon. Never raises, never waits."""

    def signed(self, asker: Asker, record: str, sign: Sign, value: str, at: float) -> None:
        """Remember a sign that nobody waits for. Never raises, never waits."""

    async def rate(
        self, asker: Asker, record: str, sign: Sign, value: str, at: float
    ) -> tuple[str, ...]:
        """Remember a sign, once a person and question, the last one counting; it is on disk when
        this returns the entries that were shown, or the boundary that turned it down. Raises
        NotSaved and NotThere."""

    async def keeping(self, tenant: str) -> Keeping:
        """What the tenant has kept; raises NotSaved."""

    async def keep(self, tenant: str, keeping: Keeping) -> None:
        """From now on; raises NotSaved. Text kept before goes where none is to be kept."""

    async def about(self, asker: Asker) -> str:
        """All that is remembered of this person, as JSON; raises NotSaved."""

    async def forget(self, asker: Asker, at: float) -> int:
        """Delete all that is remembered of this person, with what was derived from it; how many
        questions that were. What they did before `at` is never written again. Raises NotSaved."""

    async def leave(self, tenant: str, at: float) -> None:
        """Delete all that is the tenant's, and write nothing from before `at`. Raises NotSaved;
        then it is done by the next process at the latest."""
