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
from ingestion.mapping import Notice, literal, one_row, quoted
from ingestion.policy import Policy
from warehouse.settings import Column, Contract, contracts

if TYPE_CHECKING:
    from great_expectations.core import ExpectationSuite, ExpectationSuiteValidationResult

# Earlier batches of a source that make a volume usual.
BATCHES_TO_KNOW = 3

# Words, or ids, shown as examples.
SHOWN = 8


@dataclass(frozen=True)
class Measure:
    """One number about a batch, the bounds it is expected in (inclusive), and what is told when it is not.

    `name` is what Data Docs call it. None as a bound is no bound.
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
                meta={"rule": measure.notice.code, "column": measure.notice.column},
            )
            for measure in measures
        ],
    )


def _outside_vocabularies(connection: duckdb.DuckDBPyConnection, contract: Contract, rows: str) -> list[Measure]:
    return [_outside(connection, rows, column) for column in contract.columns if column.vocabulary]


def _outside(connection: duckdb.DuckDBPyConnection, rows: str, column: Column) -> Measure:
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
        f"{column.name}: 不在词表中的值 outside the vocabulary",
        total,
        Notice(
            "unknown_word",
            column.name,
            total,
            f"“{column.zh}”有 {total} 个值不在词表中（{listed}），已入库。",
            f'"{column.name}": {total} values outside the vocabulary ({listed}); they landed.',
        ),
    )


def _unknown_references(
    connection: duckdb.DuckDBPyConnection, contract: Contract, rows: str, known: Callable[[str], list[Path]]
) -> list[Measure]:
    """Ids that no accepted row of the other source has; the order of arrival is free."""
    return [
        _unknown(connection, rows, column, contracts()[column.references], known(column.references))
        for column in contract.columns
        if column.references is not None
    ]


def _unknown(
    connection: duckdb.DuckDBPyConnection, rows: str, column: Column, other: Contract, files: list[Path]
) -> Measure:
    missing = f"select {quoted(column.name)} as id, count(*) as times from {rows} where id is not null group by 1"
    if files:
        paths = ", ".join(literal(str(path)) for path in files)
        missing = f"select * from ({missing}) anti join (select {quoted(other.key[0])} as id from read_parquet([{paths}])) using (id)"
    ids, times, example = one_row(connection, f"select count(*), coalesce(sum(times), 0), min(id) from ({missing})")
    return Measure(
        f"{column.name}: “{other.name_zh}”中没有的编号 rows not in {other.source}",
        times,
        Notice(
            "unknown_reference",
            column.name,
            int(times),
            f"“{column.zh}”中有 {ids} 个编号（{int(times)} 行，如 {example}）尚未出现在“{other.name_zh}”中；已入库，随后补交即可。",
            f'"{column.name}": {ids} ids ({int(times)} rows, such as {example}) are not in {other.source} yet; they landed, '
            "send the missing rows when you have them.",
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
                f"{then}: 早于 {first} 的行 rows before {first}",
                count,
                Notice(
                    "times_out_of_order",
                    then,
                    count,
                    f"{count} 行的“{later.zh}”早于“{sooner.zh}”；已入库，由规则核对。",
                    f'{count} rows: "{then}" is before "{first}"; they landed, the flags look at them.',
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
            "时间超出合理范围的行 rows with a time out of range",
            count,
            Notice(
                "time_out_of_range",
                contract.time[0],
                count,
                f"{count} 行的时间早于 {policy.earliest} 或晚于今天 {policy.ahead_days} 天以上，请核对日期；已入库。",
                f"{count} rows lie before {policy.earliest} or more than {policy.ahead_days} days ahead of today: check the "
                "dates; they landed.",
            ),
        )
    ]


def _repeated(contract: Contract, batch: Batch) -> Measure:
    share = batch.rows_repeated / batch.rows_read if batch.rows_read else 0.0
    return Measure(
        "重复行占比 share of repeated rows",
        share,
        Notice(
            "many_repeated",
            contract.key[0],
            batch.rows_repeated,
            f"重复的行占 {share:.0%}，多于通常的 {batch.policy.repeated_at_most:.0%}，请确认导出时没有重复。",
            f"{share:.0%} of the rows are repeated, more than the usual {batch.policy.repeated_at_most:.0%}: check the export.",
        ),
        low=0.0,
        high=batch.policy.repeated_at_most,
    )


def _volume(batch: Batch) -> Measure:
    known = len(batch.earlier_rows) >= BATCHES_TO_KNOW
    usual = statistics.median(batch.earlier_rows) if known else batch.rows_read
    return Measure(
        "行数与往常之比 rows against the usual",
        batch.rows_read / usual if usual else 1.0,
        Notice(
            "unusual_volume",
            "",
            batch.rows_read,
            f"本批 {batch.rows_read} 行，往常约 {usual:g} 行，请确认文件是否完整、是否重复。",
            f"{batch.rows_read} rows; usually about {usual:g}. Check that the file is complete and not doubled.",
        ),
        low=1 / batch.policy.usual_volume,
        high=batch.policy.usual_volume,
    )
