"""Alembic's entry: one transaction a migration, on the connection it is given."""

from alembic import context

from comanda.migrations.shape import LEAVE_MARK, mark
from comanda.migrations.tables import metadata


def leave_mark(*_: object, **__: object) -> None:
    """In the transaction of each migration: a fingerprint of the schema as it is after the last of them."""
    connection.execute(LEAVE_MARK, mark())


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    transaction_per_migration=True,
    render_as_batch=False,
    compare_type=True,
    on_version_apply=leave_mark,
)
with context.begin_transaction():
    context.run_migrations()
