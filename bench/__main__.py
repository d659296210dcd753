"""Times the whole path on the demonstration city: making it, taking it in, building and publishing.

Prints the median, least and greatest wall seconds of RUNS runs of each stage, the peak memory of the process, and how many
times longer taking in the service logs lasts than DuckDB alone needs to copy the same CSV to Parquet in the same run.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from ingestion.deliveries import ingest
from ingestion.demo_city import write_city
from warehouse.build import build
from warehouse.settings import Home


def seconds(work: Callable[[], object]) -> float:
    """Wall seconds `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def one_run(folder: Path, communities: int) -> dict[str, float]:
    """Seconds of each stage on a fresh home in `folder`."""
    city, home = folder / "city", Home.at(folder / "home")
    alone = Home.at(folder / "alone")
    home.write_deployment(synthetic=True, as_of="2026-01-15 00:00:00")
    logs = city / "service_logs.csv"
    copy = f"copy (from read_csv('{logs}', all_varchar = true)) to '{folder / 'plain.parquet'}' (format parquet)"
    return {
        "make the city": seconds(lambda: write_city(city, communities=communities)),
        "ingest": seconds(lambda: ingest([city], home)),
        "build, first": seconds(lambda: build(home)),
        "build again": seconds(lambda: build(home, full=True)),
        "service logs alone": seconds(lambda: ingest([logs], alone)),
        "plain DuckDB copy": seconds(lambda: duckdb.execute(copy)),
    }


def main() -> None:
    """Runs and prints."""
    options = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--communities", type=int, default=120)
    chosen = options.parse_args()
    runs = []
    for _ in range(chosen.runs):
        with tempfile.TemporaryDirectory(prefix="tianping-bench-") as folder:
            runs.append(one_run(Path(folder), chosen.communities))
    print(f"{chosen.communities} communities, {chosen.runs} runs: wall seconds, median (least to greatest)")
    for stage in runs[0]:
        times = [run[stage] for run in runs]
        print(f"{stage:>20}  {statistics.median(times):7.1f}  ({min(times):.1f} to {max(times):.1f})")
    ratios = [run["service logs alone"] / run["plain DuckDB copy"] for run in runs]
    print(f"service logs against a plain copy: {statistics.median(ratios):.1f} times")
    print(f"peak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
