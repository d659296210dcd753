"""Writing tables the way platforms export them: CSV and Excel with the contracts' columns, nothing hidden in them."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pa_csv
import xlsxwriter

from ingestion.demo_city.plan import Table, length
from warehouse.settings import contracts

EXCEL_SOURCES = frozenset({"communities", "drills"})
# Fixed, so that the same seed gives the same bytes.
WORKBOOK_CREATED = datetime(2026, 1, 15)
COUNTED = frozenset({"integer"})


def as_arrow(table: Table, source: str) -> pa.Table:
    """The contract's columns of `source` in order; a column the table lacks is empty, any other column is left out."""
    contract = contracts()[source]
    columns = {}
    for column in contract.columns:
        values = table.get(column.name)
        if values is None:
            columns[column.name] = pa.nulls(length(table), pa.string())
            continue
        array = pa.array(values, from_pandas=True)
        columns[column.name] = array.cast(pa.int64()) if column.type in COUNTED else array
    return pa.table(columns)


def write_source(table: Table, source: str, folder: Path, extra_rows: list[list[str]] | None = None) -> Path:
    """Writes `source` into `folder` as CSV or, for a few sources, Excel; `extra_rows` are appended as text."""
    arrow = as_arrow(table, source)
    if source in EXCEL_SOURCES:
        return _write_workbook(arrow, folder / f"{source}.xlsx", source)
    path = folder / f"{source}.csv"
    options = pa_csv.WriteOptions(quoting_style="needed", quoting_header="needed")
    pa_csv.write_csv(arrow, path, options)
    if extra_rows:
        with path.open("a", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(extra_rows)
    return path


def _write_workbook(arrow: pa.Table, path: Path, sheet: str) -> Path:
    formats = {"default_date_format": "yyyy-mm-dd hh:mm:ss", "nan_inf_to_errors": False}
    with xlsxwriter.Workbook(path, formats) as workbook:
        workbook.set_properties({"created": WORKBOOK_CREATED})
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        page = workbook.add_worksheet(sheet)
        page.write_row(0, 0, arrow.column_names)
        for number, name in enumerate(arrow.column_names):
            style = day if pa.types.is_date(arrow.schema.field(name).type) else None
            page.write_column(1, number, arrow[name].to_pylist(), style)
    return path
