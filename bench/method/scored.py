"""Simulated leagues in, the warehouse's scores out: each league is a quarter of its own."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import pandas as pd

from bench.method.leagues import League
from bench.models import connect, load_seeds, run_models
from warehouse.rendering import macros
from warehouse.settings import default_lens

# Past every definition that is in force for a while only.
FIRST_YEAR = 2100
AS_OF = "9000-01-01 00:00:00"
LENS = f"lens = '{default_lens()}'"


def league_periods(count: int) -> list[str]:
    """The quarters the leagues are put into."""
    return [f"{FIRST_YEAR + place}Q1" for place in range(count)]


def open_leagues(count: int) -> duckdb.DuckDBPyConnection:
    """A database with policy and a quarter for each of `count` leagues, and the default lens alone."""
    connection = connect()
    load_seeds(connection)
    connection.execute("delete from lens_weights")
    connection.execute(
        f"""
        create table core_periods as
        select
            printf('%dQ1', year) as period, 'quarter' as kind, make_date(year, 1, 1) as starts_on,
            make_date(year, 3, 31) as ends_on,
            case when year > {FIRST_YEAR} then printf('%dQ1', year - 1) end as previous_period
        from range({FIRST_YEAR}, {FIRST_YEAR + count}) as years(year)
        """
    )
    connection.execute(
        "create table indicator_period_months as select period, strftime(starts_on, '%Y-%m') as month from core_periods"
    )
    run_models(connection, ["score_lens_definitions"], AS_OF)
    return connection


def catalogue_of(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """The built indicators in force with their share of the whole: what `draw_league` asks for."""
    return connection.execute(
        """
        select indicator_id, kind, basis, goalpost_low, goalpost_high, nominal_weight
        from score_definitions inner join score_lens_definitions using (period, indicator_id)
        where period = (select min(period) from core_periods)
        order by indicator_id
        """
    ).df()


def land(connection: duckdb.DuckDBPyConnection, leagues: Sequence[League]) -> None:
    """The tables the scoring models start from, with the rows of `leagues`; nobody owes a source or is exempted."""
    catalogue = leagues[0].catalogue
    periods = league_periods(len(leagues))
    rows = pd.concat([league.rows.assign(period=period) for league, period in zip(leagues, periods, strict=True)])
    connection.register("rows", rows)
    connection.register("indicators", catalogue.assign(indicator=range(len(catalogue))))
    connection.register("communities", pd.DataFrame({"community": range(len(leagues[0].values))}))
    connection.execute(
        "create table core_communities as select printf('C%04d', community) as community_id, 'all' as peer_group from communities"
    )
    connection.execute(
        """
        create table evidence as
        select
            rows.*, indicators.indicator_id, printf('C%04d', rows.community) as community_id, core_periods.starts_on,
            '' as batch_id, 0 as row_number
        from rows
        inner join indicators using (indicator)
        inner join core_periods using (period)
        """
    )
    inputs = " union all ".join(
        f"select '{indicator}' as indicator_id, * from ({_evidence(indicator, kind)})"
        for indicator, kind in zip(catalogue["indicator_id"], catalogue["kind"], strict=True)
    )
    connection.execute(f"create table score_indicator_inputs as {inputs}")
    connection.execute("drop table evidence")
    needs = "(select unnest(string_split(needs, ';')) as need from indicator_catalogue)"
    connection.execute(
        f"""
        create table core_source_presence as
        select distinct split_part(need, '.', 1) as source, 1 as rows, date '2000-01-01' as first_on from {needs}
        """
    )
    connection.execute(
        f"""
        create table stg_column_presence as
        select distinct split_part(need, '.', 1) as source, split_part(need, '.', 2) as column_name, 1 as filled from {needs}
        """
    )
    connection.execute("delete from reporting_obligations")
    connection.execute("create table core_reporting (source varchar, community_id varchar, period varchar)")
    connection.execute(
        "create table score_adjustments (period varchar, community_id varchar, item varchar, kind varchar, cases bigint, "
        "points double, grade_cap varchar, reason varchar, evidence varchar)"
    )
    for name in ("rows", "indicators", "communities"):
        connection.unregister(name)


def _evidence(indicator: str, kind: str) -> str:
    """The evidence of one indicator in the shape its model would give it."""
    says = {"value": "value", "occurred_on": "starts_on"} if kind == "t" else {
        "numerator": "value", "denominator": "1.0", "period": "period"
    }  # fmt: skip
    relation = f"(select * from evidence where indicator_id = '{indicator}')"
    return macros()["evidence_rows"](relation, "simulated", "row_number", **says)


def scores_of(connection: duckdb.DuckDBPyConnection, period: str) -> pd.DataFrame:
    """The league table of one league, communities in the order they were drawn."""
    found: pd.DataFrame = connection.execute(
        f"select * from score_communities where period = ? and {LENS} order by community_id", [period]
    ).df()
    return found
