"""Requests to the hub over HTTP: authenticated, compressed, counted, each with an id.

Whatever is not an answer of this server (a captive portal's page, a proxy's redirect) counts as no
contact: success is a receipt, not a status code.
"""

import email.utils
import gzip
import time
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit, urlunsplit

import httpx
import msgspec
from msgspec import Raw

from clients.replica.errors import (
    NotEnrolled,
    Rejected,
    TransportError,
    Unauthorised,
    Unreachable,
    rejected,
)
from clients.replica.ids import Randomness, new_id
from clients.replica.metrics import Metrics
from clients.replica.store.store import Identity, Store
from clients.replica.transport.framing import Framing, Json
from schemas.wire.down import Answer, Digested, Rekeyed
from schemas.wire.up import Digest, Rekey, Sync
from schemas.wire.version import SCHEMA

API = "/api/v1"
COMPRESS_FROM = 1_000
"""Bytes from which a body is sent compressed."""
TIMEOUT_S = 30.0
EARLY_S = 30.0
"""So long before its end a token is renewed."""

T = TypeVar("T")


class Access(msgspec.Struct):
    """The device's token. ``user`` is None where nobody is signed in: it may hand in, not read;
    ``signed_out`` says why. ``escrow``: the device was revoked; what it hands in is looked at."""

    access_token: str
    expires_in: int
    user: dict[str, Any] | None = None
    refresh_token: str | None = None
    signed_out: str | None = None
    escrow: bool = False


class Http:
    """The hub's endpoints, for one device.

    ``store`` has the device's credential and keeps a rotated token. ``now``: ms. ``transport``:
    what httpx sends through, where it is not the network.

    All calls raise :class:`clients.replica.errors.TransportError`.
    """

    def __init__(
        self,
        store: Store,
        *,
        now: Callable[[], int],
        random: Randomness,
        app: str,
        framing: Framing | None = None,
        metrics: Metrics | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self.framing = framing or Json()
        self.metrics = metrics or Metrics()
        self._store = store
        self._now = now
        self._random = random
        self._app = app
        self._client = httpx.AsyncClient(
            transport=transport,
            timeout=httpx.Timeout(TIMEOUT_S, connect=10.0),
            headers={"Accept-Encoding": "gzip", "User-Agent": f"fieldpost/{app}"},
        )
        self._access: Access | None = None
        self._access_of = ""
        self._renew_at = 0.0

    async def close(self) -> None:
        """Closes the connections."""
        await self._client.aclose()

    # The exchange

    async def sync(self, request: Sync[Raw]) -> Answer[Raw] | None:
        """One round trip; None is "nothing to say"."""
        path = "/sync" if request.c is not None else "/sync/push"
        self.metrics.pushed += len(request.do)
        data = await self._exchange("POST", path, self.framing.encode_sync(request))
        return None if data is None else self._read(self.framing.decode_answer, data)

    async def changes(self, cursor: str, wait: int) -> Answer[Raw] | None:
        """Changes since a cursor; the hub waits up to ``wait`` seconds for one to happen."""
        query = {"cursor": cursor, "wait": str(wait), "s": str(SCHEMA)}
        data = await self._exchange("GET", "/sync/changes", query=query, wait=wait)
        return None if data is None else self._read(self.framing.decode_answer, data)

    async def rekey(self, offer: Rekey) -> Rekeyed:
        """Offers what the device keeps; its new id."""
        return await self._ask("/sync/rekey", offer, Rekeyed)

    async def digest(self, digest: Digest) -> Digested:
        """Compares checksums."""
        return await self._ask("/sync/digest", digest, Digested)

    # Credentials

    async def access(self, *, fresh: bool = False) -> Access:
        """The device's token, renewed shortly before its end or when asked."""
        replica = self._store.session.replica
        over = time.monotonic() >= self._renew_at or self._access_of != replica
        if self._access is None or fresh or over:
            identity = self._identity
            body: dict[str, Any] = {
                "replica": replica, "secret": identity.secret, "escrow": True,
            }  # fmt: skip
            if identity.refresh_token is not None:
                body["refresh_token"] = identity.refresh_token
            response = await self._send(
                "POST", "/auth/device", msgspec.json.encode(body),
                {"Content-Type": "application/json", "Accept": "application/json"},
            )  # fmt: skip
            access = self._read(lambda d: msgspec.json.decode(d, type=Access), response.content)
            if access.refresh_token not in {None, identity.refresh_token}:
                self._store.remember(
                    msgspec.structs.replace(identity, refresh_token=access.refresh_token)
                )
            self._access, self._access_of = access, replica
            self._renew_at = time.monotonic() + max(access.expires_in - EARLY_S, 1.0)
        return self._access

    def live_url(self) -> str:
        """The address of the live socket."""
        parts = urlsplit(self._identity.url)
        scheme = "wss" if parts.scheme == "https" else "ws"
        return urlunsplit((scheme, parts.netloc, f"{parts.path.rstrip('/')}{API}/live", "", ""))

    def headers(self) -> dict[str, str]:
        """What every request says of itself."""
        return {
            "X-Request-Id": new_id(self._now(), self._random),
            "X-Client-Version": self._app,
            "X-Client-Timestamp": str(self._now()),
        }

    # Inside

    @property
    def _identity(self) -> Identity:
        if self._store.identity is None:
            raise NotEnrolled
        return self._store.identity

    async def _ask(self, path: str, message: Any, kind: type[T]) -> T:
        data = await self._exchange("POST", path, self.framing.encode(message))
        if data is None:
            raise Unreachable("an empty answer")
        return self._read(lambda d: self.framing.decode(d, kind), data)

    async def _exchange(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        *,
        query: dict[str, str] | None = None,
        wait: int = 0,
    ) -> bytes | None:
        """Sends with the device's token; once more with a fresh one where that was refused."""
        headers = {"Accept": self.framing.media}
        if body:
            headers["Content-Type"] = self.framing.media
            if len(body) > COMPRESS_FROM:
                headers["Content-Encoding"] = "gzip"
                body = gzip.compress(body, 6, mtime=0)
        access = await self.access()
        for attempt in (1, 2):
            headers["Authorization"] = f"Bearer {access.access_token}"
            try:
                response = await self._send(method, path, body, headers, query=query, wait=wait)
            except Unauthorised:
                if attempt == 2:
                    raise
                access = await self.access(fresh=True)
                continue
            if response.status_code == 204:
                return None
            self._expect(response, self.framing.media)
            return response.content
        raise AssertionError("unreachable")

    async def _send(
        self,
        method: str,
        path: str,
        body: bytes,
        headers: dict[str, str],
        *,
        query: dict[str, str] | None = None,
        wait: int = 0,
    ) -> httpx.Response:
        metrics = self.metrics
        url = self._identity.url.rstrip("/") + API + path
        timeout = httpx.Timeout(TIMEOUT_S + wait, connect=10.0)
        started = time.monotonic()
        metrics.requests += 1
        try:
            response = await self._client.request(
                method, url, content=body, params=query, timeout=timeout,
                headers={**headers, **self.headers()},
            )  # fmt: skip
        except (httpx.TransportError, httpx.InvalidURL, httpx.DecodingError) as error:
            metrics.fail("unreachable")
            raise Unreachable(f"{type(error).__name__}: {error}") from error
        metrics.bytes_up += len(body)
        metrics.bytes_down += response.num_bytes_downloaded
        if not wait:
            metrics.time((time.monotonic() - started) * 1000)
        if response.is_success:
            return response
        raise self._problem(response)

    def _problem(self, response: httpx.Response) -> TransportError:
        """The exception for an answer that is none of success."""
        retry_after = seconds_until(response.headers.get("Retry-After"), self._now())
        document: dict[str, Any] = {}
        if "json" in response.headers.get("Content-Type", ""):
            try:
                document = msgspec.json.decode(response.content, type=dict[str, Any])
            except msgspec.DecodeError:
                document = {}
        error: TransportError = rejected(response.status_code, document, retry_after)
        if "code" not in document and response.status_code < 500:
            # Not ours: a proxy, a portal, another server. Nothing was received.
            error = Unreachable(f"status {response.status_code} without a problem")
            error.retry_after = retry_after
        self.metrics.fail(error.code if isinstance(error, Rejected) else "unreachable")
        return error

    def _expect(self, response: httpx.Response, media: str) -> None:
        if not response.headers.get("Content-Type", "").startswith(media):
            raise Unreachable(f"not an answer of this server: {response.status_code}")

    def _read(self, decode: Callable[[bytes], T], data: bytes) -> T:
        try:
            return decode(data)
        except msgspec.DecodeError as error:
            self.metrics.fail("unreadable")
            raise Unreachable(f"not an answer of this server: {error}") from error


def seconds_until(value: str | None, now_ms: int) -> float | None:
    """``Retry-After`` in seconds, from a number or a date (RFC 9110); None where it is neither."""
    if value is None:
        return None
    if value.strip().isdigit():
        return float(value)
    try:
        at = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, at.timestamp() - now_ms / 1000)
