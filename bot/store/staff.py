"""The clinic's people, by their number at Telegram: their roles, and invitations with which they become that."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.aftercare.reminders import Offer, Unusable
from bot.store.aftercare_tables import invitations, staff
from bot.store.dialect import upsert

Role = Literal["admin", "staff"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """One of the clinic's people. `invited_by` is None for those that the settings name."""

    user_id: int
    role: Role
    added_at: datetime
    invited_by: int | None = None


async def role_of(connection: AsyncConnection, user_id: int) -> Role | None:
    """Return somebody's role; None for patients."""
    role: Role | None = (await connection.execute(select(staff.c.role).where(staff.c.user_id == user_id))).scalar()
    return role


async def members(connection: AsyncConnection) -> tuple[Member, ...]:
    """Return all of the clinic's people, in the order in which they came."""
    rows = await connection.execute(select(staff).order_by(staff.c.added_at, staff.c.user_id))
    return tuple(Member(**row) for row in rows.mappings())


async def appoint(
    connection: AsyncConnection, user_id: int, role: Role, *, invited_by: int | None = None, now: datetime
) -> None:
    """Give somebody a role, in place of the one that they had."""
    row = {"user_id": user_id, "role": role, "added_at": now, "invited_by": invited_by}
    await upsert(connection, staff, row, key=("user_id",), keeps=("added_at",))


async def dismiss(connection: AsyncConnection, user_id: int) -> bool:
    """Take somebody's role, and back what they invited others with; False if they had none.

    An invitation of their own would make them one of the clinic's people again.
    """
    unused = delete(invitations).where(invitations.c.made_by == user_id, invitations.c.used_by.is_(None))
    await connection.execute(unused)
    return bool((await connection.execute(delete(staff).where(staff.c.user_id == user_id))).rowcount)


async def invite(
    connection: AsyncConnection, token_hash: str, role: Role, *, made_by: int, expires_at: datetime
) -> None:
    """Let whoever brings the token become one of the clinic's people, once."""
    row = {"token_hash": token_hash, "role": role, "made_by": made_by, "expires_at": expires_at}
    await connection.execute(invitations.insert().values(**row))


async def find_invitation(connection: AsyncConnection, token_hash: str, *, now: datetime) -> Offer | Unusable:
    """Return the role that an invitation gives, or why it gives none. Nothing is changed."""
    found = select(invitations).where(invitations.c.token_hash == token_hash)
    row = (await connection.execute(found)).mappings().one_or_none()
    if row is None:
        return "unknown"
    if row["used_by"] is not None:
        return "used"
    return "expired" if row["expires_at"] <= now else Offer(token_hash=token_hash, role=row["role"])


async def accept(connection: AsyncConnection, token_hash: str, *, user_id: int, now: datetime) -> Role | Unusable:
    """Use an invitation: the person has the role from now on. Or return why not."""
    using = (
        update(invitations)
        .where(invitations.c.token_hash == token_hash, invitations.c.used_by.is_(None), invitations.c.expires_at > now)
        .values(used_by=user_id)
        .returning(invitations.c.role, invitations.c.made_by)
    )
    row = (await connection.execute(using)).one_or_none()
    if row is None:
        reason = await find_invitation(connection, token_hash, now=now)
        return "used" if isinstance(reason, Offer) else reason
    role: Role = row.role
    await appoint(connection, user_id, role, invited_by=row.made_by, now=now)
    return role
