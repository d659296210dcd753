"""What the community says of each record, and what residents say."""

from __future__ import annotations

import hashlib

import numpy as np

from ingestion.demo_city.people import City
from ingestion.demo_city.plan import (
    LAST_KNOWN,
    Array,
    Plan,
    Table,
    at_positions,
    ids,
    length,
    minutes,
    only_where,
    picked,
    seconds,
)
from ingestion.demo_city.quality import Quality, scaled
from ingestion.demo_city.rhythm import office_time
from ingestion.demo_city.wording import (
    PHRASES,
    RATING_ITEMS,
    RATING_TEXTS_GOOD,
    RATING_TEXTS_POOR,
    REVIEW_COMMENTS,
)

REVIEWED_SHARE = 0.92
GRADES: tuple[str, ...] = tuple(PHRASES["grades"])
RATINGS_PER_RECORD = 0.42
# Records that residents can rate at all; the service of most fakes reached nobody.
UNSEEN_BY_RESIDENTS = 0.9
CHANNELS = ("app", "phone", "visit", "paper", "meeting")
CHANNEL_WEIGHTS = (0.42, 0.26, 0.16, 0.1, 0.06)
CHANNEL_BIAS = np.array([-0.02, -0.03, 0.02, 0.01, 0.06])
CHANNEL_SCALES = ((1, 5), (0, 10), (1, 5), (1, 5), (0, 10))


def make_reviews(plan: Plan, quality: Quality, city: City, logs: Table) -> Table:
    """The community's grade of most records; `logs["reviewer"]` (member or -1) names a reviewer who is in the game."""
    rng = plan.rng("reviews")
    in_game = logs["reviewer"] >= 0
    row = np.flatnonzero((rng.random(length(logs)) < REVIEWED_SHARE) | in_game)
    in_game = in_game[row]
    community = logs["community"][row]
    reviewer = np.where(in_game, logs["reviewer"][row], _reviewers(rng, city, community, logs["member"][row]))

    generosity = scaled(quality.of("authenticity", community), 0.93, 0.42)
    uniform = rng.random(len(row))
    fails = rng.random(len(row)) < np.where(
        logs["kind"][row] == "", 0.008, scaled(quality.of("authenticity", community), 0.01, 0.07)
    )
    grade = np.select([uniform < generosity, uniform < generosity + (1 - generosity) * 0.72], [0, 1], 2)
    # One stamping reviewer in three has never given any other grade.
    stampers = np.unique(reviewer[logs["kind"][row] == "rubber_stamp"])
    always_best = in_game | np.isin(reviewer, stampers[::3])
    grade = np.where(always_best, 0, np.where(fails, 3, grade))

    reviewed_at = office_time(rng, logs["submitted_at"][row], 2.2)
    stamped = np.flatnonzero(logs["kind"][row] == "rubber_stamp")
    reviewed_at[stamped] = _stamping_times(rng, reviewer[stamped], reviewed_at[stamped])
    known = reviewed_at <= LAST_KNOWN
    comment = only_where(rng.random(len(row)) < 0.12, picked(rng, REVIEW_COMMENTS, len(row)))
    return {
        "log": row[known],
        "reviewer_id": city.members["member_id"][reviewer[known]],
        "grade": np.array(GRADES, dtype=object)[grade[known]],
        "excellent": ((grade == 0) & (rng.random(len(row)) < 0.07))[known],
        "reviewed_at": reviewed_at[known],
        "comment": comment[known],
    }


def _reviewers(rng: np.random.Generator, city: City, community: Array, member: Array) -> Array:
    """A cadre of the community who is not the one being graded."""
    cadres = np.flatnonzero(city.members["actor"] == "cadre")
    home = city.home[cadres]
    starts = np.searchsorted(home, community)
    number = np.searchsorted(home, community, side="right") - starts
    choice = rng.integers(0, number)
    own = cadres[starts + choice] == member
    return cadres[starts + np.where(own, (choice + 1) % number, choice)]


def _stamping_times(rng: np.random.Generator, reviewer: Array, usual: Array) -> Array:
    """One sitting per reviewer, after the last of their records came in, a few seconds for each record."""
    times = usual.copy()
    for person in np.unique(reviewer):
        mine = np.flatnonzero(reviewer == person)
        sitting = np.minimum(usual[mine].max(), LAST_KNOWN - minutes(np.array(30)))
        times[mine] = sitting + seconds(np.cumsum(rng.integers(2, 6, len(mine))))
    return times


def make_ratings(plan: Plan, quality: Quality, city: City, activities: Table, logs: Table) -> Table:
    """Residents' answers about single records, about activities and about the community as a whole."""
    rng = plan.rng("ratings")
    total = int(length(logs) * RATINGS_PER_RECORD)
    fake = logs["kind"] != ""
    unseen = fake & (logs["kind"] != "quiet") & (rng.random(length(logs)) < UNSEEN_BY_RESIDENTS)
    # Visits and paper records are asked about more often: nothing else can confirm them.
    interest = np.where(logs["activity"] < 0, 5.0, np.where(logs["channel"] == "app", 1.0, 2.5))
    log = _weighted(rng, np.where(unseen, 0.0, interest), int(total * 0.4))
    activity = _weighted(rng, activities["size"].astype(float), int(total * 0.3))
    general = _weighted(rng, city.communities["residents"].astype(float), total - len(log) - len(activity))
    count = total
    log = np.concatenate([log, np.full(len(activity) + len(general), -1)])
    activity = np.concatenate([np.full(int((log >= 0).sum()), -1), activity, np.full(len(general), -1)])
    community = np.select(
        [log >= 0, activity >= 0],
        [logs["community"][log], activities["community"][activity]],
        np.concatenate([np.zeros(count - len(general), dtype=int), general]),
    )
    ended = np.select(
        [log >= 0, activity >= 0],
        [logs["submitted_at"][log], activities["ends_at"][activity]],
        plan.first_day.astype("datetime64[s]") + minutes(rng.uniform(0, len(plan.days) * 1440, count)),
    )
    rated_at = office_time(rng, ended, 1.5)
    # Few neighbours answer, and the same ones again: a respondent speaks about three times.
    person = rng.integers(0, np.maximum(1, count // plan.communities // 3), count)
    respondent = community * 1_000_000 + person
    people, own = np.unique(respondent, return_inverse=True)
    temper = rng.normal(0, 0.09, len(people))[own]
    channel = rng.choice(len(CHANNELS), count, p=CHANNEL_WEIGHTS)
    mood = scaled(quality.of("service", community, plan.elapsed(rated_at)), 0.47, 0.93)
    mood = mood + temper + CHANNEL_BIAS[channel] + rng.normal(0, 0.14, count)
    seen_fake = (log >= 0) & fake[log] & (logs["kind"][log] != "quiet")
    mood = np.where(seen_fake, mood - 0.45, mood)
    low = np.array([scale[0] for scale in CHANNEL_SCALES])[channel]
    high = np.array([scale[1] for scale in CHANNEL_SCALES])[channel]
    score = low + np.rint(np.clip(mood, 0, 1) * (high - low))
    text = np.where(mood > 0.6, picked(rng, RATING_TEXTS_GOOD, count), picked(rng, RATING_TEXTS_POOR, count))
    hashes = np.array(
        [hashlib.blake2b(f"{plan.seed}:{number}".encode(), digest_size=6).hexdigest() for number in people],
        dtype=object,
    )
    known = np.flatnonzero(rated_at <= LAST_KNOWN)
    known = known[np.argsort(rated_at[known], kind="stable")]
    return {
        "rating_id": ids("S", len(known), 6),
        "community": community[known],
        "log": log[known],
        "activity_id": at_positions(activities["activity_id"], activity[known]),
        "respondent_id": only_where(rng.random(count) < 0.9, hashes[own])[known],
        "item": picked(rng, RATING_ITEMS, count)[known],
        "score": score[known],
        "scale_min": low[known],
        "scale_max": high[known],
        "rated_at": rated_at[known],
        "channel": np.array(CHANNELS, dtype=object)[channel[known]],
        "text": only_where(rng.random(count) < 0.08, text)[known],
    }


def _weighted(rng: np.random.Generator, weight: Array, count: int) -> Array:
    """`count` positions drawn with replacement in proportion to `weight`."""
    cumulative = np.cumsum(weight)
    drawn = np.searchsorted(cumulative, rng.random(count) * cumulative[-1], side="right")
    return np.minimum(drawn, len(weight) - 1)
