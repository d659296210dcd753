"""The synthetic city: what it promises to those who demonstrate, test and measure with it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pdqhash
import pytest
from PIL import Image

from ingestion.demo_city import CitySummary, write_city, write_truth
from ingestion.demo_city.city import BAD_RATINGS
from ingestion.demo_city.fakes import KINDS
from warehouse.settings import contracts

NEAR = 31  # bits of 256: the distance at which two PDQ hashes mean the same picture


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> CitySummary:
    return write_city(tmp_path_factory.mktemp("city"), communities=12, months=6, seed=3)


@pytest.fixture(scope="module")
def logs(city: CitySummary) -> pd.DataFrame:
    return _read(city, "service_logs").merge(city.truth, on="record_id", validate="one_to_one")


def _read(city: CitySummary, source: str) -> pd.DataFrame:
    """The source as text, empty cells missing; the deliberately bad ratings left out."""
    workbook = city.folder / f"{source}.xlsx"
    if workbook.exists():
        frame = pd.read_excel(workbook, dtype=str, engine="calamine")
    else:
        frame = pd.read_csv(city.folder / f"{source}.csv", dtype=str, keep_default_na=False, na_values=[""])
    return frame.iloc[: -len(BAD_RATINGS)] if source == "resident_ratings" else frame


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_same_seed_gives_the_same_bytes_and_another_seed_another_city(tmp_path: Path) -> None:
    for name, seed in (("one", 5), ("same", 5), ("other", 6)):
        write_city(tmp_path / name, communities=3, months=2, seed=seed)
    one, same, other = (_files(tmp_path / name) for name in ("one", "same", "other"))
    assert one == same
    assert one["service_logs.csv"] != other["service_logs.csv"]


def test_counts_grow_with_communities_and_months(tmp_path: Path) -> None:
    small = write_city(tmp_path / "small", communities=8, months=3).rows
    wide = write_city(tmp_path / "wide", communities=24, months=3).rows
    long = write_city(tmp_path / "long", communities=8, months=9).rows
    for source in ("service_logs", "resident_ratings", "demands", "burden_log"):
        assert 2 < wide[source] / small[source] < 4.5, source
        assert 2 < long[source] / small[source] < 4.5, source
    assert 100 < wide["members"] / 24 < 250


def test_every_source_but_photos_is_written_with_the_columns_of_its_contract(city: CitySummary) -> None:
    assert set(city.rows) == set(contracts()) - {"photos"}
    for source, rows in city.rows.items():
        frame = _read(city, source)
        assert list(frame.columns) == list(contracts()[source].column_names), source
        assert len(frame) + len(BAD_RATINGS) * (source == "resident_ratings") == rows, source


@pytest.mark.parametrize("source", sorted(set(contracts()) - {"photos"}))
def test_every_row_meant_to_land_keeps_its_contract(city: CitySummary, source: str) -> None:
    contract, frame = contracts()[source], _read(city, source)
    assert not frame.duplicated(list(contract.key)).any()
    if contract.time:
        assert frame[list(contract.time)].notna().any(axis=1).all()
    for column in contract.columns:
        values = frame[column.name].dropna()
        assert not column.required or len(values) == len(frame), column.name
        if column.type in ("timestamp", "date"):
            assert pd.to_datetime(values, format="ISO8601").between("2015", "2030").all(), column.name
        if column.type in ("integer", "number"):
            numbers = pd.to_numeric(values)
            assert numbers.between(column.min or -np.inf, column.max or np.inf).all(), column.name
        if column.vocabulary:
            assert set(values.str.split(";").explode()) <= set(column.vocabulary), column.name
        if column.references:
            key = contracts()[column.references].key[0]
            assert set(values) <= set(_read(city, column.references)[key]), column.name


def test_the_truth_names_every_record_once_and_every_kind_of_fake(city: CitySummary, tmp_path: Path) -> None:
    write_truth(city, tmp_path / "truth.csv")
    truth = pd.read_csv(tmp_path / "truth.csv", keep_default_na=False)
    assert list(truth.columns) == ["record_id", "fake", "kind"]
    assert sorted(truth["record_id"]) == sorted(_read(city, "service_logs")["record_id"])
    assert set(truth.loc[truth["fake"], "kind"]) == set(KINDS)
    assert set(truth.loc[~truth["fake"], "kind"]) == {""}
    assert truth["fake"].mean() == pytest.approx(0.04, abs=0.002)


@pytest.mark.parametrize("rate", [0.0, 0.15])
def test_the_rate_of_fakes_is_the_one_asked_for(tmp_path: Path, rate: float) -> None:
    truth = write_city(tmp_path, communities=6, months=3, fakes=rate).truth
    assert truth["fake"].mean() == pytest.approx(rate, abs=0.005)


def test_weak_communities_fake_more(tmp_path: Path) -> None:
    city = write_city(tmp_path, communities=40, months=3)
    logs = _read(city, "service_logs").merge(city.truth, on="record_id")
    share = logs.groupby("community_id")["fake"].mean()
    authenticity = city.quality.set_index("community_id")["authenticity"]
    assert share.corr(authenticity.loc[share.index], method="spearman") < -0.5


def test_quiet_fakes_leave_everything_an_honest_record_leaves(logs: pd.DataFrame) -> None:
    quiet = logs[logs["kind"] == "quiet"]
    assert quiet[["code_scanned_at", "checkout_at", "lat", "gps_accuracy_m", "activity_id"]].notna().all(axis=None)
    scanned = pd.to_datetime(quiet["code_scanned_at"])
    stayed = (pd.to_datetime(quiet["checkout_at"]) - scanned).dt.total_seconds() / 3600
    assert (stayed >= quiet["declared_hours"].astype(float) * 0.7).all()


def test_honest_paper_records_have_a_witness_and_nothing_a_phone_would_leave(logs: pd.DataFrame) -> None:
    paper = logs[(logs["channel"] == "paper") & ~logs["fake"]]
    assert len(paper)
    assert paper[["code_scanned_at", "checkout_at", "lat", "device_id"]].isna().all(axis=None)
    assert paper["witness_id"].notna().all()
    assert (paper["witness_id"] != paper["member_id"]).all()


def test_honest_people_are_never_in_two_places_except_by_a_mistaken_date(logs: pd.DataFrame) -> None:
    honest = logs[~logs["fake"]].copy()
    honest["start"], honest["end"] = pd.to_datetime(honest["started_at"]), pd.to_datetime(honest["ended_at"])
    honest = honest.sort_values(["member_id", "start"])
    same = honest["member_id"].eq(honest["member_id"].shift())
    assert (same & (honest["start"] < honest["end"].shift())).mean() < 0.001


def test_quality_persists_and_shows_in_what_residents_say(tmp_path: Path) -> None:
    city = write_city(tmp_path, communities=40, months=6)
    ratings = _read(city, "resident_ratings")
    low, high, score = (ratings[name].astype(float) for name in ("scale_min", "scale_max", "score"))
    ratings["value"] = (score - low) / (high - low)
    ratings["half"] = ratings["rated_at"] < "2025-10-01"
    means = ratings.pivot_table(index="community_id", columns="half", values="value")
    assert means[True].corr(means[False]) > 0.6
    service = city.quality.set_index("community_id")["service"]
    assert means.mean(axis=1).corr(service.loc[means.index]) > 0.8


def test_some_communities_are_truly_equal(city: CitySummary) -> None:
    overall = np.sort(city.quality["overall"].to_numpy())
    assert (np.diff(overall) < 0.01).any()
    truth = city.quality.drop(columns="community_id").to_numpy()
    assert ((truth >= 0) & (truth <= 1)).all()


def test_delivered_photos_belong_to_records(city: CitySummary, logs: pd.DataFrame) -> None:
    listed = set(logs["photo_ids"].dropna().str.split(";").explode())
    delivered = [path.stem for path in (city.folder / "photos").iterdir()]
    assert len(delivered) == city.photos > 0
    assert set(delivered) <= listed


def test_a_photo_used_again_is_found_by_its_hash_on_another_persons_record(
    city: CitySummary, logs: pd.DataFrame
) -> None:
    owner = logs.dropna(subset=["photo_ids"]).set_index(logs["photo_ids"].dropna().str.split(";").str[0])
    hashes: dict[str, np.ndarray] = {}
    turned: dict[str, list[np.ndarray]] = {}
    reused = set(owner.index[owner["kind"] == "photo_reused_other"])
    for path in sorted((city.folder / "photos").glob("*.jpg")):
        try:
            picture = np.asarray(Image.open(path).convert("RGB"))
        except OSError:
            continue
        hashes[path.stem], quality = pdqhash.compute(picture)
        assert quality >= 50
        if path.stem in reused:
            turned[path.stem] = pdqhash.compute_dihedral(picture)[0]
    assert turned
    for photo_id, orientations in turned.items():
        near = {
            other
            for other, known in hashes.items()
            if other != photo_id and min(int((known != way).sum()) for way in orientations) <= NEAR
        }
        assert set(owner.loc[list(near), "member_id"]) - {owner.loc[photo_id, "member_id"]}, photo_id


@pytest.mark.parametrize(("communities", "months", "fakes"), [(0, 1, 0.1), (1, 0, 0.1), (1, 1, 0.9)])
def test_an_impossible_city_is_refused(tmp_path: Path, communities: int, months: int, fakes: float) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        write_city(tmp_path, communities, months, fakes=fakes)
