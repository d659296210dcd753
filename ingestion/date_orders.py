"""Whether 03/09/2015 is in March or in September: decided over a whole column, or not at all."""

from __future__ import annotations

from dataclasses import replace

from ingestion.notices import Notice, notice
from ingestion.profile import Field
from ingestion.texts import Texts
from ingestion.typed import ISO_CELL, SHORT_DAY, TimeStyle, time_sql
from warehouse.settings.messages import message

# A stated day and another clock of the same row that are this close agree.
AGREEING_DAYS = 3


class DateOrders:
    """How the cells of every time field of a file are written (`styles`), and what is to be told of it (`notices`)."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self.styles: dict[str, TimeStyle] = {}
        self.notices: list[Notice] = []
        self._decide()

    def _decide(self) -> None:
        times = [spec for spec in self._texts.profile.fields.values() if spec.is_time]
        undecided: list[Field] = []
        for spec in times:
            source = self._texts.column(spec)
            if not source or spec.format:
                self.styles[spec.name] = TimeStyle("ymd", plain=True)
                continue
            # A cell the engine writes as it was read needs no pattern to be sure of, and patterns are slow.
            iso = (
                "case when cast(try_cast(text as timestamp) as varchar) = text then true "
                f"else regexp_matches(text, '{ISO_CELL}') and try_cast(text as timestamp) is not null end"
            )
            filled, plain = self._texts.one(f"select count(text), count(*) filter (where {iso}) from {source}")
            if filled == plain:
                self.styles[spec.name] = TimeStyle("ymd", plain=True)
                continue
            order = spec.order
            short, first_is_day, second_is_day = self._texts.one(
                f"select count(*), count(*) filter (where a > 12), count(*) filter (where b > 12) from ("
                f"select try_cast(regexp_extract(text, '{SHORT_DAY}', 1) as integer) as a, "
                f"try_cast(regexp_extract(text, '{SHORT_DAY}', 2) as integer) as b from {source}) where a is not null"
            )
            if order == "auto" and short == 0:
                order = "ymd"
            elif order == "auto" and first_is_day and not second_is_day:
                order = "dmy"
            elif order == "auto" and second_is_day and not first_is_day:
                order = "mdy"
            self.styles[spec.name] = TimeStyle(order, plain=False)
            if order == "auto":
                undecided.append(spec)
            elif short:
                self.notices.append(_order_notice(spec, order, short))
        for spec in undecided:
            self._decide_by_other_times(spec, [other for other in times if other not in undecided])
        for spec in times:
            self._count_swapped_cells(spec)

    def _decide_by_other_times(self, spec: Field, others: list[Field]) -> None:
        preferred = sorted(others, key=lambda other: other.name != spec.clock)
        for other in preferred:
            source = self._texts.column(spec, other)
            if not source:
                continue
            clock = self._day("text_1", other)
            shares = {}
            for order in ("dmy", "mdy"):
                day = self._day("text", spec, TimeStyle(order, plain=False))
                compared, near = self._texts.one(
                    f"select count(*), count(*) filter (where abs(date_diff('day', {day}, {clock})) <= {AGREEING_DAYS}) "
                    f"from {source} where {clock} is not null and regexp_matches(text, '{SHORT_DAY}')"
                )
                shares[order] = near / compared if compared else 0.0
            order = max(shares, key=lambda each: shares[each])
            if shares[order] >= 0.8 and min(shares.values()) <= 0.5:
                self.styles[spec.name] = TimeStyle(order, plain=False)  # type: ignore[arg-type]
                self.notices.append(_order_notice(spec, order, self._count_short(spec)))
                return
        count = self._count_short(spec)
        self.notices.append(notice("date_order_unclear", spec.headers[0], count, header=spec.headers[0]))

    def _count_short(self, spec: Field) -> int:
        return int(
            self._texts.one(
                f"select count(*) filter (where regexp_matches(text, '{SHORT_DAY}')) from {self._texts.column(spec)}"
            )[0]
        )

    def _day(self, text: str, spec: Field, style: TimeStyle | None = None) -> str:
        return time_sql(text, style or self.styles[spec.name], replace(spec, type="date"), self._texts.zones(spec))

    def _count_swapped_cells(self, spec: Field) -> None:
        """Cells a spreadsheet turned into dates by itself, in a column people wrote as day/month: did it swap them?"""
        style = self.styles[spec.name]
        if spec.clock is None or style.order not in ("dmy", "mdy"):
            return
        clock_field = self._texts.profile.fields[spec.clock]
        source = self._texts.column(spec, clock_field)
        if not source:
            return
        stated, clock = self._day("text", spec), self._day("text_1", clock_field)
        swapped = f"try_cast(strftime({stated}, '%Y-%d-%m') as date)"
        converted, nearer = self._texts.one(
            f"select count(*), count(*) filter (where abs(date_diff('day', {swapped}, {clock})) "
            f"< abs(date_diff('day', {stated}, {clock}))) from {source} where regexp_matches(text, '^\\d{{4}}-')"
        )
        if nearer:
            self.notices.append(
                notice(
                    "date_cells_swapped",
                    spec.headers[0],
                    nearer,
                    header=spec.headers[0],
                    order=message(f"ingestion.order_{style.order}"),
                    cells=converted,
                    clock=clock_field.headers[0],
                )
            )


def _order_notice(spec: Field, order: str, count: int) -> Notice:
    by = message("ingestion.by_whole_column" if spec.order == "auto" else "ingestion.by_profile")
    read_as = message(f"ingestion.order_{order}")
    return notice("date_order", spec.headers[0], count, header=spec.headers[0], order=read_as, by=by)
