"""The OpenAPI document that lies in the repository is what the handlers say."""

from server import export


def test_the_document_in_the_repository_is_what_would_be_written() -> None:
    written = export.TARGET.read_text("utf-8")
    assert written == export.openapi_text(), "it lags behind the handlers: run `make types`."
