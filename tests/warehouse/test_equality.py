"""Two published builds are compared by value: what differs is named, the last bits of a sum are not."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from bench.equality import differences


@pytest.fixture
def published(tmp_path: Path) -> Path:
    path = tmp_path / "before.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema published")
        connection.execute(
            "create table published.scores as select * from (values ('A', 1e-1 + 2e-1), ('B', 7e0)) t (unit, score)"
        )
        connection.execute("create table published.builds as select 'one' as build_id")
    return path


def changed(published: Path, *statements: str) -> Path:
    path = published.with_name("after.duckdb")
    path.write_bytes(published.read_bytes())
    with duckdb.connect(str(path)) as connection:
        for statement in statements:
            connection.execute(statement)
    return path


def test_last_bits_order_and_the_stamp_of_the_build_are_no_difference(published: Path) -> None:
    after = changed(
        published,
        "create or replace table published.scores as select * from (values ('B', 7e0), ('A', 3e-1)) t (unit, score)",
        "update published.builds set build_id = 'two'",
    )
    assert differences(published, after) == []


def test_a_value_a_row_and_a_column_that_differ_are_named(published: Path) -> None:
    after = changed(
        published,
        "update published.scores set score = 7.00000001 where unit = 'B'",
        "insert into published.scores values ('A', 0.3)",
        "alter table published.scores add column grade varchar",
    )
    [found] = differences(published, after)
    assert (found.table, found.columns_new, found.rows_gone, found.rows_new) == ("scores", ("grade",), 1, 2)
    [ignoring] = differences(published, after, ["score"])
    assert (ignoring.rows_gone, ignoring.rows_new) == (0, 1)
