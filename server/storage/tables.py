"""The tables of storage. Instants are ms since 1970; ``seq`` is a position in the feed.

Laid out for the writer: organisations, types, scopes, replicas and records are known by integer
keys, records by one unique index on their public id besides. Every table leads with the
organisation, so that a distributed PostgreSQL can shard by it; ``types`` alone is the same for all.
Tables of nothing but integers are their own primary key's tree; those with blobs are rowid tables.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from server.metadata import metadata

KEY = BigInteger().with_variant(Integer(), "sqlite")
ID = String(22)
REPLICA = String(8)

# ``seq``: the last position. ``forgotten``: departures up to here are no longer kept.
organisations = Table(
    "organisations",
    metadata,
    Column("key", KEY, primary_key=True),
    Column("id", ID, nullable=False, unique=True),
    Column("epochs", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("forgotten", BigInteger, nullable=False),
    Column("created", BigInteger, nullable=False),
)

types = Table(
    "types",
    metadata,
    Column("key", KEY, primary_key=True),
    Column("name", String(64), nullable=False, unique=True),
)

scopes = Table(
    "scopes",
    metadata,
    Column("key", KEY, primary_key=True),
    Column("org", KEY, nullable=False),
    Column("name", String(80), nullable=False),
    UniqueConstraint("org", "name"),
)

# ``family``: the id of the first of those that descend from one another. ``n``, ``uid``, ``stamp``:
# the last decision. ``clean``, ``offered``, ``unproved``: see server/storage/contacts.py.
# ``read``: the position that its cursor has proved. ``born``: the position when it was made.
# ``safe``: the last number that a backup covers. ``own``: the server's.
replicas = Table(
    "replicas",
    metadata,
    Column("key", KEY, primary_key=True),
    Column("org", KEY, nullable=False),
    Column("id", REPLICA, nullable=False),
    Column("family", REPLICA, nullable=False),
    Column("parent", REPLICA),
    Column("line", Text, nullable=False),
    Column("n", BigInteger, nullable=False),
    Column("uid", String(12), nullable=False),
    Column("stamp", BigInteger, nullable=False),
    Column("clean", BigInteger, nullable=False),
    Column("offered", BigInteger, nullable=False),
    Column("unproved", Integer, nullable=False),
    Column("read", BigInteger, nullable=False),
    Column("born", BigInteger, nullable=False),
    Column("safe", BigInteger, nullable=False),
    Column("own", Boolean, nullable=False),
    Column("retired", Boolean, nullable=False),
    Column("contact", BigInteger, nullable=False),
    UniqueConstraint("org", "id"),
    Index(None, "org", "family"),
)

# ``version``: the schema version that document and state are written in. ``trail``: the newest row
# of its history, 0 where there is none. ``lookup``: the values that lists are filtered by through
# an index, JSON; apart from the document, so that other edits leave the indexes alone.
records = Table(
    "records",
    metadata,
    Column("key", KEY, primary_key=True),
    Column("org", KEY, nullable=False),
    Column("type", KEY, nullable=False),
    Column("id", ID, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("deleted", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Column("trail", BigInteger, nullable=False),
    Column("lookup", Text, nullable=False),
    Column("document", LargeBinary, nullable=False),
    Column("state", LargeBinary, nullable=False),
    UniqueConstraint("org", "id"),
    # Neither moves with an ordinary edit.
    Index(
        None, "org", "type", sqlite_where=text("deleted = 0"), postgresql_where=text("NOT deleted")
    ),
    Index(None, "org", "seq", sqlite_where=text("deleted = 1"), postgresql_where=text("deleted")),
)

# A row is live while its sequence is the record's; stale ones are skipped, and swept later.
feed = Table(
    "feed",
    metadata,
    Column("org", KEY, primary_key=True),
    Column("scope", KEY, primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("record", KEY, primary_key=True),
    sqlite_with_rowid=False,
)

departures = Table(
    "departures",
    metadata,
    Column("org", KEY, primary_key=True),
    Column("record", KEY, primary_key=True),
    Column("scope", KEY, primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Index(None, "org", "scope", "seq"),
    sqlite_with_rowid=False,
)

# One per pushed slice. ``no`` and ``fix``: exceptions and fixed stamps as answered, JSON. ``at``:
# when it was decided, ms; null for those of the first release.
receipts = Table(
    "receipts",
    metadata,
    Column("key", KEY, primary_key=True),
    Column("org", KEY, nullable=False),
    Column("replica", KEY, nullable=False),
    Column("first", BigInteger, nullable=False),
    Column("last", BigInteger, nullable=False),
    Column("uids", LargeBinary, nullable=False),
    Column("no", LargeBinary, nullable=False),
    Column("fix", LargeBinary, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("epoch", BigInteger, nullable=False),
    Column("at", BigInteger),
    UniqueConstraint("org", "replica", "last"),
)

# Every change but creations, which stand in the record itself; each row names the one before it of
# the same record (``before``, 0: none). ``fields``: JSON.
history = Table(
    "history",
    metadata,
    Column("key", KEY, primary_key=True),
    Column("org", KEY, nullable=False),
    Column("record", KEY, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("replica", REPLICA, nullable=False),
    Column("n", BigInteger, nullable=False),
    Column("stamp", BigInteger, nullable=False),
    Column("actor", ID, nullable=False),
    Column("act", String(8), nullable=False),
    Column("fields", LargeBinary, nullable=False),
    Column("before", BigInteger, nullable=False),
)

# Scopes that records give to people, with the number of reasons; and what a change of role moved.
# ``held``: the records that the person's devices may hold of a scope that was lost, MessagePack.
grants = Table(
    "grants",
    metadata,
    Column("org", KEY, primary_key=True),
    Column("person", ID, primary_key=True),
    Column("scope", KEY, primary_key=True),
    Column("count", Integer, nullable=False),
    Column("first", BigInteger, nullable=False),
    Column("since", BigInteger, nullable=False),
    Column("until", BigInteger),
    Column("held", LargeBinary),
    sqlite_with_rowid=False,
)

# The role that a person last read with: a change of it is a change of scopes.
people = Table(
    "people",
    metadata,
    Column("org", KEY, primary_key=True),
    Column("person", ID, primary_key=True),
    Column("role", String(16), nullable=False),
    sqlite_with_rowid=False,
)

refusals = Table(
    "refusals",
    metadata,
    Column("org", KEY, primary_key=True),
    Column("replica", KEY, primary_key=True),
    Column("id", ID, primary_key=True),
    Column("n", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

# ``used``: a bit for each number, little-endian.
blocks = Table(
    "blocks",
    metadata,
    Column("org", KEY, primary_key=True),
    Column("replica", KEY, primary_key=True),
    Column("series", String(80), primary_key=True),
    Column("first", BigInteger, primary_key=True),
    Column("last", BigInteger, nullable=False),
    Column("used", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

numbers = Table(
    "numbers",
    metadata,
    Column("org", KEY, primary_key=True),
    Column("series", String(80), primary_key=True),
    Column("next", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

# ``answer``: MessagePack, its sequences counted from ``seq``.
idempotency = Table(
    "idempotency",
    metadata,
    Column("org", KEY, primary_key=True),
    Column("person", ID, primary_key=True),
    Column("key", String(255), primary_key=True),
    Column("digest", Text, nullable=False),
    Column("answer", LargeBinary, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    Index(None, "org", "at"),
)

# What revoked devices still handed in, for a person to look at.
escrow = Table(
    "escrow",
    metadata,
    Column("org", KEY, primary_key=True),
    Column("replica", KEY, primary_key=True),
    Column("n", BigInteger, primary_key=True),
    Column("uid", String(12), nullable=False),
    Column("stamp", BigInteger, nullable=False),
    Column("actor", ID, nullable=False),
    Column("ops", LargeBinary),
    Column("schema", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
)

purged = Table(
    "purged",
    metadata,
    Column("org", KEY, primary_key=True),
    Column("id", ID, primary_key=True),
    sqlite_with_rowid=False,
)

# Which position was reached by when: the horizon is a time, the feed counts positions.
marks = Table(
    "marks",
    metadata,
    Column("org", KEY, primary_key=True),
    Column("at", BigInteger, primary_key=True),
    Column("seq", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
