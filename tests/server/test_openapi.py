"""The OpenAPI document, and a server that keeps to it whatever it is asked."""

# pyright: basic
# The types of schemathesis are partly unknown.

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
import uvicorn
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.config import SchemathesisConfig

from schemas.registry import REGISTRY
from server.app import application
from server.bootstrap import Founding, Newcomer, bootstrap
from server.services import assemble_services
from server.settings import Settings

PASSWORD = "correct horse battery"
EXAMPLES = 6
load_all_checks()
PLURALS = {entity.plural for entity in REGISTRY.entities}
TAGS = [*sorted(PLURALS), "sync", "auth", "devices", "server"]
# The framework answers OPTIONS by itself, with what it knows.
SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
ALLOW_HEADER: Any = CHECKS.get_one("allow_header_conformance")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server in a thread of its own, with one admin."""
    data: Path = tmp_path_factory.mktemp("hub")
    admin = Newcomer(name="王", user_name="wang", password=PASSWORD, role="admin")
    founders = assemble_services(Settings(data=data))

    async def found() -> None:
        async with founders.running():
            await bootstrap(founders, Founding(name="大台北瓦斯行", admin=admin))

    asyncio.run(found())
    services = assemble_services(Settings(data=data))
    config = uvicorn.Config(application(services), port=0, log_level="error", access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        thread.join(0.01)
    host, port = server.servers[0].sockets[0].getsockname()[:2]
    yield f"http://{host}:{port}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def document(address: str) -> dict[str, Any]:
    found: dict[str, Any] = httpx.get(f"{address}/api/v1/openapi.json").json()
    return found


@pytest.fixture(scope="module")
def token(address: str) -> str:
    body = {"user_name": "wang", "password": PASSWORD, "client": "app"}
    return str(httpx.post(f"{address}/api/v1/auth/login", json=body).json()["access_token"])


@pytest.fixture(scope="module")
def operations(address: str, document: dict[str, Any]) -> list[Any]:
    # What fits its declaration may still name what is not there.
    accepted = {
        "expected-statuses": ["2xx", "3xx", 400, 401, 403, 404, 409, 410, 412, 413, 422, 426]
    }
    config = SchemathesisConfig.from_dict({"checks": {"positive_data_acceptance": accepted}})
    schema = schemathesis.openapi.from_dict(document, config=config)
    schema.config.update(base_url=address)
    found: Any = schema.get_all_operations()
    return [result.ok() for result in found]


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize("tag", TAGS)
def test_every_answer_is_as_declared(
    operations: list[Any], token: str, tag: str, mode: GenerationMode
) -> None:
    asked = [operation for operation in operations if tag in operation.tags]
    assert asked
    for operation in asked:
        if mode is GenerationMode.POSITIVE or has_input(operation):
            exercise(operation, token, mode)


def has_input(operation: Any) -> bool:
    """Whether there is anything to get wrong."""
    return bool(operation.body or operation.query or operation.path_parameters)


def exercise(operation: Any, token: str, mode: GenerationMode) -> None:
    """Some requests that fit an operation's declaration, or some that do not."""

    @settings(max_examples=EXAMPLES, suppress_health_check=SLOW)
    @given(case=operation.as_strategy(generation_mode=mode))
    def run(case: Any) -> None:
        response = case.call_and_validate(
            headers={"Authorization": f"Bearer {token}"}, excluded_checks=[ALLOW_HEADER]
        )
        if mode is GenerationMode.POSITIVE and set(operation.tags) <= PLURALS:
            assert response.status_code != 422 or response.json()["code"] != "request/invalid"

    run()


def test_every_operation_has_a_name_of_its_own(document: dict[str, Any]) -> None:
    names = [
        operation["operationId"]
        for item in document["paths"].values()
        for method, operation in item.items()
        if method != "parameters"
    ]
    assert len(names) == len(set(names))
    assert {"listCustomers", "createCustomer", "editStop", "getRouteHistory", "sync"} <= set(names)
    assert all(name[0].islower() and name.isalnum() for name in names)


def test_bodies_take_no_unknown_fields(document: dict[str, Any]) -> None:
    components = document["components"]["schemas"]
    for item in document["paths"].values():
        for method, operation in item.items():
            if method == "parameters" or "requestBody" not in operation:
                continue
            body = operation["requestBody"]["content"]["application/json"]["schema"]
            name = body.get("$ref", "").rpartition("/")[2]
            assert components.get(name, body)["additionalProperties"] is False, operation


def test_every_field_is_described_in_both_languages(document: dict[str, Any]) -> None:
    for entity in REGISTRY.entities:
        title = entity.name.title().replace("_", "")
        properties = document["components"]["schemas"][title]["properties"]
        for name, field in entity.fields.items():
            assert f"{field.label.zh} / {field.label.en}" in str(properties[name]), name
