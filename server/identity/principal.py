"""Who a request comes from."""

from collections import OrderedDict

import msgspec

from schemas.problems import Problem
from server.identity.ports import Clock
from server.identity.tokens import AccessTokens, Claims


class Principal(msgspec.Struct, frozen=True, kw_only=True):
    """The one on whose behalf a request is made; out of a verified access token.

    Without ``person`` it is a device alone: it may hand its queue in, and read nothing.
    ``escrow``: the device was revoked; what it hands in waits for a person to look at it.
    ``expires``: when the token ends, in milliseconds since 1970.
    """

    organisation: str
    person: str | None
    role: str | None
    session: str | None
    replica: str | None
    expires: int
    escrow: bool = False

    def reader(self) -> str:
        """The person who reads.

        Raises:
            Problem: ``device/revoked``, or ``auth/expired`` when nobody is signed in.
        """
        if self.escrow:
            raise Problem("device/revoked")
        if self.person is None:
            raise Problem("auth/expired")
        return self.person

    def require(self, *roles: str) -> str:
        """The person who acts in one of these roles.

        Raises:
            Problem: as for :meth:`reader`, or ``auth/forbidden``.
        """
        person = self.reader()
        if self.role not in roles:
            raise Problem("auth/forbidden")
        return person


class Revocations:
    """What was ended while access tokens for it are still good; kept as long as one can live.

    Other processes of the same server learn of it when the token runs out, or by having the
    same call made there. ``lifetime``: of an access token, in seconds.
    """

    def __init__(self, lifetime: int, clock: Clock) -> None:
        self._lifetime = lifetime * 1000
        self._clock = clock
        self._ended: dict[tuple[str, ...], int] = {}

    def end_session(self, session: str) -> None:
        """Tokens of this session are over."""
        self._end("session", session)

    def end_person(self, organisation: str, person: str) -> None:
        """Tokens of this person in this organisation are over; newer ones are good."""
        self._end("person", organisation, person)

    def end_device(self, organisation: str, replica: str) -> None:
        """Tokens of this device are over, but for those that hand in to escrow."""
        self._end("device", organisation, replica)

    def check(self, principal: Principal, issued: int) -> None:
        """Let a token that was issued then pass.

        Raises:
            Problem: ``device/revoked`` or ``auth/expired``.
        """
        if not self._ended:
            return
        device = ("device", principal.organisation, principal.replica or "")
        if not principal.escrow and issued <= self._ended.get(device, -1):
            raise Problem("device/revoked")
        session = ("session", principal.session or "")
        person = ("person", principal.organisation, principal.person or "")
        if issued <= max(self._ended.get(session, -1), self._ended.get(person, -1)):
            raise Problem("auth/expired")

    def _end(self, *key: str) -> None:
        now = self._clock()
        self._ended = {k: at for k, at in self._ended.items() if at + self._lifetime > now}
        self._ended[key] = now


class Authenticator:
    """Turns ``Authorization`` headers into principals, remembering the tokens it has verified."""

    def __init__(
        self, tokens: AccessTokens, revocations: Revocations, clock: Clock, size: int = 10_000
    ) -> None:
        self._tokens = tokens
        self._revocations = revocations
        self._clock = clock
        self._size = size
        self._known: OrderedDict[str, tuple[Principal, int]] = OrderedDict()

    def authenticate(self, header: str | None) -> Principal:
        """The principal of a header ``Bearer TOKEN``.

        Raises:
            Problem: ``auth/required``, ``auth/invalid``, ``auth/expired`` or ``device/revoked``.
        """
        if not header:
            raise Problem("auth/required")
        scheme, _, token = header.partition(" ")
        if scheme.lower() != "bearer":
            raise Problem("auth/required")
        return self.verify(token)

    def verify(self, token: str) -> Principal:
        """The principal of a bare token, as the live socket's first frame carries it.

        Raises:
            Problem: ``auth/invalid``, ``auth/expired`` or ``device/revoked``.
        """
        known = self._known.get(token)
        if known is None:
            claims = self._tokens.read(token)
            known = _principal(claims), round(claims.iat * 1000)
            self._known[token] = known
            if len(self._known) > self._size:
                self._known.popitem(last=False)
        else:
            self._known.move_to_end(token)
        principal, issued = known
        if principal.expires <= self._clock():
            del self._known[token]
            raise Problem("auth/expired")
        self._revocations.check(principal, issued)
        return principal


def _principal(claims: Claims) -> Principal:
    return Principal(
        organisation=claims.org, person=claims.sub, role=claims.role, session=claims.sid,
        replica=claims.dev, expires=claims.exp * 1000, escrow=claims.esc,
    )  # fmt: skip
