"""The environment as settings; and with which the server refuses to start."""

from pathlib import Path
from typing import Any

import pytest

from server.settings import Settings, UnusableSettings, load

KEY = "9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c5b4a3928"


def test_an_empty_environment_gives_the_defaults() -> None:
    assert load({}) == Settings()
    assert load({"FIELDPOST_HOST": "", "FIELDPOST_PORT": " "}) == Settings()


def test_every_kind_of_value_is_read() -> None:
    settings = load(
        {
            "FIELDPOST_ENVIRONMENT": "production",
            "FIELDPOST_JWT_KEYS": f"{KEY}, {KEY[::-1]}",
            "FIELDPOST_PORT": "9000",
            "FIELDPOST_DATA": "somewhere",
            "FIELDPOST_CORS_ORIGINS": "https://a.example,https://b.example:8443",
        }
    )
    assert settings.port == 9000
    assert settings.data == Path("somewhere")
    assert settings.jwt_keys == (KEY, KEY[::-1])
    assert settings.cors_origins == ("https://a.example", "https://b.example:8443")
    assert settings.is_secure


def test_what_is_given_stands_above_the_environment() -> None:
    assert load({"FIELDPOST_PORT": "9000"}, port=9001, host=None).port == 9001


@pytest.mark.parametrize(
    ("environ", "named"),
    [
        ({"FIELDPOST_PORT": "many"}, "FIELDPOST_PORT"),
        ({"FIELDPOST_PORT": "70000"}, "FIELDPOST_PORT"),
        ({"FIELDPOST_ENVIRONMENT": "prod"}, "FIELDPOST_ENVIRONMENT"),
        ({"FIELDPOST_ENVIRONMENT": "production"}, "FIELDPOST_JWT_KEYS"),
        ({"FIELDPOST_JWT_KEYS": "short"}, "FIELDPOST_JWT_KEYS"),
        ({"FIELDPOST_JWT_KEYS": "change-me-change-me-change-me-change-me"}, "FIELDPOST_JWT_KEYS"),
        ({"FIELDPOST_TLS_CERT": "cert.pem"}, "FIELDPOST_TLS_KEY"),
        ({"FIELDPOST_CORS_ORIGINS": "*"}, "FIELDPOST_CORS_ORIGINS"),
        ({"FIELDPOST_CORS_ORIGINS": "https://a.example/path"}, "FIELDPOST_CORS_ORIGINS"),
    ],
)
def test_what_cannot_be_used_is_named(environ: dict[str, str], named: str) -> None:
    with pytest.raises(UnusableSettings, match=named):
        load(environ)


def test_every_option_is_documented() -> None:
    words: Any = Settings.__doc__
    assert all(f"``{name}``" in words for name in Settings.__struct_fields__)
