"""What the models take for granted of the engine: a left join that is filtered on its nulls loses nothing, wherever it is run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
import yaml

from bench.models import connect
from warehouse.settings import WAREHOUSE_DIR

# Records 1, 2, 4 are of place x; 5, 7 of y; 3, 6 of none.
RECORDS = """
create table records as
select record, case when record % 3 = 0 then null when record <= 4 then 'x' else 'y' end as place
from unnest(range(1, 8)) as numbers (record)
"""
CROWDED = "(select place, count(*) as cases from records group by place having count(*) >= 3)"
NOTED = f"""
(
    select crowded.place, notes.note
    from {CROWDED} as crowded left join (select 'y' as place, 'seen' as note) as notes on crowded.place = notes.place
)
"""


@pytest.fixture(params=["build", "measurement", "screen"])
def connection(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The records, on a connection set as those of builds, of measurements and of screens are."""
    path = tmp_path / "engine.duckdb"
    with duckdb.connect(str(path)) as made:
        made.execute(RECORDS)
    if request.param == "screen":
        opened = duckdb.connect(str(path), read_only=True)
    elif request.param == "measurement":
        opened = connect()
        opened.execute(RECORDS)
    else:
        opened = duckdb.connect(str(path))
        profile = yaml.safe_load((WAREHOUSE_DIR / "profiles.yml").read_text(encoding="utf-8"))
        for name, value in profile["tianping"]["outputs"]["duckdb"]["settings"].items():
            opened.execute(f"set {name} = '{value}'")
    with opened:
        yield opened


@pytest.mark.parametrize(
    ("joined", "null", "found"),
    [
        (CROWDED, "joined.place is null", [3, 5, 6, 7]),
        (CROWDED, "joined.cases is null", [3, 5, 6, 7]),
        (CROWDED, "joined.place is null and records.place is not null", [5, 7]),
        (CROWDED, "coalesce(joined.cases, 0) = 0", [3, 5, 6, 7]),
        (NOTED, "joined.note is null", [1, 2, 3, 4, 5, 6, 7]),
        (NOTED, "joined.place is null", [3, 5, 6, 7]),
    ],
)
def test_rows_without_a_group_are_all_found(
    connection: duckdb.DuckDBPyConnection, joined: str, null: str, found: list[int]
) -> None:
    rows = connection.execute(
        f"""
        select records.record
        from records left join {joined} as joined on records.place = joined.place
        where {null}
        order by records.record
        """
    ).fetchall()
    assert [record for (record,) in rows] == found
