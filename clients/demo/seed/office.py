"""The administrator at the server's HTTP interface: signing in, opening accounts, inviting devices.

Plain requests with httpx; only the device runtime knows how to sync.
"""

from types import TracebackType
from typing import Any

import httpx
import msgspec

from clients.demo.world.model import Person
from clients.replica.errors import Unreachable, rejected
from clients.replica.transport.http import API, TIMEOUT_S


class Office:
    """An administrator who is signed in; to be used as an asynchronous context manager.

    Args:
        url: the server's address.
        user_name: the account's.
        password: the account's.

    All calls raise :class:`clients.replica.errors.TransportError`.
    """

    def __init__(self, url: str, user_name: str, password: str) -> None:
        self.id = ""
        self.url = url
        self._client = httpx.AsyncClient(base_url=url + API, timeout=TIMEOUT_S)
        self._login = {"user_name": user_name, "password": password, "client": "app"}

    async def __aenter__(self) -> "Office":
        try:
            answer = await self._post("/auth/login", self._login)
        except BaseException:
            await self._client.aclose()
            raise
        self.id = answer["user"]["id"]
        self._client.headers["Authorization"] = f"Bearer {answer['access_token']}"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._client.aclose()

    async def add_person(self, person: Person, password: str) -> str:
        """Opens an account and has its profile written; the person's id."""
        answer = await self._post(
            "/users",
            {
                "id": person.id, "user_name": person.login, "password": password,
                "name": person.name, "role": person.role,
            },
        )  # fmt: skip
        return str(answer["id"])

    async def invite(self, person: str) -> str:
        """A code that enrols one device of a person, once."""
        answer = await self._post("/devices/enrolments", {"person": person})
        return str(answer["code"])

    async def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        try:
            response = await self._client.post(path, json=body)
            document = msgspec.json.decode(response.content or b"{}", type=dict[str, Any])
        except (httpx.TransportError, msgspec.DecodeError) as error:
            raise Unreachable(f"{type(error).__name__}: {error}") from error
        if response.is_success:
            return document
        raise rejected(response.status_code, document, None)
