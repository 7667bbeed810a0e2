"""What the endpoints of identity take and give. Instants are milliseconds since 1970."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from schemas.access import Role
from schemas.types import Id, ReplicaId, whole
from server.identity.directory import Device

# Text that is compared or kept: no control characters, which PostgreSQL would not take either.
PLAIN = whole(r"[^\x00-\x1f\x7f]+")

UserName = Annotated[str, Meta(min_length=1, max_length=254, pattern=PLAIN)]
Password = Annotated[str, Meta(min_length=1, max_length=256)]
RefreshToken = Annotated[str, Meta(pattern=whole("[A-Za-z0-9_-]{43}"))]
Secret = Annotated[str, Meta(pattern=whole("[A-Za-z0-9_-]{43}"))]
TypedCode = Annotated[str, Meta(pattern=whole("[0-9A-Za-z -]{12,32}"))]
DeviceName = Annotated[str, Meta(min_length=1, max_length=120, pattern=PLAIN)]
AppVersion = Annotated[str, Meta(min_length=1, max_length=64, pattern=PLAIN)]


class DeviceCredential(msgspec.Struct, forbid_unknown_fields=True):
    """What a device got when it was enrolled."""

    replica: ReplicaId
    secret: Secret


class Login(msgspec.Struct, forbid_unknown_fields=True):
    """``user_name``: or the e-mail address. ``client``: an app gets the refresh token in the
    answer, a browser in a cookie. ``device``: the device to sign in on.
    """

    user_name: UserName
    password: Password
    organisation: Id | None = None
    client: Literal["browser", "app"] = "browser"
    device: DeviceCredential | None = None


class Renewal(msgspec.Struct, forbid_unknown_fields=True):
    """A refresh token; a browser leaves it out, its cookie carries it."""

    refresh_token: RefreshToken | None = None


class DeviceLogin(msgspec.Struct, forbid_unknown_fields=True):
    """A device's credential, and the refresh token of the person who is signed in on it.
    ``escrow``: settle for handing the queue in, if the device was revoked.
    """

    replica: ReplicaId
    secret: Secret
    refresh_token: RefreshToken | None = None
    escrow: bool = False


class NewUser(msgspec.Struct, forbid_unknown_fields=True):
    """An account to be opened. ``name``: to show. ``id``: where the caller has made one already."""

    name: DeviceName
    user_name: UserName
    password: Password
    role: Role
    email: UserName | None = None
    id: Id | None = None


class User(msgspec.Struct):
    """Who is signed in. The name to show is in the synced record ``person`` of the same id."""

    id: str
    user_name: str
    email: str | None
    role: str
    organisation: str


class Access(msgspec.Struct):
    """``expires_in``: seconds. ``user``: None for a device alone, which may push but not read;
    ``signed_out`` then is the code of the problem. ``escrow``: the token only hands in.
    """

    access_token: str
    expires_in: int
    user: User | None
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105
    refresh_token: str | None = None
    replica: str | None = None
    signed_out: str | None = None
    escrow: bool = False


class Membership(msgspec.Struct):
    """An organisation of the person, and the role there."""

    id: str
    name: str
    role: str


class Profile(msgspec.Struct):
    """The account of the person who asks. ``replica``: the device that asks."""

    user: User
    organisations: list[Membership]
    replica: str | None


class Health(msgspec.Struct):
    """The answer of a part that works."""

    status: Literal["ok"] = "ok"


class Invitation(msgspec.Struct, forbid_unknown_fields=True):
    """A device for one person, or for one station in one role."""

    person: Id | None = None
    station: Id | None = None
    role: Role | None = None


class Enrol(msgspec.Struct, forbid_unknown_fields=True):
    """``name``: what people call the device. ``app``: the version of the app."""

    code: TypedCode
    name: DeviceName
    app: AppVersion


class DevicePage(msgspec.Struct):
    """``next``: the ``after`` of the next page, None on the last one."""

    devices: list[Device]
    next: str | None
