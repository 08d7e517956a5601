"""Questions and changes as rows: how they are written, looked for and read back."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import RowMapping, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.database.gone import is_gone
from adapters.database.tables import questions, signs
from adapters.database.upsert import replacing
from bot.again import AGAIN_WITHIN
from bot.redact import redact
from bot.remember import Change, Edit, Keeping, Question
from bot.utterance import Asker

LONGEST = 500
"""Characters of a text that are kept."""


def question_row(question: Question, person: str, keeping: Keeping) -> dict[str, Any]:
    """A question as it is kept, by the code of whoever asked."""
    return {
        "tenant": question.asker.tenant,
        "id": question.id,
        "person": person,
        "at": question.at,
        "platform": question.asker.platform,
        "outcome": question.outcome,
        "entries": list(question.entries),
        "boundary": question.boundary,
        "candidates": [list(one) for one in question.candidates],
        "knowledge": question.knowledge,
        "words": " ".join(question.words)[:LONGEST],
        "text": redact(question.text)[:LONGEST] if keeping.text else "",
        "took": question.took,
        "picked": question.picked,
    }


def change(row: RowMapping, item: str = "") -> Change:
    """A change as it was made; `item`: what it is that answers, where that is known."""
    edits: list[dict[str, Any]] = row["edits"]
    return Change(
        id=row["id"],
        at=row["at"],
        by=row["by"],
        said=row["said"],
        edits=tuple(Edit(one["key"], one["before"], one["after"]) for one in edits),
        reason=row["reason"],
        undoes=row["undoes"],
        item=item,
    )


async def earlier(
    connection: AsyncConnection, than: Mapping[str, Any], asker: Asker
) -> list[Question]:
    """The person's questions before the one of this row, newest first."""
    last = (
        select(questions)
        .where(
            questions.c.tenant == than["tenant"],
            questions.c.person == than["person"],
            questions.c.at >= than["at"] - 2 * AGAIN_WITHIN,
            questions.c.at < than["at"],
        )
        .order_by(questions.c.at.desc())
        .limit(4)
    )
    return [_question(one, asker) for one in (await connection.execute(last)).mappings()]


async def shown(connection: AsyncConnection, tenant: str, record: str) -> tuple[str, ...] | None:
    """The entries of a question, or the boundary that turned it down; None where it is not there.
    It stays until the transaction ends."""
    asked_for = select(questions.c.entries, questions.c.boundary).where(
        questions.c.tenant == tenant, questions.c.id == record
    )
    row = (await connection.execute(asked_for.with_for_update())).first()
    if row is None:
        return None
    return (row.boundary,) if row.boundary else tuple(map(str, row.entries))


async def keep_sign(connection: AsyncConnection, values: dict[str, Any]) -> None:
    """A sign, unless whoever gave it was forgotten since."""
    unless = is_gone(values["tenant"], values["person"], values["at"])
    await connection.execute(replacing(connection, signs, values, unless))


async def drop_text(connection: AsyncConnection, tenant: str) -> None:
    """Keep no words of a tenant's people any more."""
    await connection.execute(
        update(questions)
        .where(questions.c.tenant == tenant, func.length(questions.c.text) > 0)
        .values(text="")
    )
    await connection.execute(
        update(signs).where(signs.c.tenant == tenant, signs.c.sign == "missing").values(value="")
    )


def _question(row: RowMapping, asker: Asker) -> Question:
    return Question(
        id=row["id"],
        asker=asker,
        at=row["at"],
        outcome=row["outcome"],
        entries=tuple(row["entries"]),
        candidates=tuple((one, confidence) for one, confidence in row["candidates"]),
        words=tuple(row["words"].split()),
        picked=row["picked"],
    )
