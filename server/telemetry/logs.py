"""Structured logs to standard error: lines for people while developing, JSON in production."""

import logging
import sys
from typing import Any

import structlog


def configure(*, json: bool) -> None:
    """Sets structlog up, and lets the libraries' own logging through from warnings on."""
    final: Any = structlog.processors.JSONRenderer() if json else structlog.dev.ConsoleRenderer()
    processors: list[Any] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*processors, final],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    logging.getLogger("uvicorn.error").addFilter(_brief)


def _brief(record: logging.LogRecord) -> bool:
    """What a peer did wrong is a warning in one line: it says nothing about this server."""
    if record.msg == "Invalid UTF-8 sequence received from client.":
        record.levelno, record.levelname = logging.WARNING, "WARNING"
        record.exc_info = None
    return True
