"""What a credential is exchanged for: access tokens, by password, refresh token or device."""

import msgspec
from sqlalchemy.ext.asyncio import AsyncEngine

from schemas.problems import Problem
from server.identity.accounts import Accounts
from server.identity.devices import Devices
from server.identity.directory import Device, DeviceDirectory
from server.identity.members import Member, find_member
from server.identity.principal import Principal
from server.identity.sessions import Sessions
from server.identity.tokens import AccessToken, AccessTokens


class Grant(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to a credential.

    ``member``: who is signed in; None for a device alone, and then ``signed_out`` is the code of
    the problem that keeps people out. ``refresh_token``: the next one, where a session is behind
    it. ``escrow``: good only for handing the queue of a revoked device in.
    """

    access: AccessToken
    member: Member | None
    refresh_token: str | None = None
    replica: str | None = None
    signed_out: str | None = None
    escrow: bool = False


class Granting:
    """Signs people and devices in and out."""

    def __init__(
        self,
        engine: AsyncEngine,
        accounts: Accounts,
        sessions: Sessions,
        devices: Devices,
        directory: DeviceDirectory,
        tokens: AccessTokens,
    ) -> None:
        self._engine = engine
        self._accounts = accounts
        self._sessions = sessions
        self._devices = devices
        self._directory = directory
        self._tokens = tokens

    async def login(
        self,
        name: str,
        password: str,
        *,
        organisation: str | None = None,
        credential: tuple[str, str] | None = None,
    ) -> Grant:
        """Sign a person in by password; with a device's ``credential`` (replica, secret), on it.

        Raises:
            Problem: ``auth/credentials``, ``auth/locked``, ``device/unknown``,
                ``device/revoked``.
        """
        device = None if credential is None else await self._devices.authenticate(*credential)
        if device is not None:
            if device.revoked_at is not None:
                raise Problem("device/revoked")
            if organisation not in {None, device.organisation}:
                raise Problem("device/unknown")
            organisation = device.organisation
        member = await self._accounts.sign_in(name, password, organisation)
        if device is not None:
            await self._devices.sign_in(device, member.person)
        replica = None if device is None else device.replica
        session, token = await self._sessions.open(member.organisation, member.person, replica)
        return self._grant(member, session=session, refresh_token=token, replica=replica)

    async def refresh(self, token: str) -> Grant:
        """A new pair for a refresh token.

        Raises:
            Problem: ``auth/invalid``, ``auth/expired`` (also for a disabled person),
                ``auth/reused``, ``request/rate``.
        """
        session, fresh = await self._sessions.rotate(token)
        member = await self._member(session.organisation, session.person)
        if member is None:
            await self._sessions.end(session.organisation, session.id)
            raise Problem("auth/expired")
        return self._grant(member, session=session.id, refresh_token=fresh, replica=session.replica)

    async def logout(self, principal: Principal | None, token: str | None) -> None:
        """End the session of the principal and that of the refresh token, as far as there are
        any, and the person's reading on the principal's device.
        """
        if principal is not None and principal.session is not None:
            await self._sessions.end(principal.organisation, principal.session)
        if principal is not None and principal.replica and principal.person:
            await self._devices.sign_out(
                principal.organisation, principal.replica, principal.person
            )
        if token is None:
            return
        try:
            session = await self._sessions.find(token)
        except Problem:
            return
        await self._sessions.end(session.organisation, session.id)
        if session.replica is not None:
            await self._devices.sign_out(session.organisation, session.replica, session.person)

    async def device(
        self, replica: str, secret: str, *, refresh_token: str | None, escrow: bool
    ) -> Grant:
        """A token for a device: with the person whose refresh token it hands in, else with the
        person it is bound to; alone when that person's time is over, so that it can still push.

        ``escrow``: settle for a token that only hands the queue in, if the device was revoked.

        Raises:
            Problem: ``device/unknown``, ``device/revoked``, ``request/rate``.
        """
        device = await self._devices.authenticate(replica, secret)
        if device.revoked_at is not None:
            if not escrow:
                raise Problem("device/revoked")
            access = self._tokens.issue(device.organisation, replica=replica, escrow=True)
            return Grant(
                access=access, member=None, replica=replica, signed_out="device/revoked",
                escrow=True,
            )  # fmt: skip
        await self._directory.contact(device.organisation, replica)
        try:
            if refresh_token is not None:
                return await self._by_session(device, refresh_token)
            return await self._by_binding(device)
        except Problem as problem:
            if not problem.code.startswith("auth/"):
                raise
            access = self._tokens.issue(device.organisation, replica=replica)
            return Grant(access=access, member=None, replica=replica, signed_out=problem.code)

    async def _by_session(self, device: Device, refresh_token: str) -> Grant:
        session = await self._sessions.find(refresh_token)
        # The answer that gave the device its new id may have been lost, or not yet been taken in.
        ids = await self._devices.ids(device.organisation, device.replica)
        if session.organisation != device.organisation or session.replica not in {None, *ids}:
            raise Problem("auth/invalid")
        if not await self._devices.is_signed_in(device, session.person):
            raise Problem("auth/forbidden")
        session, fresh = await self._sessions.rotate(refresh_token)
        member = await self._member(session.organisation, session.person)
        if member is None:
            raise Problem("auth/expired")
        return self._grant(member, session=session.id, refresh_token=fresh, replica=device.replica)

    async def _by_binding(self, device: Device) -> Grant:
        if device.person is None:
            raise Problem("auth/required")
        member = await self._member(device.organisation, device.person)
        if member is None or not await self._devices.is_signed_in(device, device.person):
            raise Problem("auth/expired")
        return self._grant(member, replica=device.replica)

    async def _member(self, organisation: str, person: str) -> Member | None:
        async with self._engine.connect() as connection:
            return await find_member(connection, organisation, person)

    def _grant(
        self,
        member: Member,
        *,
        session: str | None = None,
        refresh_token: str | None = None,
        replica: str | None = None,
    ) -> Grant:
        access = self._tokens.issue(
            member.organisation, person=member.person, role=member.role, session=session,
            replica=replica,
        )  # fmt: skip
        return Grant(access=access, member=member, refresh_token=refresh_token, replica=replica)
