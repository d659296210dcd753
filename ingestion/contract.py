"""Checks rows against their source's contract with Great Expectations and says why a row failed.

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

from ingestion.notices import label
from ingestion.policy import Policy
from warehouse.settings import Column, Contract, contracts
from warehouse.settings.messages import Message, message

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

    def reason(self, failure: Failure) -> Message:
        """Why a row is in quarantine."""
        return reason(contracts()[self.source], failure)


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


def reason(contract: Contract, failure: Failure) -> Message:
    """Why a row is in quarantine."""
    rule, column, value = failure.rule, failure.column, failure.value
    code = f"ingestion.row_{rule}"
    if rule == "other_community":
        return message(code, community=value) if value else message("ingestion.row_no_community")
    if rule == "no_time":
        return message(code, labels=[label(contract.source, each) for each in contract.time])
    if rule == "key_conflict":
        return message(code, key=value)
    if rule not in ("required", "type", "range"):
        return message(code)
    spec, named = contract.column(column), label(contract.source, column)
    if rule == "required":
        return message(code, label=named)
    if rule == "type":
        return message(code, label=named, value=value, type=message(f"ingestion.type_{spec.type}"))
    return message(code, label=named, value=value, bounds=_bounds(spec))


def _bounds(column: Column) -> str:
    low = "−∞" if column.min is None else f"{column.min:g}"
    high = "+∞" if column.max is None else f"{column.max:g}"
    return f"{low}…{high}"
