"""Checks a batch as a whole, once its rows are known to be sound: words outside a vocabulary, ids no other source has, times
out of order or out of range, repeated rows, an unusual volume.

What is found here lands all the same and is told. Every check is a measure of the accepted rows, taken in SQL, and an
expectation of Great Expectations on it, so that Data Docs show it beside the checks of the rows.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from ingestion.contract import validate
from ingestion.data_docs import in_both_languages
from ingestion.notices import Notice, label, notice
from ingestion.policy import Policy
from ingestion.sql import literal, one_row, quoted
from warehouse.settings import Column, Contract, contracts
from warehouse.settings.messages import message

if TYPE_CHECKING:
    from great_expectations.core import ExpectationSuite, ExpectationSuiteValidationResult

# Earlier batches of a source that make a volume usual.
BATCHES_TO_KNOW = 3

# Words, or ids, shown as examples.
SHOWN = 8


@dataclass(frozen=True)
class Measure:
    """One number about a batch, the bounds it is expected in (inclusive), and what is told when it is not.

    `name` is what Data Docs call it, in both languages. None as a bound is no bound.
    """

    name: str
    value: float
    notice: Notice
    low: float | None = None
    high: float | None = 0.0


@dataclass
class Batch:
    """Accepted rows about to land: `rows` is their Parquet file, `known` gives the files of the rows of another source
    (landed, or arriving with this batch), `earlier_rows` the rows of earlier batches of the source."""

    source: str
    rows: Path
    rows_read: int
    rows_repeated: int
    earlier_rows: Sequence[int]
    known: Callable[[str], list[Path]] = field(repr=False)
    policy: Policy
    now: str  # local time of the deployment, ISO 8601


def check_batch(
    connection: duckdb.DuckDBPyConnection, batch: Batch
) -> tuple[list[Notice], ExpectationSuiteValidationResult]:
    """What is to be told of `batch`, and the library's result over its measures."""
    contract = contracts()[batch.source]
    rows = f"read_parquet({literal(str(batch.rows))})"
    measures = [
        *_outside_vocabularies(connection, contract, rows),
        *_unknown_references(connection, contract, rows, batch.known),
        *_out_of_order(connection, contract, rows, batch.policy),
        *_out_of_range(connection, contract, rows, batch.policy, batch.now),
        _repeated(contract, batch),
        _volume(batch),
    ]
    result = validate(_frame(measures), _suite(measures, batch.source))
    failed = {
        outcome.expectation_config.kwargs["column"]
        for outcome in result.results
        if not outcome.success and outcome.expectation_config is not None
    }
    return [measure.notice for measure in measures if measure.name in failed], result


def _frame(measures: Sequence[Measure]) -> Any:
    import pandas as pd

    return pd.DataFrame({measure.name: [float(measure.value)] for measure in measures})


def _suite(measures: Sequence[Measure], source: str) -> ExpectationSuite:
    import great_expectations.expectations as gxe
    from great_expectations.core import ExpectationSuite
    from great_expectations.expectations.metadata_types import FailureSeverity

    return ExpectationSuite(
        name=f"{source}: whole batch",
        expectations=[
            gxe.ExpectColumnValuesToBeBetween(
                column=measure.name,
                min_value=measure.low,
                max_value=measure.high,
                severity=FailureSeverity.WARNING,
                meta={"rule": measure.notice.told.code, "column": measure.notice.column},
            )
            for measure in measures
        ],
    )


def _outside_vocabularies(connection: duckdb.DuckDBPyConnection, contract: Contract, rows: str) -> list[Measure]:
    return [_outside(connection, rows, contract, column) for column in contract.columns if column.vocabulary]


def _outside(connection: duckdb.DuckDBPyConnection, rows: str, contract: Contract, column: Column) -> Measure:
    word = f"cast({quoted(column.name)} as varchar)"
    words = f"select {word} as word from {rows}"
    if column.type == "list":
        words = f"select trim(unnest(string_split({word}, ';'))) as word from {rows}"
    known = ", ".join(map(literal, column.vocabulary))
    found = connection.execute(
        f"select word, count(*) from ({words}) where word <> '' and word not in ({known}) group by 1 order by 2 desc, 1"
    ).fetchall()
    total = sum(count for _, count in found)
    listed = ", ".join(f"{word} × {count}" for word, count in found[:SHOWN])
    return Measure(
        f"{column.name}: {in_both_languages(message('ingestion.measure_unknown_word'))}",
        total,
        notice("unknown_word", column.name, total, label=label(contract.source, column.name), words=listed),
    )


def _unknown_references(
    connection: duckdb.DuckDBPyConnection, contract: Contract, rows: str, known: Callable[[str], list[Path]]
) -> list[Measure]:
    """Ids that no accepted row of the other source has; the order of arrival is free."""
    return [
        _unknown(connection, rows, contract, column, contracts()[column.references], known(column.references))
        for column in contract.columns
        if column.references is not None
    ]


def _unknown(
    connection: duckdb.DuckDBPyConnection,
    rows: str,
    contract: Contract,
    column: Column,
    other: Contract,
    files: list[Path],
) -> Measure:
    missing = f"select {quoted(column.name)} as id, count(*) as times from {rows} where id is not null group by 1"
    if files:
        paths = ", ".join(literal(str(path)) for path in files)
        missing = f"select * from ({missing}) anti join (select {quoted(other.key[0])} as id from read_parquet([{paths}])) using (id)"
    ids, times, example = one_row(connection, f"select count(*), coalesce(sum(times), 0), min(id) from ({missing})")
    named = message("ingestion.measure_unknown_reference", source=label(other.source))
    return Measure(
        f"{column.name}: {in_both_languages(named)}",
        times,
        notice(
            "unknown_reference",
            column.name,
            int(times),
            label=label(contract.source, column.name),
            ids=ids,
            example=example,
            source=label(other.source),
        ),
    )


def _out_of_order(
    connection: duckdb.DuckDBPyConnection, contract: Contract, rows: str, policy: Policy
) -> list[Measure]:
    """Rows whose times do not follow each other as the policy says they do."""
    measures = []
    for first, then in policy.ordered_pairs:
        sooner, later = contract.column(first), contract.column(then)
        day = "date" if "date" in (sooner.type, later.type) else "timestamp"
        (count,) = one_row(
            connection,
            f"select count(*) from {rows} where cast({quoted(then)} as {day}) < cast({quoted(first)} as {day})",
        )
        measures.append(
            Measure(
                f"{then}: {in_both_languages(message('ingestion.measure_out_of_order', column=first))}",
                count,
                notice(
                    "times_out_of_order",
                    then,
                    count,
                    later=label(contract.source, then),
                    sooner=label(contract.source, first),
                ),
            )
        )
    return measures


def _out_of_range(
    connection: duckdb.DuckDBPyConnection, contract: Contract, rows: str, policy: Policy, now: str
) -> list[Measure]:
    """Rows whose time lies before the policy's earliest day or further ahead than it allows."""
    if not contract.time:
        return []
    when = f"coalesce({', '.join(f'cast({quoted(name)} as timestamp)' for name in contract.time)})"
    latest = f"timestamp {literal(now)} + interval {policy.ahead_days} day"
    (count,) = one_row(
        connection,
        f"select count(*) from {rows} where {when} < timestamp {literal(policy.earliest)} or {when} > {latest}",
    )
    return [
        Measure(
            in_both_languages(message("ingestion.measure_out_of_range")),
            count,
            notice("time_out_of_range", contract.time[0], count, earliest=policy.earliest, days=policy.ahead_days),
        )
    ]


def _repeated(contract: Contract, batch: Batch) -> Measure:
    share = batch.rows_repeated / batch.rows_read if batch.rows_read else 0.0
    return Measure(
        in_both_languages(message("ingestion.measure_repeated")),
        share,
        notice("many_repeated", contract.key[0], batch.rows_repeated, share=share, usual=batch.policy.repeated_at_most),
        low=0.0,
        high=batch.policy.repeated_at_most,
    )


def _volume(batch: Batch) -> Measure:
    known = len(batch.earlier_rows) >= BATCHES_TO_KNOW
    usual = statistics.median(batch.earlier_rows) if known else batch.rows_read
    return Measure(
        in_both_languages(message("ingestion.measure_volume")),
        batch.rows_read / usual if usual else 1.0,
        notice("unusual_volume", "", batch.rows_read, usual=usual),
        low=1 / batch.policy.usual_volume,
        high=batch.policy.usual_volume,
    )
