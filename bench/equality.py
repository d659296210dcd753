"""Compares what two homes have published, table by table, as sets of rows with numbers at 9 decimals (13 digits at most).

    python -m bench.equality HOME_BEFORE HOME_AFTER [--ignore COLUMN …]

Prints a line for each table that differs: columns that only one side has, and how many rows of the columns both have stand on
one side alone. Exit code 1 where anything differs. The build's own stamp (`builds`) is left out: every build has another.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

import duckdb

from warehouse.settings import Home

STAMPS = frozenset({"builds"})
FLOATS = frozenset({"DOUBLE", "FLOAT"})
EXAMPLES = 3


class Difference(NamedTuple):
    """How one table differs: columns and rows that stand on one side alone, and some of these rows."""

    table: str
    columns_gone: tuple[str, ...]
    columns_new: tuple[str, ...]
    rows_gone: int
    rows_new: int
    examples: tuple[str, ...]

    def __str__(self) -> str:
        columns = [f"-{name}" for name in self.columns_gone] + [f"+{name}" for name in self.columns_new]
        rows = f"rows -{self.rows_gone} +{self.rows_new}" if self.rows_gone or self.rows_new else "rows equal"
        return "\n    ".join([f"{self.table}: {rows} {' '.join(columns)}".rstrip(), *self.examples])


def differences(before: Path, after: Path, ignored: Collection[str] = ()) -> list[Difference]:
    """What two published DuckDB files hold differently; columns named in `ignored` are not looked at."""
    with duckdb.connect() as connection:
        connection.execute(f"attach '{before}' as before (read_only)")
        connection.execute(f"attach '{after}' as after (read_only)")
        held = {side: _columns(connection, side) for side in ("before", "after")}
        names = sorted((held["before"].keys() | held["after"].keys()) - STAMPS)
        found = [_difference(connection, name, held, ignored) for name in names]
    return [each for each in found if each.columns_gone or each.columns_new or each.rows_gone or each.rows_new]


def _columns(connection: duckdb.DuckDBPyConnection, side: str) -> dict[str, dict[str, str]]:
    rows = connection.execute(
        "select table_name, column_name, data_type from duckdb_columns() "
        "where database_name = ? and schema_name = 'published' order by column_index",
        [side],
    ).fetchall()
    tables: dict[str, dict[str, str]] = {}
    for table, column, kind in rows:
        tables.setdefault(table, {})[column] = kind
    return tables


def _difference(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    held: dict[str, dict[str, dict[str, str]]],
    ignored: Collection[str],
) -> Difference:
    old, new = (held[side].get(table, {}) for side in ("before", "after"))
    both = [name for name in old if name in new and name not in ignored]
    gone = tuple(name for name in old if name not in new)
    added = tuple(name for name in new if name not in old)
    if not both:
        return Difference(table, gone, added, 0, 0, ())
    # Beyond 13 digits a sum differs by the order in which two threads finish.
    shown = ", ".join(
        f'printf(\'%.12e\', round("{name}", 9) + 0.0) as "{name}"' if {old[name], new[name]} & FLOATS else f'"{name}"'
        for name in both
    )
    sides = {side: f"select {shown} from {side}.published.{table}" for side in ("before", "after")}
    counts, examples = [], []
    # The same rows in any order have the same sum of hashes; only what differs is compared row by row.
    sums = {
        connection.execute(f"select count(*), sum(hash(each)) from ({rows}) as each").fetchone()
        for rows in sides.values()
    }
    if len(sums) == 1:
        return Difference(table, gone, added, 0, 0, ())
    for one, other, sign in (("before", "after", "-"), ("after", "before", "+")):
        apart = f"({sides[one]} except all {sides[other]})"
        counts.append(connection.execute(f"select count(*) from {apart}").fetchall()[0][0])
        rows = connection.execute(f"from {apart} order by all limit {EXAMPLES}").fetchall()
        examples += [f"{sign} {dict(zip(both, row, strict=True))}" for row in rows]
    return Difference(table, gone, added, counts[0], counts[1], tuple(examples))


def main() -> None:
    """Compares and prints."""
    options = argparse.ArgumentParser(prog="python -m bench.equality", description=__doc__)
    options.add_argument("before", type=Path)
    options.add_argument("after", type=Path)
    options.add_argument("--ignore", nargs="*", default=[])
    chosen = options.parse_args()
    before, after = (Home.at(place).published_build() for place in (chosen.before, chosen.after))
    if before is None or after is None:
        options.error("each home needs a published build")
    found = differences(before, after, chosen.ignore)
    for each in found:
        print(each)
    print(f"{len(found)} tables differ")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
