"""The method book: docs/method.md from its template, every number computed by the models when it is written.

`python -m bench.method.book` (or `make docs`) writes it; a test fails when the book and the models part.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import duckdb
import jinja2
import numpy as np

from bench.method.leagues import TRUTHS, draw_league
from bench.method.scored import AS_OF, catalogue_of, land, open_leagues
from bench.models import run_models

BOOK = Path(__file__).parents[2] / "docs" / "method.md"
TEMPLATE = Path(__file__).with_name("book.md.j2")
# Written by `python -m bench.method --write`.
RESULTS = Path(__file__).with_name("results.csv")
SHOWN = (
    "score_communities",
    "score_league_health",
    "score_pairwise",
    "score_changes",
    "score_gains",
    "score_funnel_limits",
)
COMMUNITIES, SEED = 12, 20260101


def worked_example() -> duckdb.DuckDBPyConnection:
    """Two periods (2100Q1, 2101Q1) of twelve simulated communities, with every scoring model as a table."""
    connection, rng = open_leagues(2), np.random.default_rng(SEED)
    catalogue = catalogue_of(connection)
    land(connection, [draw_league(catalogue, TRUTHS[2], COMMUNITIES, rng) for _ in range(2)])
    run_models(connection, SHOWN, AS_OF)
    return connection


def book() -> str:
    """The text of the method book."""
    connection = worked_example()

    def value(sql: str, decimals: int | None = None) -> str:
        """The one value `sql` gives, a number with this many decimals."""
        (found,) = connection.execute(sql).fetchone() or (None,)
        if found is None:
            raise ValueError(f"nothing found: {sql}")
        return str(found) if decimals is None else f"{found:.{decimals}f}"

    with RESULTS.open(encoding="utf-8", newline="") as file:
        results = list(csv.DictReader(file))
    simulated: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)
    for line in results:
        simulated[line["measure"]][line["setting"]] = line
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined, trim_blocks=True, keep_trailing_newline=True)
    template = environment.from_string(TEMPLATE.read_text(encoding="utf-8"))
    city = list(dict.fromkeys(line["setting"] for line in results if line["setting"].startswith("demo city")))
    return template.render(value=value, simulated=simulated, truths=[truth.name for truth in TRUTHS], city=city)


def main() -> None:
    """Writes the book."""
    BOOK.write_text(book(), encoding="utf-8")
    print(BOOK)


if __name__ == "__main__":
    main()
