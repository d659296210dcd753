"""Checks rows against their source's contract with Great Expectations and says, for people, why a row failed.

The suite of a source is built from its contract (`warehouse/contracts`) and its policy (`expectations.yml`). A row that
fails goes to quarantine; what is only told is checked on the batch as a whole (`batch_checks.py`).
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from ingestion.policy import Policy
from warehouse.settings import Column, Contract, contracts

if TYPE_CHECKING:
    import pandas as pd
    from great_expectations.core import ExpectationSuite, ExpectationSuiteValidationResult
    from great_expectations.data_context import AbstractDataContext

# Columns beside the contract's own in a batch under check.
ROW = "_row"
CONFLICT = "_conflicting_key"
EXTRA = "_extra_cells"
HAS_TIME = "_has_time"  # true, or null
OWNER = "_owner"  # the community a row belongs to; an empty text where that is not known


@dataclass(frozen=True)
class Failure:
    """One rule one row broke; `row` is its place in the chunk checked, from 0."""

    row: int
    rule: str
    column: str
    value: str | None


class Checker:
    """Checks the rows of one batch chunk by chunk; what fails goes to quarantine. The suite is built once.

    `unread` are the columns that carry a `<column>__unread` text. With a `community`, rows of any other one fail.
    """

    def __init__(self, source: str, policy: Policy, unread: Iterable[str], community: str | None = None) -> None:
        self.source = source
        self._policy = policy
        self.suite = suite(contracts()[source], policy, tuple(unread), community)
        self.results: list[ExpectationSuiteValidationResult] = []

    @property
    def columns(self) -> tuple[str, ...]:
        """The mapped columns the checks look at; the helper columns come with every chunk."""
        helpers = {HAS_TIME, CONFLICT, EXTRA, OWNER}
        looked_at: dict[str, None] = {}
        for expectation in self.suite.expectations:
            for name in ("column", "column_A", "column_B"):
                column = getattr(expectation, name, None)
                if column is not None and column not in helpers:
                    looked_at[column] = None
        return tuple(looked_at)

    def check(self, chunk: pa.Table) -> list[Failure]:
        """Checks the rows of `chunk`: `columns` and the helper columns. Returns what failed, by place in the chunk."""
        result = validate(_frame(chunk), self.suite)
        failures: list[Failure] = []
        for outcome in result.results:
            if outcome.success:
                continue
            assert outcome.expectation_config is not None
            meta = outcome.expectation_config.meta
            assert meta is not None
            told = chunk.column(meta["value_from"]) if meta["value_from"] in chunk.column_names else None
            for found in outcome.result["unexpected_index_list"]:
                row = int(found[ROW])
                value = None if told is None else told[row].as_py()
                failures.append(Failure(row, meta["rule"], meta["column"], None if value is None else str(value)))
        self.results.append(_slim(result))
        return failures

    def reason(self, failure: Failure) -> tuple[str, str]:
        """Why a row is in quarantine, (Chinese, English), in the words of the file's reader."""
        return reason(contracts()[self.source], self._policy, failure)


def validate(frame: pd.DataFrame, rows_suite: ExpectationSuite) -> ExpectationSuiteValidationResult:
    """The library's result of holding `frame` against a suite, with the `_row` of every row that failed.

    Raises RuntimeError where an expectation could not be evaluated.
    """
    context = _context()
    from great_expectations.core import ExpectationSuiteValidationResult
    from great_expectations.execution_engine import PandasExecutionEngine
    from great_expectations.validator.validator import Validator

    # Straight on an engine: a batch asked for by its definition is hashed twice over before anything is checked.
    engine = PandasExecutionEngine(batch_data_dict={rows_suite.name: frame})
    result = Validator(execution_engine=engine, data_context=context).validate(
        expectation_suite=rows_suite,
        result_format={  # type: ignore[arg-type]  # the library takes both, and says only one
            "result_format": "COMPLETE",
            "unexpected_index_column_names": [ROW] if ROW in frame else [],
            "return_unexpected_index_query": False,
        },
    )
    assert isinstance(result, ExpectationSuiteValidationResult)
    for outcome in result.results:
        if outcome.exception_info and outcome.exception_info.get("raised_exception"):
            raise RuntimeError(f"{rows_suite.name}: {outcome.exception_info}")
    return result


def _frame(chunk: pa.Table) -> pd.DataFrame:
    """`chunk` as the library checks it fastest: numbers and empty columns as NumPy's, `_row` the place in the chunk.

    With numbers of other kinds the library compares bounds value by value.
    """
    import pandas as pd

    nothing = np.full(chunk.num_rows, np.nan)
    columns: dict[str, Any] = {ROW: np.arange(chunk.num_rows)}
    for name, column in zip(chunk.column_names, chunk.columns, strict=True):
        if column.null_count == chunk.num_rows:
            columns[name] = nothing
        elif pa.types.is_floating(column.type) or pa.types.is_integer(column.type):
            columns[name] = column.cast(pa.float64()).to_numpy()
        else:
            columns[name] = column.to_pandas(types_mapper=pd.ArrowDtype)
    return pd.DataFrame(columns)


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


def suite(
    contract: Contract, policy: Policy, unread: tuple[str, ...] = (), community: str | None = None
) -> ExpectationSuite:
    """The Great Expectations suite of a source's rows; `unread` and `community` as for `Checker`."""
    _context()  # before the library's other modules: it keeps them quiet
    import great_expectations.expectations as gxe
    from great_expectations.core import ExpectationSuite

    checks: list[Any] = []

    def must(kind: type, rule: str, about: str, **options: Any) -> None:
        meta = {"rule": rule, "column": about, "value_from": options.pop("value_from", about)}
        checks.append(kind(meta=meta, severity="critical", **options))

    for column in contract.columns:
        if column.required:
            must(gxe.ExpectColumnValuesToNotBeNull, "required", column.name, column=column.name)
        if column.name in unread:
            text = f"{column.name}__unread"
            must(gxe.ExpectColumnValuesToBeNull, "type", column.name, column=text, value_from=text)
        if column.min is not None or column.max is not None:
            bounds = {"min_value": column.min, "max_value": column.max}
            must(gxe.ExpectColumnValuesToBeBetween, "range", column.name, column=column.name, **bounds)
    if contract.time:
        must(gxe.ExpectColumnValuesToNotBeNull, "no_time", contract.time[0], column=HAS_TIME)
    must(gxe.ExpectColumnValuesToBeNull, "key_conflict", contract.key[0], column=CONFLICT, value_from=CONFLICT)
    must(gxe.ExpectColumnValuesToBeNull, "extra_cells", contract.key[0], column=EXTRA, value_from=EXTRA)
    if community is not None:
        must(
            gxe.ExpectColumnValuesToBeInSet,
            "other_community",
            contract.key[0],
            column=OWNER,
            value_set=[community],
            value_from=OWNER,
        )
    for rule in policy.rules:
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


def reason(contract: Contract, policy: Policy, failure: Failure) -> tuple[str, str]:
    """Why a row is in quarantine, (Chinese, English), in the words of the file's reader."""
    rule, column, value = failure.rule, failure.column, failure.value
    if rule == "batch_held":
        return (
            "本行无误，但整批问题过多，全批暂缓入库",
            "the row is sound, but too much of the batch is not, so the batch is held whole",
        )
    if rule == "other_community":
        whose = (
            (f"属于社区 {value}", f"belongs to community {value}")
            if value
            else ("看不出属于哪个社区", "names no community known")
        )
        return (
            f"这一行{whose[0]}，您只能上传自己社区的数据",
            f"the row {whose[1]}; you may upload only what is your own community's",
        )
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
    for rule_of_policy in policy.rules:
        if rule_of_policy["name"] == rule:
            return rule_of_policy["zh"], rule_of_policy["en"]
    raise KeyError(f"{contract.source} has no rule {rule}")


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
