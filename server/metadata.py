"""The one MetaData that holds every table of the server."""

import sqlalchemy

# Every constraint has a name that follows from its columns, so that migrations can name it too.
metadata = sqlalchemy.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)
