"""The tables of identity. Instants are milliseconds since 1970; digests are SHA-256 in hex.

Every table leads with the organisation, but for accounts: a person signs in before it is known
where to, and may belong to several organisations.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from server.metadata import metadata

ID = String(22)
REPLICA = String(8)
DIGEST = String(64)
ROLE = String(16)

organisations = Table(
    "identity_organisations",
    metadata,
    Column("id", ID, primary_key=True),
    Column("name", Text, nullable=False),
    Column("time_zone", String(64), nullable=False),
    Column("currency", String(3), nullable=False),
    Column("languages", JSON, nullable=False),
    Column("created_at", BigInteger, nullable=False),
)

accounts = Table(
    "identity_accounts",
    metadata,
    Column("id", ID, primary_key=True),
    Column("user_name", String(64), nullable=False, unique=True),
    Column("email", String(254), unique=True),
    Column("password_hash", Text, nullable=False),
    Column("failed_count", Integer, nullable=False, default=0),
    Column("locked_until", BigInteger, nullable=False, default=0),
    Column("created_at", BigInteger, nullable=False),
)

memberships = Table(
    "identity_memberships",
    metadata,
    Column("organisation", ID, primary_key=True),
    Column("person", ID, primary_key=True),
    Column("role", ROLE, nullable=False),
    # Here and not on the account: one organisation cannot lock a person out of another.
    Column("disabled", Boolean, nullable=False, default=False),
    ForeignKeyConstraint(["organisation"], ["identity_organisations.id"]),
    ForeignKeyConstraint(["person"], ["identity_accounts.id"]),
    Index(None, "person"),
)

# One row is one family of refresh tokens. ``handle`` is the digest of the half that the family
# shares; ``live`` holds the digests of the halves that may be used next (several only after a
# lost answer), ``previous`` that of the one used last.
sessions = Table(
    "identity_sessions",
    metadata,
    Column("organisation", ID, primary_key=True),
    Column("id", ID, primary_key=True),
    Column("person", ID, nullable=False),
    Column("replica", REPLICA),
    Column("handle", DIGEST, nullable=False),
    Column("live", Text, nullable=False),
    Column("previous", DIGEST, nullable=False, default=""),
    Column("created_at", BigInteger, nullable=False),
    Column("rotated_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("revoked_at", BigInteger),
    ForeignKeyConstraint(
        ["organisation", "person"],
        ["identity_memberships.organisation", "identity_memberships.person"],
    ),
    Index(None, "handle"),
    Index(None, "organisation", "person"),
)

enrolment_codes = Table(
    "identity_enrolment_codes",
    metadata,
    Column("organisation", ID, primary_key=True),
    Column("digest", DIGEST, primary_key=True),
    Column("person", ID),
    Column("station", ID),
    Column("role", ROLE, nullable=False),
    Column("created_by", ID, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("used_at", BigInteger),
    ForeignKeyConstraint(["organisation"], ["identity_organisations.id"]),
    Index(None, "digest"),
)

devices = Table(
    "identity_devices",
    metadata,
    Column("organisation", ID, primary_key=True),
    Column("replica", REPLICA, primary_key=True),
    Column("secret", DIGEST, nullable=False),
    Column("name", Text, nullable=False),
    Column("person", ID),
    Column("station", ID),
    Column("role", ROLE, nullable=False),
    Column("app", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("last_contact", BigInteger),
    Column("revoked_at", BigInteger),
    Column("revoked_by", ID),
    ForeignKeyConstraint(["organisation"], ["identity_organisations.id"]),
    Index(None, "replica"),
)

# Who may act on a device. Signing out ends reading there; what the person has queued on the
# device still counts, so the row stays.
device_people = Table(
    "identity_device_people",
    metadata,
    Column("organisation", ID, primary_key=True),
    Column("replica", REPLICA, primary_key=True),
    Column("person", ID, primary_key=True),
    Column("signed_in", Boolean, nullable=False),
    ForeignKeyConstraint(
        ["organisation", "replica"],
        ["identity_devices.organisation", "identity_devices.replica"],
    ),
    ForeignKeyConstraint(
        ["organisation", "person"],
        ["identity_memberships.organisation", "identity_memberships.person"],
    ),
    Index(None, "organisation", "person"),
)
