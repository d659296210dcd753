"""Checks rows against their source's contract with Great Expectations and says, for people, why a row failed.

The suite of a source is built from its contract (`warehouse/contracts`) and `expectations.yml`. Expectations of severity
"critical" send a row to quarantine; "warning" ones only lead to a notice.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import yaml

from ingestion.mapping import Notice
from warehouse.settings import Column, Contract, contracts

if TYPE_CHECKING:
    from great_expectations.core import ExpectationSuite, ExpectationSuiteValidationResult
    from great_expectations.core.batch_definition import BatchDefinition
    from great_expectations.data_context import AbstractDataContext

POLICY_FILE = Path(__file__).parent / "expectations.yml"

# Columns beside the contract's own in a batch under check.
ROW = "_row"
CONFLICT = "_conflicting_key"
EXTRA = "_extra_cells"
TIME = "_any_time"


@dataclass(frozen=True)
class Policy:
    """`hold_above`: share of quarantined rows above which a batch of at least `hold_from_rows` rows is held whole."""

    hold_above: float
    hold_from_rows: int
    rules: tuple[dict[str, Any], ...] = ()

    def holds(self, rows_read: int, rows_quarantined: int) -> bool:
        """Whether the batch is too bad to land even in part."""
        return rows_read >= self.hold_from_rows and rows_quarantined > self.hold_above * rows_read


@cache
def policy(source: str) -> Policy:
    """The policy of `source`: the defaults with its own lines over them."""
    raw = yaml.safe_load(POLICY_FILE.read_text(encoding="utf-8"))
    own = {**raw["default"], **raw.get(source, {})}
    return Policy(own["hold_above"], own["hold_from_rows"], tuple(own.get("rules", ())))


@dataclass(frozen=True)
class Failure:
    """One rule one row broke; `row` is its number in the mapped table."""

    row: int
    rule: str
    column: str
    value: str | None


class Checker:
    """Checks one batch chunk by chunk. The suite is built once; rows keep their numbers across chunks."""

    def __init__(self, source: str, unread: Iterable[str]) -> None:
        self.source = source
        self.suite = suite(contracts()[source], tuple(unread))
        self._definition = _batch_definition(source)
        self.results: list[ExpectationSuiteValidationResult] = []
        self._unknown_words: dict[str, dict[str, int]] = {}

    @property
    def columns(self) -> tuple[str, ...]:
        """The mapped columns the checks look at; the helper columns come with every chunk."""
        helpers = {TIME, CONFLICT, EXTRA}
        looked_at: dict[str, None] = {}
        for expectation in self.suite.expectations:
            for name in ("column", "column_A", "column_B"):
                column = getattr(expectation, name, None)
                if column is not None and column not in helpers:
                    looked_at[column] = None
        return tuple(looked_at)

    def check(self, chunk: pa.Table) -> list[Failure]:
        """Checks the rows of `chunk`: `_row`, `columns` and the helper columns. Returns what failed."""
        import pandas as pd

        frame = chunk.to_pandas(types_mapper=pd.ArrowDtype)
        result = self._definition.get_batch(batch_parameters={"dataframe": frame}).validate(
            self.suite,
            result_format={
                "result_format": "COMPLETE",
                "unexpected_index_column_names": [ROW],
                "return_unexpected_index_query": False,
            },
        )
        failures: list[Failure] = []
        outside: list[tuple[str, list[dict[str, Any]]]] = []
        for outcome in result.results:
            if outcome.exception_info and outcome.exception_info.get("raised_exception"):
                raise RuntimeError(f"{self.source}: {outcome.exception_info}")
            if outcome.success:
                continue
            assert outcome.expectation_config is not None
            meta = outcome.expectation_config.meta
            assert meta is not None
            if meta["rule"] == "vocabulary":
                outside.append((meta["column"], outcome.result["unexpected_index_list"]))
                continue
            for found in outcome.result["unexpected_index_list"]:
                value = found.get(meta.get("value_from", meta["column"]))
                text = None if value is None or pd.isna(value) else str(value)
                failures.append(Failure(int(found[ROW]), meta["rule"], meta["column"], text))
        failed = {failure.row for failure in failures}
        for column, words in outside:
            counts = self._unknown_words.setdefault(column, {})
            for found in words:
                if found[ROW] not in failed:
                    counts[str(found[column])] = counts.get(str(found[column]), 0) + 1
        self.results.append(_slim(result))
        return failures

    def notices(self) -> list[Notice]:
        """Words outside a vocabulary: they landed, and somebody should know."""
        found = []
        for column, counts in self._unknown_words.items():
            if not counts:
                continue
            total = sum(counts.values())
            listed = ", ".join(f"{word} × {count}" for word, count in list(counts.items())[:8])
            zh = contracts()[self.source].column(column).zh
            found.append(
                Notice(
                    "unknown_word",
                    column,
                    total,
                    f"“{zh}”有 {total} 个值不在词表中（{listed}），已入库。",
                    f'"{column}": {total} values outside the vocabulary ({listed}); they landed.',
                )
            )
        return found


@cache
def _context() -> AbstractDataContext:
    """The library's context, in memory; one for the process, without telemetry, progress bars and chatter."""
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    # Some of its modules set themselves to INFO; kept from other handlers, only warnings are printed.
    logging.getLogger("great_expectations").propagate = False
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    return context


@cache
def _batch_definition(source: str) -> BatchDefinition[Any]:
    """What the library calls a frame it is given to check."""
    asset = _context().data_sources.add_pandas(source).add_dataframe_asset(source)
    return asset.add_batch_definition_whole_dataframe("chunk")


def _slim(result: ExpectationSuiteValidationResult) -> ExpectationSuiteValidationResult:
    """The result without its row-by-row lists, which would hold a bad batch in memory twice."""
    for outcome in result.results:
        for name in (
            "unexpected_list",
            "unexpected_index_list",
            "partial_unexpected_index_list",
            "partial_unexpected_list",
        ):
            outcome.result.pop(name, None)
        outcome.result["partial_unexpected_counts"] = []
    return result


def suite(contract: Contract, unread: tuple[str, ...] = ()) -> ExpectationSuite:
    """The Great Expectations suite of a source; `unread` are the columns that carry a `<column>__unread` text."""
    _context()  # before the library's other modules: it keeps them quiet
    import great_expectations.expectations as gxe
    from great_expectations.core import ExpectationSuite

    checks: list[Any] = []

    def must(kind: type, rule: str, about: str, **options: Any) -> None:
        severity = "warning" if rule == "vocabulary" else "critical"
        value_from = options.pop("value_from", about)
        meta = {"rule": rule, "column": about, "value_from": value_from}
        checks.append(kind(meta=meta, severity=severity, **options))

    for column in contract.columns:
        if column.required:
            must(gxe.ExpectColumnValuesToNotBeNull, "required", column.name, column=column.name)
        if column.name in unread:
            text = f"{column.name}__unread"
            must(gxe.ExpectColumnValuesToBeNull, "type", column.name, column=text, value_from=text)
        if column.min is not None or column.max is not None:
            bounds = {"min_value": column.min, "max_value": column.max}
            must(gxe.ExpectColumnValuesToBeBetween, "range", column.name, column=column.name, **bounds)
        if column.vocabulary and column.type == "list":
            words = "|".join(column.vocabulary)
            pattern = rf"^\s*(?:{words})?\s*(?:;\s*(?:{words})?\s*)*$"
            must(gxe.ExpectColumnValuesToMatchRegex, "vocabulary", column.name, column=column.name, regex=pattern)
        elif column.vocabulary:
            words_of_type = [int(word) if column.type == "integer" else word for word in column.vocabulary]
            must(
                gxe.ExpectColumnValuesToBeInSet, "vocabulary", column.name, column=column.name, value_set=words_of_type
            )
    if contract.time:
        must(gxe.ExpectColumnValuesToNotBeNull, "no_time", contract.time[0], column=TIME)
    must(gxe.ExpectColumnValuesToBeNull, "key_conflict", contract.key[0], column=CONFLICT, value_from=CONFLICT)
    must(gxe.ExpectColumnValuesToBeNull, "extra_cells", contract.key[0], column=EXTRA, value_from=EXTRA)
    for rule in policy(contract.source).rules:
        must(
            gxe.ExpectColumnPairValuesAToBeGreaterThanB,
            rule["name"],
            rule["column"],
            column_A=rule["above"],
            column_B=rule["below"],
            or_equal=bool(rule.get("or_equal")),
            ignore_row_if="either_value_is_missing",
        )
    return ExpectationSuite(name=contract.source, expectations=checks)


def reason(source: str, rule: str, column: str, value: str | None) -> tuple[str, str]:
    """Why a row is in quarantine, (Chinese, English), in the words of the file's reader."""
    contract = contracts()[source]
    spec = contract.column(column)
    name = f"“{spec.zh}”"
    if rule == "required":
        return f"{name}是必填项，但为空", f"{column} is required but empty"
    if rule == "type":
        zh, en = _TYPE_WORDS[spec.type]
        return f"{name}的值“{value}”不是{zh}", f"{column}: “{value}” is not {en}"
    if rule == "range":
        return f"{name}的值 {value} 不在 {_bounds(spec)} 之内", f"{column}: {value} is outside {_bounds(spec)}"
    if rule == "no_time":
        labels = "、".join(contract.column(each).zh for each in contract.time)
        return f"至少要有一个时间（{labels}）", f"at least one time is needed ({', '.join(contract.time)})"
    if rule == "key_conflict":
        return (
            f"同一文件中编号“{value}”出现多次且内容不同",
            f"key “{value}” occurs more than once in the file with different content",
        )
    if rule == "extra_cells":
        return (
            "这一行的单元格比表头多，内容可能错位",
            "the row has more cells than the header; values may stand in wrong columns",
        )
    if rule == "batch_held":
        return (
            "本行无误，但整批问题过多，全批暂缓入库",
            "the row is sound, but too much of the batch is not, so the batch is held whole",
        )
    for rule_of_policy in policy(source).rules:
        if rule_of_policy["name"] == rule:
            return rule_of_policy["zh"], rule_of_policy["en"]
    raise KeyError(f"{source} has no rule {rule}")


_TYPE_WORDS = {
    "string": ("文字", "a text"),
    "integer": ("整数", "a whole number"),
    "number": ("数字", "a number"),
    "boolean": ("是/否", "yes or no"),
    "date": ("看得懂的日期", "a readable date"),
    "timestamp": ("看得懂的时间", "a readable time"),
    "list": ("列表", "a list"),
    "json": ("有效的 JSON", "valid JSON"),
}


def _bounds(column: Column) -> str:
    low = "−∞" if column.min is None else f"{column.min:g}"
    high = "+∞" if column.max is None else f"{column.max:g}"
    return f"{low}…{high}"
