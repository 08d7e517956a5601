"""What a pressed action does, as a value, and as the short text that a button carries."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rate:
    """The answer to a remembered question was helpful, or not."""

    record: str
    helpful: bool


@dataclass(frozen=True, slots=True)
class Tell:
    """Say what was missing in the answer to a remembered question."""

    record: str


@dataclass(frozen=True, slots=True)
class Wish:
    """Be told once a remembered question has an answer."""

    record: str


@dataclass(frozen=True, slots=True)
class KeepText:
    """Keep the text of questions from now on, or no longer."""

    on: bool


@dataclass(frozen=True, slots=True)
class KeepFor:
    """Keep what is remembered for so many days."""

    days: int


@dataclass(frozen=True, slots=True)
class Again:
    """Open a form again that was refused, with what had been typed, which is kept as a draft."""

    draft: str


@dataclass(frozen=True, slots=True)
class SaveQuote:
    """Save as an answer what somebody wrote elsewhere, which the desk keeps as a draft."""

    draft: str


@dataclass(frozen=True, slots=True)
class Review:
    """See a page of what waits for a curator, the first (0) or what is left after those before."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class Look:
    """See one thing that waits: what was missed, with all that means much the same, or what
    somebody suggested."""

    waiting: str


@dataclass(frozen=True, slots=True)
class Attach:
    """Make what was missed phrasings of an entry; others, where nothing is named. `over`: the
    change in whose place that comes, where somebody else was faster."""

    miss: str = ""
    over: str = ""


@dataclass(frozen=True, slots=True)
class Write:
    """Write an entry, for what was missed where that is named, or in place of a change (`over`)."""

    miss: str = ""
    over: str = ""


@dataclass(frozen=True, slots=True)
class Replace:
    """Write an entry in place of a boundary, which is named by its handle, or by a suggestion of
    what should be said."""

    instead: str


@dataclass(frozen=True, slots=True)
class Bound:
    """Make what was missed a boundary, or something else where nothing is named; or that in place
    of a change (`over`)."""

    miss: str = ""
    over: str = ""


@dataclass(frozen=True, slots=True)
class Ignore:
    """Leave something that waits as it is, for good."""

    waiting: str


@dataclass(frozen=True, slots=True)
class Hand:
    """Hand what was missed to somebody."""

    miss: str


@dataclass(frozen=True, slots=True)
class See:
    """See what was missed and handed to whoever asks."""

    miss: str


@dataclass(frozen=True, slots=True)
class Advise:
    """Suggest an answer to what was missed and handed to whoever does."""

    miss: str


@dataclass(frozen=True, slots=True)
class Improve:
    """Say how an answer should be, or what a boundary says instead of one, as a suggestion or as a
    curator. Entries and boundaries go by `handle` (bot/mark.py); so does what led there (`of`),
    where it waits: what was missed, or a suggestion."""

    entry: str
    of: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """Change an entry or boundary, as `seen` when its form was opened (its `stamp`; empty before
    that), because `of` what waits."""

    entry: str
    seen: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True)
class Reword:
    """Change how an entry or boundary is asked for, as `seen` when its form was opened."""

    entry: str
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Assign:
    """Say who keeps an entry or boundary, and when it is due for a check, as `seen` when its form
    was opened."""

    entry: str
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Verify:
    """An entry or boundary was checked today, because `of` what waits, and holds."""

    entry: str
    of: str = ""


@dataclass(frozen=True, slots=True)
class Retire:
    """Take an entry or boundary out of use."""

    entry: str


@dataclass(frozen=True, slots=True)
class Take:
    """Change an entry or boundary as was suggested: its form is sent as an Edit, which is not lost
    where the suggestion waits no longer."""

    suggestion: str


@dataclass(frozen=True, slots=True)
class Synonyms:
    """See the team's own synonyms, behind a group where its handle is named."""

    after: str = ""


@dataclass(frozen=True, slots=True)
class Equate:
    """Change a group of synonyms, by the handle of its first word and as `seen` when its form was
    opened, or make a new one."""

    group: str = ""
    seen: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """See what was changed, before a change where one is named."""

    before: str = ""


@dataclass(frozen=True, slots=True)
class Past:
    """See one change, before and after."""

    change: str


@dataclass(frozen=True, slots=True)
class Undo:
    """Take a change back."""

    change: str


@dataclass(frozen=True, slots=True)
class Insist:
    """Do a change that takes right answers away, which is kept as a draft."""

    draft: str


Helpings = See | Advise
"""What whoever something was handed to may do about it."""

Everyones = Rate | Tell | Wish | Improve | Again | Helpings
"""What everyone may do."""

Keepings = KeepText | KeepFor
"""What curators decide of what is kept."""

Teachings = SaveQuote | Attach | Write | Replace | Bound
Mendings = Edit | Reword | Assign | Verify | Retire | Take | Equate
Reviewings = Review | Look | Ignore | Hand
Rememberings = History | Past | Undo | Insist | Synonyms

Curating = Teachings | Mendings | Reviewings | Rememberings
"""What curators do to knowledge."""

Act = Everyones | Keepings | Curating
