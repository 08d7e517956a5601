"""What is stored, as tables. Every row belongs to a tenant, and every query names one.

Times are seconds since the epoch. People, and places where they talk, are keyed hashes
(people.py). `migrations/` makes these tables; a test holds the two against one another.
"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Double,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
)

from adapters.database.ids import Ids

metadata = MetaData()

tenants = Table(
    "tenants",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("keeps_text", Boolean, nullable=False),
    Column("days", Integer, nullable=False),
    comment="What a workspace or server has kept; the defaults where it has no row.",
)

conversations = Table(
    "conversations",
    metadata,
    Column("tenant", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("state", JSON, nullable=False),
    Column("expires", Double, nullable=False),
    PrimaryKeyConstraint("tenant", "place"),
    Index("conversations_expires", "expires"),
    comment="What threads and direct messages are about, and choices that wait for an answer.",
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("tenant", Text, nullable=False),
    Column("delivery", Text, nullable=False),
    Column("expires", Double, nullable=False),
    PrimaryKeyConstraint("tenant", "delivery"),
    Index("deliveries_expires", "expires"),
    comment="What platforms delivered and may deliver again.",
)

questions = Table(
    "questions",
    metadata,
    Column("tenant", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("at", Double, nullable=False),
    Column("platform", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("entries", Ids, nullable=False),
    Column("boundary", Text, nullable=False),
    Column("candidates", JSON, nullable=False),
    Column("knowledge", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("took", Double, nullable=False),
    Column("picked", Boolean, nullable=False),
    PrimaryKeyConstraint("tenant", "id"),
    # What figures are counted by, and all that they are counted from (insights.py).
    Index("questions_counted", "tenant", "outcome", "picked", "boundary", "entries", "at", "took"),
    Index("questions_person", "tenant", "person", "at"),
    comment="What was asked, what the bot made of it and thought; text only where it is kept.",
)

signs = Table(
    "signs",
    metadata,
    Column("tenant", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("sign", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("at", Double, nullable=False),
    PrimaryKeyConstraint("tenant", "question", "person", "sign"),
    ForeignKeyConstraint(
        ["tenant", "question"], ["questions.tenant", "questions.id"], ondelete="CASCADE"
    ),
    Index("signs_person", "tenant", "person"),
    comment="What people let us know about an answer; once a person, question and kind.",
)

pieces = Table(
    "pieces",
    metadata,
    Column("tenant", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("piece", Text, nullable=False),
    PrimaryKeyConstraint("tenant", "key"),
    comment="What a tenant has of its own over the shared knowledge, in pieces of JSON.",
)

changes = Table(
    "changes",
    metadata,
    Column("tenant", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("person", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Double, nullable=False),
    Column("said", Text, nullable=False),
    Column("edits", JSON, nullable=False),
    Column("reason", Text, nullable=False),
    Column("undoes", Text, nullable=False),
    PrimaryKeyConstraint("tenant", "id"),
    Index("changes_number", "tenant", "number", unique=True),
    Index("changes_person", "tenant", "person"),
    comment="What curators changed in pieces, numbered in order; each piece before and after.",
)

revisions = Table(
    "revisions",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("change", Text, nullable=False),
    comment="Each tenant's last change, by which every process notices that there was one.",
)

reviews = Table(
    "reviews",
    metadata,
    Column("tenant", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("item", Text, nullable=False),
    Column("change", Text, nullable=False),
    Column("handed", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("at", Double, nullable=False),
    # The change since which it holds no longer.
    Column("lapsed", Text, nullable=False, server_default=""),
    PrimaryKeyConstraint("tenant", "question"),
    ForeignKeyConstraint(
        ["tenant", "question"], ["questions.tenant", "questions.id"], ondelete="CASCADE"
    ),
    Index("reviews_person", "tenant", "person"),
    Index("reviews_change", "tenant", "change"),
    comment="What curators made of misses: answered by a change, ignored, handed to someone.",
)

suggestions = Table(
    "suggestions",
    metadata,
    Column("tenant", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("entry", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Double, nullable=False),
    # What it answers, where it is for no entry; what became of it, by which change, and the change
    # since which that holds no longer.
    Column("question", Text, nullable=False, server_default=""),
    Column("verdict", Text, nullable=False, server_default=""),
    Column("change", Text, nullable=False, server_default=""),
    Column("lapsed", Text, nullable=False, server_default=""),
    PrimaryKeyConstraint("tenant", "id"),
    Index("suggestions_person", "tenant", "person"),
    comment="Better answers that people suggested, and what curators made of them.",
)

wishes = Table(
    "wishes",
    metadata,
    Column("tenant", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("after", Double, nullable=False),
    Column("tries", Integer, nullable=False),
    PrimaryKeyConstraint("tenant", "question", "person"),
    ForeignKeyConstraint(
        ["tenant", "question"], ["questions.tenant", "questions.id"], ondelete="CASCADE"
    ),
    Index("wishes_person", "tenant", "person"),
    comment="Who asked to be told of an answer, by an address that goes once they are told.",
)

notices = Table(
    "notices",
    metadata,
    Column("tenant", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("giver", Text, nullable=False),
    Column("after", Double, nullable=False),
    Column("tries", Integer, nullable=False),
    PrimaryKeyConstraint("tenant", "question"),
    ForeignKeyConstraint(
        ["tenant", "question"], ["questions.tenant", "questions.id"], ondelete="CASCADE"
    ),
    Index("notices_person", "tenant", "person"),
    comment="Who is to be told what a curator handed to them, by addresses that go then.",
)

drafts = Table(
    "drafts",
    metadata,
    Column("tenant", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("draft", JSON, nullable=False),
    Column("expires", Double, nullable=False),
    PrimaryKeyConstraint("tenant", "person", "id"),
    Index("drafts_expires", "expires"),
    comment="What people have half done: quotes, forms, changes that need a reason; for an hour.",
)

gone = Table(
    "gone",
    metadata,
    Column("tenant", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("at", Double, nullable=False),
    Column("expires", Double, nullable=False),
    PrimaryKeyConstraint("tenant", "person"),
    Index("gone_expires", "expires"),
    comment="Who was forgotten or left: nothing from before is written any more.",
)
