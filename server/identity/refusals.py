"""Problems in the OpenAPI document: what a handler may answer instead."""

import msgspec
from litestar.openapi.datastructures import ResponseSpec

from schemas.problems import CATALOGUE
from server.problems import MEDIA


class ProblemDocument(msgspec.Struct, omit_defaults=True):
    """RFC 9457 problem details, with the stable ``code`` and the fields at fault."""

    type: str
    title: str
    status: int
    code: str
    detail: str | None = None
    instance: str | None = None
    errors: dict[str, str] = {}
    retry_after: int | None = None


def refusals(*codes: str) -> dict[int, ResponseSpec]:
    """The ``responses=`` of a handler that may raise these problems.

    Raises:
        KeyError: a code is not in the catalogue.
    """
    by_status: dict[int, list[str]] = {}
    for code in codes:
        by_status.setdefault(CATALOGUE[code].status, []).append(code)
    return {
        status: ResponseSpec(
            ProblemDocument,
            generate_examples=False,
            description=", ".join(f"`{code}`" for code in same),
            media_type=MEDIA,
        )
        for status, same in by_status.items()
    }
