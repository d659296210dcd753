"""Times taking in one large canonical `service_logs.csv` against DuckDB alone copying the same file to Parquet.

Each run measures both, one after the other, in processes of their own: wall seconds and peak memory. Printed are, for each
size, the medians over the runs, the ratio of each pair and the ratios' median. `python -m bench.large_file --rows 1000000`
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

# As a platform exports them: every column of the contract, times in every row, a text in every third, no faults.
MAKE = """
import duckdb
duckdb.execute("set enable_progress_bar = false")
duckdb.sql('''
    with drawn as (
        select i, hash(i) as draw, 1 + hash(i + 2) % 6 * 0.5 as hours,
            timestamp '2026-01-01' + to_minutes((hash(i + 1) % (365 * 1440))::bigint) as started_at
        from range({rows}) as numbers(i)
    )
    select 'S' || lpad(i::varchar, 9, '0') as record_id, 'M' || draw % 400000 as member_id, 'C' || draw % 1200 as community_id,
        'A' || draw % 90000 as activity_id,
        ['care', 'environment', 'publicity', 'clinic', 'legal', 'tutoring', 'patrol', 'repair'][1 + (draw % 8)::int] as category,
        started_at - interval 1 day as claimed_at, started_at, started_at + to_minutes((hours * 60)::bigint) as ended_at,
        started_at + interval 2 minute as code_scanned_at, 'Q' || draw % 9999 as scanned_code,
        started_at + to_minutes((hours * 60)::bigint) as checkout_at, hours as declared_hours,
        round(30 + draw % 1000 / 5000, 6) as lat, round(104 + draw % 977 / 5000, 6) as lon, draw % 60 as gps_accuracy_m,
        'D' || draw % 300000 as device_id, started_at as device_started_at, 'P' || i as photo_ids,
        case when draw % 3 = 0 then '帮助独居老人打扫卫生、更换灯泡，第' || draw % 777 || '次' end as text,
        started_at + interval 5 hour as submitted_at, ['app', 'app', 'app', 'proxy', 'paper'][1 + (draw % 5)::int] as channel,
        null as witness_id, null as witness_confirmed, null as proxy_consent
    from drawn
''').write_csv({path!r})
"""
COPY = """
import duckdb
duckdb.execute("set enable_progress_bar = false")
duckdb.execute("copy (from read_csv({path!r})) to {copy!r} (format parquet)")
"""
INGEST = """
from ingestion.deliveries import ingest
from warehouse.settings import Home
report = ingest([{path!r}], Home.at({home!r}))
assert report.exit_code == 0 and report.files[0].batches[0]["rows_accepted"] == {rows}, report
"""


@dataclass(frozen=True)
class Spent:
    """Wall seconds and peak resident memory in MiB of one process."""

    seconds: float
    peak_mib: float


def run(code: str) -> Spent:
    """Runs `code` in a fresh interpreter."""
    start = time.perf_counter()
    child = subprocess.Popen([sys.executable, "-c", code])
    _, status, used = os.wait4(child.pid, 0)
    if status:
        raise SystemExit(f"failed: {code}")
    return Spent(time.perf_counter() - start, used.ru_maxrss / 1024)


def pair(rows: int, path: Path, folder: Path) -> tuple[Spent, Spent]:
    """One copy and one ingest of the file at `path`."""
    with tempfile.TemporaryDirectory(dir=folder) as place:
        copied = run(COPY.format(path=str(path), copy=f"{place}/plain.parquet"))
        return copied, run(INGEST.format(path=str(path), home=f"{place}/home", rows=rows))


def main() -> None:
    """Runs and prints."""
    options = argparse.ArgumentParser(prog="python -m bench.large_file", description=__doc__)
    options.add_argument("--rows", type=int, nargs="+", default=[1_000_000, 10_000_000])
    options.add_argument("--runs", type=int, default=3)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="tianping-bench-") as folder:
        path = Path(folder, "service_logs.csv")
        for rows in chosen.rows:
            run(MAKE.format(rows=rows, path=str(path)))
            pairs = [pair(rows, path, Path(folder)) for _ in range(chosen.runs)]
            ratios = [taken.seconds / copied.seconds for copied, taken in pairs]
            print(f"{rows:,} rows, {path.stat().st_size / 1e9:.2f} GB, {chosen.runs} runs")
            for name, spent in (("DuckDB copy", [each[0] for each in pairs]), ("ingest", [each[1] for each in pairs])):
                seconds = statistics.median(each.seconds for each in spent)
                print(f"  {name:<12} {seconds:7.1f} s  peak {max(each.peak_mib for each in spent):6.0f} MiB")
            print(
                f"  ratio        {statistics.median(ratios):7.2f}    ({', '.join(f'{ratio:.2f}' for ratio in ratios)})",
                flush=True,
            )


if __name__ == "__main__":
    main()
