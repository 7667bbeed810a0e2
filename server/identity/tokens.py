"""Access tokens: JWTs that live for minutes and say who asks, for whom and on which device."""

from typing import Any

import jwt
import msgspec

from schemas.problems import Problem
from server.identity.keys import KeyRing
from server.identity.ports import Clock

ALGORITHM = "HS256"
LONGEST = 4_096


class Claims(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a token says (RFC 7519).

    ``org`` organisation, ``sub`` person, ``role`` the person's role there, ``sid`` session,
    ``dev`` the device's replica, ``esc`` good only for handing a revoked device's queue in.
    ``exp`` and ``iat`` are seconds since 1970; ``iat`` to the millisecond.
    """

    org: str
    exp: int
    iat: float
    sub: str | None = None
    role: str | None = None
    sid: str | None = None
    dev: str | None = None
    esc: bool = False


class AccessToken(msgspec.Struct, frozen=True):
    """A token, and for how many seconds from now it is good."""

    text: str
    expires_in: int


class AccessTokens:
    """Issues access tokens and reads them back. ``lifetime`` is in seconds."""

    def __init__(self, ring: KeyRing, lifetime: int, clock: Clock) -> None:
        self._ring = ring
        self._lifetime = lifetime
        self._clock = clock

    def issue(
        self,
        organisation: str,
        *,
        person: str | None = None,
        role: str | None = None,
        session: str | None = None,
        replica: str | None = None,
        escrow: bool = False,
    ) -> AccessToken:
        """A signed token for somebody, on a device or not."""
        now = self._clock()
        claims = Claims(
            org=organisation, exp=now // 1000 + self._lifetime, iat=now / 1000, sub=person,
            role=role, sid=session, dev=replica, esc=escrow,
        )  # fmt: skip
        key = self._ring.signing
        text = jwt.encode(
            msgspec.to_builtins(claims), key.secret, ALGORITHM, headers={"kid": key.kid}
        )
        return AccessToken(text, self._lifetime)

    def read(self, text: str) -> Claims:
        """What the token says, whether or not its time is over.

        Raises:
            Problem: ``auth/invalid``, the token is broken or no key of the ring signed it.
        """
        if len(text) > LONGEST:
            raise Problem("auth/invalid")
        try:
            key = self._ring.find(jwt.get_unverified_header(text).get("kid"))
            if key is None:
                raise Problem("auth/invalid")
            payload: dict[str, Any] = jwt.decode(
                text, key.secret, [ALGORITHM], options={"verify_exp": False, "verify_iat": False}
            )
            return msgspec.convert(payload, Claims)
        except (jwt.PyJWTError, msgspec.ValidationError, UnicodeError) as error:
            raise Problem("auth/invalid") from error
