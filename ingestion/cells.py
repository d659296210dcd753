"""Typed values of workbooks, JSON and Parquet as the text a clerk would type."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

# Above this a float no longer holds every integer, and Excel itself shows an exponent.
_EXACT_INTEGERS = 1e15


def cell_text(value: Any) -> str | None:
    """The text of one cell; None for an empty one.

    Whole numbers lose their '.0', truth values are 'true'/'false', dates and times ISO 8601, lists ';'-separated,
    anything nested JSON. Times are rounded to milliseconds: a spreadsheet stores them as fractions of a day.
    """
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _number_text(value)
    if isinstance(value, (datetime, time)):
        return _time_text(value)
    if isinstance(value, timedelta):
        seconds = round(value.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if isinstance(value, (date, int, Decimal)):
        return str(value)
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="replace") or None
    if isinstance(value, list) and not any(isinstance(item, (list, dict)) for item in value):
        return ";".join(cell_text(item) or "" for item in value) or None
    return json.dumps(value, ensure_ascii=False, default=str)


def _number_text(value: float) -> str | None:
    if value != value:
        return None
    return str(int(value)) if abs(value) < _EXACT_INTEGERS and value.is_integer() else repr(value)


def _time_text(value: datetime | time) -> str:
    if isinstance(value, datetime):
        value += timedelta(microseconds=500 - (value.microsecond + 500) % 1000)
    return value.isoformat(timespec="milliseconds" if value.microsecond // 1000 else "seconds")
