"""Funnel limits agree with those FunnelPlotR draws for the reference proportions."""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest

from warehouse.frozen import create_frozen
from warehouse.rendering import render


@pytest.fixture
def units(shared_data: Path) -> pd.DataFrame:
    """The reference units as community estimates of one rate in one period."""
    rows = pd.read_csv(shared_data / "reference" / "funnel" / "funnel_proportion_units.csv")
    return pd.DataFrame(
        {
            "period": "2026Q1",
            "indicator_id": "rate",
            "community_id": rows["group"],
            "kind": "r",
            "basis": "sample",
            "numerator": rows["numerator"].astype(float),
            "denominator": rows["denominator"].astype(float),
            "raw_value": rows["rr"],
            "phi": rows["phi"],
            "tau2": rows["tau2"],
        }
    )


def limits_of(units: pd.DataFrame) -> pd.DataFrame:
    """The model's answer for `units` standing in for score_estimates."""
    sql = render(
        "score_funnel_limits", ref={"score_estimates": "units", "numbers": "range_60"}.get, source="{}.{}".format
    )
    with duckdb.connect() as connection:
        connection.register("units", units.drop(columns=["phi", "tau2"]))
        create_frozen(connection)
        connection.execute("create table range_60 as select n from range(1, 61) as t(n)")
        return connection.execute(sql).df()


def test_dispersion_and_limits_equal_the_reference(units: pd.DataFrame, shared_data: Path) -> None:
    found = limits_of(units).dropna(subset=["community_id"]).drop_duplicates("size").set_index("size")
    assert found["phi"].tolist() == pytest.approx([units["phi"][0]] * len(found), abs=1e-9)
    assert found["tau2"].tolist() == pytest.approx([units["tau2"][0]] * len(found), abs=1e-9)
    drawn = pd.read_csv(shared_data / "reference" / "funnel" / "funnel_proportion_limits.csv").set_index("number_seq")
    both = found.join(drawn, how="inner")
    assert len(both) > 3
    for ours, theirs in (("low_95", "odll95"), ("low_998", "odll998")):
        assert both[ours].tolist() == pytest.approx(both[theirs].tolist(), abs=1e-9)
    for ours, theirs, z in (("high_95", "odul95", 1.959964), ("high_998", "odul998", 3.090232)):
        angle = np.arcsin(np.sqrt(both["centre"])) + z * np.sqrt(both["s"] ** 2 + both["tau2"])
        open_ended = angle > np.pi / 2
        assert 0 < open_ended.sum() < 5
        assert both[ours][~open_ended].tolist() == pytest.approx(both[theirs][~open_ended].tolist(), abs=1e-9)
        # Past the right angle the sine turns back. FunnelPlotR puts 1 wherever it sees that on its drawing grid, and keeps the
        # turned value (0.99992 at size 5) at the last size before; here the limit is 1 at every such size.
        assert set(both[ours][open_ended]) == {1.0}
        assert both[theirs][open_ended].tolist() == pytest.approx([1.0] * open_ended.sum(), abs=1e-4)


def test_communities_that_differ_by_chance_alone_are_not_given_more_room(units: pd.DataFrame) -> None:
    alike = units.assign(numerator=units["denominator"] * 0.8, raw_value=0.8)
    assert set(limits_of(alike)["tau2"]) == {0.0}
