"""When people serve: seasons, holidays, weekends, evenings and the rush before the year-end appraisal."""

from __future__ import annotations

import numpy as np

from ingestion.demo_city.plan import HOUR, Array, Plan, minutes

MONTH_WEIGHTS = np.array([0.75, 0.7, 1.3, 1.05, 1.0, 1.05, 1.15, 0.85, 1.0, 1.0, 1.1, 1.2])
# (first day, last day, weight), month-day, every year: family holidays empty the community, remembrance days fill it.
HOLIDAYS = (
    ("01-01", "01-01", 0.4),
    ("01-28", "02-04", 0.25),
    ("03-05", "03-05", 2.5),
    ("04-04", "04-06", 0.6),
    ("05-01", "05-05", 0.6),
    ("05-31", "06-02", 0.8),
    ("07-01", "07-01", 2.5),
    ("10-01", "10-08", 0.5),
    ("12-05", "12-05", 2.0),
)
WEEKEND_WEIGHT = 1.7
WEEKEND_STARTS = (8.5, 9.0, 9.0, 9.5, 10.0, 14.0, 14.5, 15.0, 16.0)
WEEKDAY_STARTS = (9.0, 9.5, 14.0, 14.5, 15.0, 18.0, 18.5, 19.0, 19.0, 19.5)
LENGTHS_HOURS = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0)
LENGTH_WEIGHTS = (0.1, 0.15, 0.33, 0.17, 0.17, 0.08)


def month_numbers(days: Array) -> Array:
    """Calendar month 1–12 of each day."""
    return days.astype("datetime64[M]").astype(int) % 12 + 1


def is_weekend(days: Array) -> Array:
    # Day 0 of numpy's calendar, 1970-01-01, was a Thursday.
    return (days.astype("datetime64[D]").astype(int) + 3) % 7 >= 5


def day_weights(plan: Plan) -> Array:
    """How much service each day of the plan attracts; the mean is about 1."""
    days = plan.days
    weights = MONTH_WEIGHTS[month_numbers(days) - 1] * np.where(is_weekend(days), WEEKEND_WEIGHT, 0.72)
    month_days = np.datetime_as_string(days, unit="D").astype("U10")
    month_days = np.array([day[5:] for day in month_days])
    for first, last, factor in HOLIDAYS:
        weights[(month_days >= first) & (month_days <= last)] *= factor
    return weights


def start_times(rng: np.random.Generator, days: Array) -> Array:
    """Starting times (datetime64[s]) on `days`, on the quarter hours people agree on."""
    weekend = np.array(WEEKEND_STARTS)[rng.integers(0, len(WEEKEND_STARTS), len(days))]
    weekday = np.array(WEEKDAY_STARTS)[rng.integers(0, len(WEEKDAY_STARTS), len(days))]
    hour = np.where(is_weekend(days), weekend, weekday)
    quarter = rng.choice([0, 0, 0, 15, -15], len(days))
    return days.astype("datetime64[s]") + minutes(hour * 60 + quarter)


def lengths_hours(rng: np.random.Generator, count: int) -> Array:
    """Planned lengths of activities, hours."""
    return rng.choice(LENGTHS_HOURS, count, p=LENGTH_WEIGHTS)


def office_time(rng: np.random.Generator, after: Array, mean_days: Array | float) -> Array:
    """A moment in office hours, on average `mean_days` days after the day of `after` and never before it."""
    days = after.astype("datetime64[D]") + rng.exponential(mean_days, len(after)).astype(int)
    times = days.astype("datetime64[s]") + minutes(rng.uniform(8.75 * 60, 17.75 * 60, len(after)))
    next_morning = (days + 1).astype("datetime64[s]") + 9 * HOUR + minutes(rng.uniform(0, 120, len(after)))
    return np.where(times > after, times, np.maximum(next_morning, after + HOUR))
