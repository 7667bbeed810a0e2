"""Alembic's entry: runs on the URL that :func:`server.storage.migration.migrate` was given.

Whoever migrates has imported every module that declares tables.
"""

import sqlalchemy
from alembic import context

from server.metadata import metadata

engine = sqlalchemy.create_engine(context.config.attributes["url"])
with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
