"""Access tokens and the principals they become."""

import base64
import json
from typing import Any

import jwt
import pytest

from schemas.problems import Problem
from server.identity.keys import KeyRing
from server.identity.principal import Authenticator, Revocations
from server.identity.tokens import AccessTokens

from .conftest import Time
from .test_keys import GOOD, OTHER

ORG, ANN = "o" * 22, "a" * 22


@pytest.fixture
def tokens(time: Time) -> AccessTokens:
    return AccessTokens(KeyRing((GOOD,)), 900, time)


@pytest.fixture
def revocations(time: Time) -> Revocations:
    return Revocations(900, time)


@pytest.fixture
def authenticator(tokens: AccessTokens, revocations: Revocations, time: Time) -> Authenticator:
    return Authenticator(tokens, revocations, time)


def refusal(authenticator: Authenticator, header: str | None) -> str:
    with pytest.raises(Problem) as caught:
        authenticator.authenticate(header)
    return caught.value.code


def test_a_token_comes_back_as_what_it_was_issued_for(
    tokens: AccessTokens, authenticator: Authenticator, time: Time
) -> None:
    token = tokens.issue(ORG, person=ANN, role="driver", session="s1", replica="h7f")
    principal = authenticator.authenticate(f"Bearer {token.text}")
    assert (principal.organisation, principal.person, principal.role) == (ORG, ANN, "driver")
    assert (principal.session, principal.replica, principal.escrow) == ("s1", "h7f", False)
    assert principal.expires == time.now + 900_000
    assert authenticator.authenticate(f"bearer {token.text}") is principal


def test_a_token_names_its_key_and_claims(tokens: AccessTokens, time: Time) -> None:
    text = tokens.issue(ORG, person=ANN, role="admin").text
    assert jwt.get_unverified_header(text)["kid"] == KeyRing((GOOD,)).signing.kid
    assert jwt.decode(text, options={"verify_signature": False}) == {
        "org": ORG, "sub": ANN, "role": "admin",
        "iat": time.now / 1000, "exp": time.now // 1000 + 900,
    }  # fmt: skip


def test_no_header_is_not_a_bad_one(authenticator: Authenticator) -> None:
    assert refusal(authenticator, None) == "auth/required"
    assert refusal(authenticator, "") == "auth/required"
    assert refusal(authenticator, "Basic YTpi") == "auth/required"


def _unsigned(payload: dict[str, Any], header: dict[str, Any]) -> str:
    parts = (json.dumps(part).encode() for part in (header, payload))
    return ".".join(base64.urlsafe_b64encode(p).rstrip(b"=").decode() for p in parts) + "."


HOSTILE = [
    "",
    "x",
    "a.b.c",
    "é.ü.ß",
    "\ud800.x.y",
    "A" * 5_000,
    base64.urlsafe_b64encode(b'{"a":' + b"[" * 2_500).decode() + ".e30.x",
    _unsigned({"org": ORG, "iat": 0, "exp": 9**12}, {"alg": "none", "typ": "JWT"}),
    _unsigned({"org": ORG, "iat": 0, "exp": 9**12}, {"alg": "HS256", "kid": ["x"]}),
]


@pytest.mark.parametrize("token", HOSTILE, ids=range(len(HOSTILE)))
def test_broken_tokens_are_invalid(authenticator: Authenticator, token: str) -> None:
    assert refusal(authenticator, f"Bearer {token}") == "auth/invalid"


@pytest.mark.parametrize(
    "payload",
    [
        {"org": ORG, "iat": 0},
        {"org": ORG, "exp": "tomorrow", "iat": 0},
        {"org": 7, "exp": 9**12, "iat": 0},
        {"org": ORG, "exp": 9**12, "iat": 0, "role": ["admin"]},
    ],
)
def test_well_signed_nonsense_is_invalid(
    authenticator: Authenticator, payload: dict[str, Any]
) -> None:
    key = KeyRing((GOOD,)).signing
    text = jwt.encode(payload, key.secret, "HS256", headers={"kid": key.kid})
    assert refusal(authenticator, f"Bearer {text}") == "auth/invalid"


def test_another_algorithm_is_invalid(authenticator: Authenticator) -> None:
    key = KeyRing((GOOD * 2,)).signing
    kid = KeyRing((GOOD,)).signing.kid
    text = jwt.encode({"org": ORG, "exp": 9**12, "iat": 0}, key.secret, "HS512", {"kid": kid})
    assert refusal(authenticator, f"Bearer {text}") == "auth/invalid"


def test_a_key_can_be_replaced_without_a_sign_out(time: Time) -> None:
    old = AccessTokens(KeyRing((GOOD,)), 900, time).issue(ORG, person=ANN).text
    assert AccessTokens(KeyRing((OTHER, GOOD)), 900, time).read(old).sub == ANN
    with pytest.raises(Problem, match="auth/invalid"):
        AccessTokens(KeyRing((OTHER,)), 900, time).read(old)


def test_a_token_ends_to_the_second_even_when_it_is_known(
    tokens: AccessTokens, authenticator: Authenticator, time: Time
) -> None:
    header = f"Bearer {tokens.issue(ORG, person=ANN).text}"
    time.pass_(899.999)
    authenticator.authenticate(header)
    time.pass_(0.001)
    assert refusal(authenticator, header) == "auth/expired"
    assert refusal(authenticator, header) == "auth/expired"


def test_the_memory_of_tokens_is_bounded(
    tokens: AccessTokens, revocations: Revocations, time: Time
) -> None:
    authenticator = Authenticator(tokens, revocations, time, size=2)
    texts = [tokens.issue(ORG, person=ANN, session=f"s{n}").text for n in range(3)]
    first = authenticator.verify(texts[0])
    authenticator.verify(texts[1])
    assert authenticator.verify(texts[0]) is first
    authenticator.verify(texts[2])
    assert authenticator.verify(texts[0]) is first
    assert authenticator.verify(texts[1]).session == "s1"


def test_what_was_ended_is_refused_at_once_and_what_comes_after_is_not(
    tokens: AccessTokens, authenticator: Authenticator, revocations: Revocations, time: Time
) -> None:
    def header(**claims: Any) -> str:
        return f"Bearer {tokens.issue(ORG, **claims).text}"

    session, person = header(person="p1", session="s1"), header(person=ANN, session="s2")
    device, escrow = header(person="p3", replica="h7f"), header(replica="h7f", escrow=True)
    others = [
        header(person="p1", session="s9"),
        header(person="p1", replica="other"),
        f"Bearer {tokens.issue('elsewhere', person=ANN, replica='h7f').text}",
        header(),
        escrow,
    ]
    for each in (session, person, device, *others):
        authenticator.authenticate(each)
    revocations.end_session("s1")
    revocations.end_person(ORG, ANN)
    revocations.end_device(ORG, "h7f")
    assert refusal(authenticator, session) == "auth/expired"
    assert refusal(authenticator, person) == "auth/expired"
    assert refusal(authenticator, device) == "device/revoked"
    for each in others:
        authenticator.authenticate(each)
    time.pass_(0.001)
    authenticator.authenticate(header(person=ANN, session="s3"))


def test_endings_are_forgotten_when_no_token_can_be_left(
    tokens: AccessTokens, authenticator: Authenticator, revocations: Revocations, time: Time
) -> None:
    token = tokens.issue(ORG, person=ANN, session="s1").text
    revocations.end_session("s1")
    time.pass_(899)
    revocations.end_session("s2")
    with pytest.raises(Problem, match="auth/expired"):
        authenticator.verify(token)
    time.pass_(1)
    revocations.end_session("s3")
    assert len(revocations._ended) == 2  # pyright: ignore[reportPrivateUsage]


def test_who_may_read(tokens: AccessTokens, authenticator: Authenticator) -> None:
    def principal(**claims: Any) -> Any:
        return authenticator.verify(tokens.issue(ORG, **claims).text)

    driver = principal(person=ANN, role="driver")
    assert driver.reader() == ANN
    assert driver.require("admin", "driver") == ANN
    with pytest.raises(Problem, match="auth/forbidden"):
        driver.require("admin")
    for act in ("reader", "require"):
        with pytest.raises(Problem, match="auth/expired"):
            getattr(principal(replica="h7f"), act)()
        with pytest.raises(Problem, match="device/revoked"):
            getattr(principal(replica="h7f", escrow=True), act)()
