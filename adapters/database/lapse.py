"""What a change makes of earlier reviews, within its own transaction: what it takes back, or leaves
without what answered it, waits again, and does so no longer once that is taken back in turn."""

from collections.abc import Callable, Iterator, Sequence

from sqlalchemy import ColumnElement, case, exists, func, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.database.tables import pieces, reviews
from bot.remember import Change, Edit

ANSWERED, IGNORED, HANDED = "answered", "ignored", "handed"
"""Verdicts."""

VERDICT = func.coalesce(case((reviews.c.lapsed != "", ""), else_=reviews.c.verdict), "")
"""The verdict that holds; empty where none does."""

OWN = ("entry", "boundary")
"""Kinds of pieces that answer."""

AT_ONCE = 500
"""Ids in one query."""


Shared = Callable[[str], bool]
"""Whether the shared knowledge has an entry or boundary of this id."""


def nothing_shared(_: str) -> bool:
    """Where no shared knowledge is known."""
    return False


async def lapse(
    connection: AsyncConnection, tenant: str, change: Change, shared: Shared = nothing_shared
) -> None:
    """After the change's pieces are written, and before what it settles. What the team no longer
    has in place of a shared entry is answered by that again."""
    mine = reviews.c.tenant == tenant
    lapsed = update(reviews).where(mine, reviews.c.lapsed == "").values(lapsed=change.id)
    if change.undoes:
        back = update(reviews).where(mine, reviews.c.lapsed == change.undoes)
        await connection.execute(back.values(lapsed="", at=change.at))
        await connection.execute(lapsed.where(reviews.c.change == change.undoes))
    if not change.edits:
        return
    answered = lapsed.where(reviews.c.verdict == ANSWERED)
    own = [~_has(tenant, kind) for kind in OWN]
    await connection.execute(answered.where(_has(tenant, "retired"), *own))
    gone = [id for id in _gone(change.edits) if not shared(id)]
    for at in range(0, len(gone), AT_ONCE):
        await connection.execute(answered.where(reviews.c.item.in_(gone[at : at + AT_ONCE])))


async def give_way(
    connection: AsyncConnection, tenant: str, questions: Sequence[str], change: str
) -> None:
    """What answers these questions gives way to a change."""
    mine = (reviews.c.tenant == tenant, reviews.c.question.in_(questions))
    await connection.execute(update(reviews).where(*mine).values(lapsed=change))


def _has(tenant: str, kind: str) -> ColumnElement[bool]:
    """Whether the team has a piece of this kind about what answered."""
    key = literal(f"{kind}/").concat(reviews.c.item)
    return exists(select(pieces.c.key).where(pieces.c.tenant == tenant, pieces.c.key == key))


def _gone(edits: Sequence[Edit]) -> Sequence[str]:
    """The ids of what the team had of its own, and no longer has."""
    told = list(_own(edits))
    kept = {id for id, after in told if after}
    return sorted({id for id, _ in told} - kept)


def _own(edits: Sequence[Edit]) -> Iterator[tuple[str, str]]:
    for edit in edits:
        kind, _, id = edit.key.partition("/")
        if kind in OWN and (edit.before or edit.after):
            yield id, edit.after
