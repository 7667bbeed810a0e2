"""What Prometheus reads at ``/metrics``: requests, decided mutations, sockets, casting."""

from collections.abc import Callable
from typing import Any

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.types import Scope
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from server.storage.contract import Pushed

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 10, 60)


class Metrics:
    """The figures of one server."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Histogram(
            "fieldpost_request_seconds", "Time to answer a request",
            ("method", "route", "status"), registry=self.registry, buckets=SECONDS,
        )  # fmt: skip
        self._mutations = Counter(
            "fieldpost_mutations", "Mutations decided, by verdict", ("verdict",),
            registry=self.registry,
        )  # fmt: skip
        self._frames = Counter(
            "fieldpost_frames", "Frames cast to live sockets", registry=self.registry
        )
        self._behind = Counter(
            "fieldpost_behind", "Live sockets that were told to pull", registry=self.registry
        )

    def observe(self, scope: Scope, status: int, seconds: float) -> None:
        """Hears of an answered request."""
        known: dict[str, Any] = {**scope}
        labels = known["method"], known.get("path_template", ""), str(status)
        self._requests.labels(*labels).observe(seconds)

    def pushed(self, pushed: Pushed, acts: int) -> None:
        """Hears of a decided slice."""
        for _, verdict, *_ in pushed.no:
            self._mutations.labels(verdict).inc()
        if pushed.done is not None and acts > len(pushed.no):
            self._mutations.labels("merged").inc(acts - len(pushed.no))

    def cast(self, frames: int, behind: int) -> None:
        """Hears of a cast."""
        self._frames.inc(frames)
        self._behind.inc(behind)

    def watch_sockets(self, open: Callable[[], int]) -> None:
        """Lets ``/metrics`` ask how many sockets are open."""
        gauge = Gauge("fieldpost_sockets", "Open live sockets", registry=self.registry)
        gauge.set_function(open)

    def route(self) -> HTTPRouteHandler:
        """The endpoint."""

        @get("/metrics", include_in_schema=False, sync_to_thread=False)
        def metrics() -> Response[bytes]:
            return Response(generate_latest(self.registry), media_type=CONTENT_TYPE_LATEST)

        return metrics
