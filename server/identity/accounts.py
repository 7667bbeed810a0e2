"""Accounts: names, and signing in with a password."""

import unicodedata
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from schemas.problems import Problem
from server.identity.lockout import Lockout, Strangers
from server.identity.members import Member, list_memberships
from server.identity.passwords import Passwords
from server.identity.tables import accounts


def fold(name: str) -> str:
    """A user name or e-mail address as it is compared: compatibility forms and case are one."""
    return unicodedata.normalize("NFKC", name.strip()).casefold()


class Accounts:
    """Checks passwords, and shuts accounts that are guessed at."""

    def __init__(self, engine: AsyncEngine, passwords: Passwords, lockout: Lockout) -> None:
        self._engine = engine
        self._passwords = passwords
        self._lockout = lockout
        self._strangers = Strangers(lockout)

    async def sign_in(self, name: str, password: str, organisation: str | None = None) -> Member:
        """The member with that user name or e-mail address and that password.

        Without an organisation it is the oldest of those where the person is active.

        Raises:
            Problem: ``auth/credentials`` (unknown, wrong password, or active in no such
                organisation: they look alike and take alike), ``auth/locked``.
        """
        name = fold(name)
        account = await self._find(name)
        if account is None:
            self._strangers.check(name)
            await self._passwords.verify(None, password)
            self._strangers.fail(name)
            raise Problem("auth/credentials")
        self._lockout.check(account.locked_until)
        if not await self._passwords.verify(account.password_hash, password):
            await self._fail(account.id)
            raise Problem("auth/credentials")
        await self._succeed(account.id, account.password_hash, password)
        async with self._engine.connect() as connection:
            members = await list_memberships(connection, account.id)
        for member in members:
            if organisation in {None, member.organisation}:
                return member
        raise Problem("auth/credentials")

    async def _find(self, name: str) -> sa.Row[Any] | None:
        column = accounts.c.email if "@" in name else accounts.c.user_name
        async with self._engine.connect() as connection:
            return (await connection.execute(sa.select(accounts).where(column == name))).first()

    async def _fail(self, person: str) -> None:
        """Count a wrong password. Guesses made at once count one by one, and those that come
        after the lock learn nothing.
        """
        while True:
            failed = await self._failures(person)
            async with self._engine.begin() as connection:
                counted = await connection.execute(
                    sa.update(accounts)
                    .where(accounts.c.id == person, accounts.c.failed_count == failed)
                    .values(failed_count=failed + 1, locked_until=self._lockout.until(failed + 1))
                )
            if counted.rowcount:
                return

    async def _succeed(self, person: str, stored: str, password: str) -> None:
        """Forget earlier failures, unless guesses made meanwhile have locked the account."""
        rehashed = (
            await self._passwords.hash(password) if self._passwords.is_outdated(stored) else stored
        )
        failed = await self._failures(person)
        if failed or rehashed != stored:
            async with self._engine.begin() as connection:
                await connection.execute(
                    sa.update(accounts)
                    .where(accounts.c.id == person, accounts.c.failed_count == failed)
                    .values(failed_count=0, locked_until=0, password_hash=rehashed)
                )

    async def _failures(self, person: str) -> int:
        """How many wrong passwords in a row, if the account is not locked by now."""
        async with self._engine.connect() as connection:
            found = await connection.execute(
                sa.select(accounts.c.failed_count, accounts.c.locked_until).where(
                    accounts.c.id == person
                )
            )
            row = found.one()
        self._lockout.check(row.locked_until)
        return int(row.failed_count)
