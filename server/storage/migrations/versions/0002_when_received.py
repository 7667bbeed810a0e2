"""Receipts say when they were given"""

import sqlalchemy as sa
from alembic import op


revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('receipts', sa.Column('at', sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column('receipts', 'at')
