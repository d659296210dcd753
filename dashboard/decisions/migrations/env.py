"""Runs the migrations on the connection the store hands over; the store owns its transaction and its lock."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()
