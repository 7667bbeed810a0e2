"""The first run of an organisation: accounts, and the synced records that belong to them."""

from collections.abc import Sequence

import msgspec

from schemas.access import FOUNDER, Role
from server.services import Services
from server.storage.contract import Write


class Newcomer(msgspec.Struct, frozen=True, kw_only=True):
    """A person to open an account for. ``id``: given where the person is known under one."""

    name: str
    user_name: str
    password: str
    role: Role
    email: str | None = None
    id: str | None = None


class Founding(msgspec.Struct, frozen=True, kw_only=True):
    """An organisation and its first administrator."""

    name: str
    admin: Newcomer
    time_zone: str = "Asia/Taipei"
    currency: str = "TWD"
    languages: tuple[str, ...] = ("zh-TW", "en")


class Founded(msgspec.Struct, frozen=True):
    """The new organisation, its administrator, and user name -> id of everybody."""

    organisation: str
    admin: str
    people: dict[str, str]


async def bootstrap(
    services: Services, founding: Founding, people: Sequence[Newcomer] = ()
) -> Founded:
    """Founds an organisation: its account and record, and those of its people.

    Raises:
        Problem: ``request/invalid`` with the fields, ``conflict/taken``.
    """
    organisations, admin = services.identity.organisations, founding.admin
    created = await organisations.create_organisation(
        name=founding.name,
        time_zone=founding.time_zone,
        currency=founding.currency,
        languages=founding.languages,
        admin_name=admin.name,
        admin_user=admin.user_name,
        admin_email=admin.email,
        admin_password=admin.password,
    )
    values = {
        "name": founding.name,
        "time_zone": founding.time_zone,
        "currency": founding.currency,
        "languages": {"add": list(founding.languages)},
    }
    await services.storage.write(
        Write(
            organisation=created.organisation,
            actor=created.admin,
            role=FOUNDER,
            ops=[["organisation", created.organisation, None, values]],
        )
    )
    ids = {admin.user_name: created.admin}
    for person in people:
        ids[person.user_name] = await organisations.add_person(
            created.organisation,
            display_name=person.name,
            user_name=person.user_name,
            email=person.email,
            password=person.password,
            role=person.role,
            person_id=person.id,
        )
    return Founded(created.organisation, created.admin, ids)
