"""The scores that are compared: the warehouse's own, plain counts of its flags, and detectors without rules."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
from pyod.models.ecod import ECOD
from pyod.models.iforest import IForest
from sklearn.ensemble import HistGradientBoostingClassifier

from bench.detection.measures import Scores, Truth
from warehouse.rendering import macros

FEATURES = Path(__file__).with_name("features.sql")


def suspicion(connection: duckdb.DuckDBPyConnection) -> Scores:
    """The warehouse's suspicion as it stands, in order of record_id."""
    return _column(connection, "select suspicion from flag_record_suspicion order by record_id")


def flag_count(connection: duckdb.DuckDBPyConnection) -> Scores:
    """How many flags a record raises."""
    return _column(connection, "select raised_count from flag_record_suspicion order by record_id")


def rarity_weighted(connection: duckdb.DuckDBPyConnection) -> Scores:
    """The raised flags, each worth the negative logarithm of the share of records that raise it."""
    return _column(
        connection,
        """
        with worth as (
            select flag_code, -ln(count(*) / (select count(*) from flag_record_suspicion)) as worth
            from flag_raised group by flag_code
        )
        select coalesce(sum(worth), 0)
        from flag_record_suspicion left join flag_raised using (record_id) left join worth using (flag_code)
        group by record_id order by record_id
        """,
    )


def flags_of(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """One column of 0 and 1 per flag, one row per record in order of record_id."""
    rules = connection.execute("select flag_code from flag_rules where flag_group <> 'drill' order by 1").fetchall()
    codes = [code for (code,) in rules]
    raised = ", ".join(f"cast(count_if(flag_code = '{code}') as integer) as {code}" for code in codes)
    return connection.execute(
        f"select {raised} from flag_record_suspicion left join flag_raised using (record_id) group by record_id order by record_id"
    ).df()


def features_of(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """What a detector without rules may look at, one row per record in order of record_id."""
    lat1, lon1, lat2, lon2 = parameters = ("lat1", "lon1", "lat2", "lon2")
    distance = macros()["haversine_m"](lat1, lon1, lat2, lon2)
    connection.execute(f"create or replace temp macro haversine_m({', '.join(parameters)}) as ({distance})")
    return connection.execute(FEATURES.read_text(encoding="utf-8")).df().drop(columns="record_id").astype(float)


def isolation_forest(table: pd.DataFrame, seed: int) -> Scores:
    """Liu, Ting and Zhou (2008), as pyod has it with its defaults."""
    found: Scores = IForest(random_state=seed).fit(_filled(table)).decision_scores_
    return found


def ecod(table: pd.DataFrame) -> Scores:
    """Li et al. (2022), as pyod has it with its defaults."""
    found: Scores = ECOD().fit(_filled(table)).decision_scores_
    return found


def oracle(known: Sequence[tuple[pd.DataFrame, Truth]], asked: Sequence[pd.DataFrame]) -> list[Scores]:
    """The chances of being fake that boosted trees give the records of `asked`, having learnt from the truth of every record of
    other cities (`known`)."""
    learner = HistGradientBoostingClassifier(max_iter=300, learning_rate=0.06, random_state=1)
    everything = pd.concat([table for table, _ in known], ignore_index=True)
    learner.fit(everything.to_numpy(), np.concatenate([fake for _, fake in known]))
    return [learner.predict_proba(table.reindex(columns=everything.columns).to_numpy())[:, 1] for table in asked]


def _filled(table: pd.DataFrame) -> Scores:
    """Unknown values as the column's median, the logarithm of long-tailed columns."""
    filled = table.fillna(table.median()).fillna(0.0).to_numpy(dtype=float)
    found: Scores = np.sign(filled) * np.log1p(np.abs(filled))
    return found


def _column(connection: duckdb.DuckDBPyConnection, query: str) -> Scores:
    return np.array([value for (value,) in connection.execute(query).fetchall()], dtype=float)
