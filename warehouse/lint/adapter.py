"""Stands in for dbt's `adapter` where the linter reads the models without dbt."""

from collections.abc import Callable


def dispatch(macro: str) -> Callable[..., str]:
    """A macro that renders to a null, which is all a reader of the layout needs."""
    del macro
    return lambda *arguments: "null"
