"""Serves the browser's app: the files that its build left in ``server/web/app``.

It stands before the application and takes nothing but ``GET`` and ``HEAD`` for what it has; a
request of the API costs it one look-up. A build that takes the place of another one is noticed.
"""

import asyncio
from pathlib import Path

from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Receive, Scope, Send

from server.web.files import CODINGS, File, Headers, described, send_file

FOLDER = Path(__file__).parent / "app"
HASHED = "/assets/"
"""Below it a file's name changes with its content."""
BUILT = (HASHED, "/map/")
"""Below them there is nothing but files."""
STREETS = "/map/streets.pmtiles"
"""Where the operator's own street map is found."""
SERVERS = frozenset({
    "api", "healthz", "readyz", "metrics", "meta", "status", "status.json", "status.css",
    "status.js", "assets", "map",
})  # fmt: skip
"""First parts of paths that are never a screen of the app."""
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; worker-src 'self' blob:; object-src 'none'; "
    "base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
)
_TOLD: Headers = [
    (b"content-security-policy", POLICY.encode()),
    (b"permissions-policy", b"camera=(self), geolocation=(self), microphone=(), payment=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
]
_FOR_EVER: Headers = [(b"cache-control", b"public, max-age=31536000, immutable")]
_ASK_EACH_TIME: Headers = [(b"cache-control", b"no-cache")]
_UNBUILT = """\
<!doctype html>
<html lang="zh-TW"><meta charset="utf-8"><title>Fieldpost</title>
<h1>Fieldpost</h1>
<p>網頁應用程式尚未建置。請在專案目錄執行 <code>make pwa</code>，再重新啟動伺服器。</p>
<p lang="en">The web app is not built. Run <code>make pwa</code> in the project's folder and start
the server again.</p>
<p><a href="/status">/status</a></p>
</html>
"""


class Pwa:
    """An ASGI application before the application.

    Args:
        inner: what answers everything else.
        folder: the build; its files are listed when the server starts, and again when something
            is asked for that was not there.
        streets: the operator's street map, if there is one.
    """

    def __init__(self, inner: ASGIApp, folder: Path = FOLDER, streets: Path | None = None) -> None:
        self._inner = inner
        self._folder = folder
        self._streets = streets
        self._built = 0
        self._files: dict[str, File] = {}
        self._list()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers, or lets the application answer."""
        if scope["type"] == ScopeType.WEBSOCKET:
            await self._inner(scope, receive, send)
            return
        if scope["method"] not in {"GET", "HEAD"}:
            await self._inner(scope, receive, send)
            return
        try:
            await self._answer(scope, receive, send)
        except FileNotFoundError:
            # A newer build has taken this one away since it was listed; nothing is sent yet.
            await asyncio.to_thread(self._list, anew=True)
            await self._answer(scope, receive, send)

    async def _answer(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        if path in self._files or (path.startswith(BUILT) and await self._has_come(path)):
            await self._send(scope, send, self._files[path])
        elif path != "/" and not _is_navigation(scope):
            await self._inner(scope, receive, send)
        elif "/" in self._files or await self._has_come("/"):
            await self._send(scope, send, self._files["/"])
        else:
            await _say_unbuilt(scope, send)

    async def _has_come(self, path: str) -> bool:
        """Whether a newer build holds what the one that was listed does not."""
        await asyncio.to_thread(self._list)
        return path in self._files

    def _list(self, *, anew: bool = False) -> None:
        """Lists the build's files, unless they are those that were listed. Blocks."""
        screen = self._folder / "index.html"
        built = screen.stat().st_mtime_ns if screen.is_file() else 0
        if built == self._built and self._files and not anew:
            return
        files = _listed(self._folder)
        if "/index.html" in files:
            files["/"] = files["/index.html"]
        if self._streets is not None:
            files[STREETS] = described(self._streets)
        self._files, self._built = files, built

    async def _send(self, scope: HTTPScope, send: Send, file: File) -> None:
        hashed = scope["path"].startswith(HASHED)
        # What the figures of requests are kept by.
        scope["path_template"] = HASHED if hashed else "/"
        await send_file(scope, send, file, _TOLD + (_FOR_EVER if hashed else _ASK_EACH_TIME))


def _listed(folder: Path) -> dict[str, File]:
    """Path as it is asked for -> file."""
    if not folder.is_dir():
        return {}
    paths = {path for path in folder.rglob("*") if path.is_file()}
    endings = {ending for _, ending in CODINGS}
    found: dict[str, File] = {}
    for path in paths:
        if path.suffix in endings and path.with_suffix("") in paths:
            continue
        beside = {coding: path.with_name(path.name + ending) for coding, ending in CODINGS}
        variants = {coding: at for coding, at in beside.items() if at in paths}
        found["/" + path.relative_to(folder).as_posix()] = described(path, variants)
    return found


def _is_navigation(scope: HTTPScope) -> bool:
    """Whether a browser is going to a screen: the app knows its own addresses."""
    first, _, rest = scope["path"][1:].partition("/")
    if first in SERVERS or "." in (rest or first).rpartition("/")[2]:
        return False
    return b"text/html" in dict(scope["headers"]).get(b"accept", b"")


async def _say_unbuilt(scope: HTTPScope, send: Send) -> None:
    body = b"" if scope["method"] == "HEAD" else _UNBUILT.encode()
    headers: Headers = [(b"content-type", b"text/html; charset=utf-8")]
    await send({"type": "http.response.start", "status": 503, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})
