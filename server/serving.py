"""uvicorn, as this server wants it."""

import gc

import uvicorn

from server.app import create_app
from server.http import Bounded
from server.settings import Settings
from server.telemetry import logs
from server.websocket import Connection

GRACE = 10
"""Seconds that open requests get when the server is told to stop."""


def configuration(settings: Settings) -> uvicorn.Config:
    """The server's configuration, with the application on it."""
    return uvicorn.Config(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        loop="uvloop",
        http=Bounded,
        ws=Connection,
        # Frames are small and were compressed once for all: deflating them again per socket costs
        # more memory and time than it saves.
        ws_per_message_deflate=False,
        ws_max_size=settings.body_limit,
        ssl_certfile=settings.tls_cert,
        ssl_keyfile=settings.tls_key,
        access_log=False,
        log_level="warning",
        server_header=False,
        proxy_headers=True,
        forwarded_allow_ips=",".join(settings.trusted_proxies),
        timeout_graceful_shutdown=GRACE,
    )


def run(settings: Settings) -> None:
    """Serves until SIGINT or SIGTERM."""
    logs.configure(json=settings.environment == "production")
    # Pushes make many short-lived objects: the default thresholds cost a tenth of the writes.
    gc.set_threshold(50_000, 20, 50)
    uvicorn.Server(configuration(settings)).run()
