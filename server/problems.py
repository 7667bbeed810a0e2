"""Every error as a problem document (RFC 9457), in the reader's language."""

import asyncio
import re
import traceback
from collections.abc import Mapping
from typing import Any

import msgspec
import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException

from schemas.problems import Problem

MEDIA = "application/problem+json"
LONGEST = 200
"""Characters of a decoder's message: it quotes what was sent, however long."""

_BY_STATUS = {
    401: "auth/required",
    403: "auth/forbidden",
    404: "request/not-found",
    405: "request/method",
    406: "request/not-acceptable",
    413: "request/too-large",
    415: "request/media",
    422: "request/invalid",
    429: "request/rate",
    503: "server/busy",
}
_RANGE = re.compile(r"\s*([A-Za-z]{1,8})(?:-[A-Za-z0-9-]*)?\s*(?:;\s*q=([0-9.]+))?\s*")
_AT = re.compile(r"^(.*) - at `(?:key in )?\$\.?(.*)`$", re.DOTALL)

log = structlog.get_logger("fieldpost.server")


def language_of(header: str | None) -> str:
    """``zh-TW`` or ``en``: what an ``Accept-Language`` header likes better; English by default."""
    best = {"zh": 0.0, "en": 0.001}
    for part in (header or "")[:400].split(","):
        match = _RANGE.fullmatch(part)
        if match is None or match[1].lower() not in best:
            continue
        try:
            weight = float(match[2] or 1)
        except ValueError:
            continue
        best[match[1].lower()] = max(weight, best[match[1].lower()])
    return "zh-TW" if best["zh"] > best["en"] else "en"


def invalid(error: msgspec.ValidationError, code: str = "request/invalid") -> Problem:
    """The problem for a body of the wrong shape, naming the field by its path."""
    match = _AT.match(str(error))
    message, path = (match[1], match[2]) if match else (str(error), "")
    return Problem(code, fields={path[:LONGEST] or "body": message[:LONGEST]})


def answer(
    request: Request[Any, Any, Any], problem: Problem, headers: Mapping[str, str] | None = None
) -> Response[bytes]:
    """The response to a request that ends in a problem."""
    language = language_of(request.headers.get("accept-language"))
    identifier = request.scope["state"].get("request_id")
    instance = f"urn:fieldpost:request:{identifier}" if identifier else None
    sent = {"Content-Language": language, "Vary": "Accept-Language", **(headers or {})}
    if problem.retry_after is not None:
        sent["Retry-After"] = str(problem.retry_after)
    elif problem.kind.status in {429, 503}:
        sent["Retry-After"] = "1"
    if problem.kind.status == 401:
        sent["WWW-Authenticate"] = "Bearer"
    return Response(
        msgspec.json.encode(problem.document(language, instance=instance)),
        status_code=problem.kind.status,
        media_type=MEDIA,
        headers=sent,
    )


def _of_framework(error: HTTPException) -> Problem:
    extra = error.extra if isinstance(error.extra, list) else []
    if error.status_code == 400 and extra:
        fields = {
            str(each.get("key") or "body")[:LONGEST]: str(each.get("message", ""))[:LONGEST]
            for each in extra
        }
        return Problem("request/invalid", fields=fields)
    if error.status_code in _BY_STATUS:
        return Problem(_BY_STATUS[error.status_code])
    return Problem("request/failed" if error.status_code >= 500 else "request/malformed")


def _refused(request: Request[Any, Any, Any], problem: Problem) -> Response[bytes]:
    return answer(request, problem)


def _rejected(request: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
    problem = _of_framework(error)
    if problem.kind.status >= 500:
        return _broken(request, error)
    headers = error.headers or {}
    kept = {name: value for name, value in headers.items() if name.lower() == "allow"}
    return answer(request, problem, kept)


def _unreadable(request: Request[Any, Any, Any], error: msgspec.ValidationError) -> Response[bytes]:
    return answer(request, invalid(error))


def _malformed(request: Request[Any, Any, Any], _error: Exception) -> Response[bytes]:
    return answer(request, Problem("request/malformed"))


def _broken(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    # A traceback is put into words by reading source files.
    asyncio.get_running_loop().run_in_executor(
        None, _tell, error, request.scope["state"].get("request_id"), request.method,
        request.url.path,
    )  # fmt: skip
    return answer(request, Problem("request/failed"))


def _tell(error: Exception, request_id: str | None, method: str, path: str) -> None:
    # Without the values of variables: there may be passwords among them.
    trace = "".join(traceback.format_exception(error))
    log.error("request failed", request_id=request_id, method=method, path=path, exception=trace)


def handlers() -> dict[int | type[Exception], Any]:
    """For the application's ``exception_handlers``."""
    return {
        Problem: _refused,
        HTTPException: _rejected,
        msgspec.ValidationError: _unreadable,
        # The framework decodes bodies, and lets these two out of it.
        RecursionError: _malformed,
        UnicodeDecodeError: _malformed,
        Exception: _broken,
    }
