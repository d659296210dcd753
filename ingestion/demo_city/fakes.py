"""Turns some honest records into fakes of every known family, and remembers which.

A fake claims service that did not happen, or not as claimed. Who fakes is uneven: weak communities and a few members.
Most kinds betray themselves in one way; `quiet` fakes keep the full evidence of the honest record they replace.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from ingestion.demo_city.people import PLATFORMS, City
from ingestion.demo_city.plan import (
    HOUR,
    LAST_KNOWN,
    NO_TIME,
    Array,
    Plan,
    Table,
    length,
    minutes,
    seconds,
    shifted,
)
from ingestion.demo_city.quality import Quality
from ingestion.demo_city.rhythm import month_numbers
from ingestion.demo_city.service import record_attendance
from ingestion.demo_city.wording import PHRASES, service_texts

# Share of all fakes per kind. Kinds made in groups come first, because they need room to choose from.
KIND_WEIGHTS = {
    "crowding": 0.05,
    "burst": 0.05,
    "year_end_rush": 0.05,
    "device_shared": 0.05,
    "frequency": 0.03,
    "one_identity": 0.015,
    "grabbing": 0.03,
    "copy_text": 0.05,
    "rubber_stamp": 0.03,
    "reciprocal": 0.02,
    "overlap": 0.04,
    "impossible_travel": 0.03,
    "double_claim": 0.03,
    "photo_reused_self": 0.015,
    "photo_reused_other": 0.02,
    "photo_time": 0.015,
    "photo_place": 0.015,
    "photo_unreadable": 0.015,
    "far": 0.065,
    "scan_elsewhere": 0.06,
    "too_short": 0.065,
    "late_upload": 0.045,
    "over_claimed": 0.055,
    "quiet": 0.12,
    "photo_only": 0.155,
}
KINDS = tuple(KIND_WEIGHTS)
PHOTO_KINDS = ("photo_reused_self", "photo_reused_other", "photo_time", "photo_place", "photo_unreadable")
AUTHENTICITY_SLOPE = -3.0  # on the log scale: the least authentic community fakes about 20 times as readily
DISHONEST_SHARE = 0.07  # of members
DISHONEST_WEIGHT = 40.0
SMALLEST_FULL_SET = 60  # below so many fakes the city is too small for every kind


def make_fakes(plan: Plan, quality: Quality, city: City, activities: Table, logs: Table) -> None:
    """Changes `logs` in place. Adds `kind` ("" honest), `reviewer` (a reviewer in the game or -1), `photo_origin`
    (the record whose photo is used again, or -1) and `spare` (records that must stay as they are)."""
    count = length(logs)
    logs["kind"] = np.full(count, "", dtype=object)
    logs["reviewer"] = np.full(count, -1)
    logs["photo_origin"] = np.full(count, -1)
    logs["spare"] = np.zeros(count, dtype=bool)
    total = round(count * plan.fakes)
    if total:
        _Forger(plan, quality, city, activities, logs).forge(total)


class _Forger:
    """One run over the records. Methods named after a kind make at least one and about `wanted` fakes of it."""

    def __init__(self, plan: Plan, quality: Quality, city: City, activities: Table, logs: Table) -> None:
        self.plan, self.quality, self.city = plan, quality, city
        self.activities, self.logs = activities, logs
        self.rng = plan.rng("fakes")
        weakness = np.exp(AUTHENTICITY_SLOPE * quality.of("authenticity")) * self.rng.lognormal(
            0, 0.4, plan.communities
        )
        dishonest = self.rng.random(len(city.home)) < DISHONEST_SHARE
        self.leaning = np.where(dishonest, DISHONEST_WEIGHT, 1.0)  # member → how readily they fake
        self.weight = weakness[logs["community"]] * self.leaning[logs["member"]]
        self.app = logs["channel"] == "app"
        self.attended = self.app & (logs["activity"] >= 0)
        self.known_devices = city.platform != PLATFORMS.index("no_device")
        self.known_claims = city.platform != PLATFORMS.index("no_claim")

    def forge(self, total: int) -> None:
        kinds = KINDS if total >= SMALLEST_FULL_SET else ("quiet", "photo_only")
        shares = np.array([KIND_WEIGHTS[kind] for kind in kinds])
        for kind, share in zip(kinds, shares / shares.sum(), strict=True):
            left = total - int((self.logs["kind"] != "").sum())
            wanted = left if kind == kinds[-1] else min(left, max(1, round(total * share)))
            make: Callable[[int], None] = getattr(self, kind)
            if wanted > 0:
                make(wanted)

    # -- choosing ---------------------------------------------------------------------------------

    def free(self) -> Array:
        return (self.logs["kind"] == "") & ~self.logs["spare"]

    def choose(self, wanted: int, among: Array, weight: Array | None = None) -> Array:
        """Up to `wanted` positions where `among` is true, the likelier the heavier."""
        rows = np.flatnonzero(among)
        if len(rows) <= wanted:
            return rows
        weight = (self.weight if weight is None else weight)[rows]
        # Exponential clocks: the first to ring are a weighted sample without replacement.
        clocks = self.rng.exponential(size=len(rows)) / np.maximum(weight, 1e-12)
        return rows[np.argsort(clocks, kind="stable")[:wanted]]

    def mark(self, rows: Array, kind: str) -> Array:
        self.logs["kind"][rows] = kind
        return rows

    def members_with(self, least: int, among: Array) -> Iterator[Array]:
        """The records (positions where `among`) of one member after another, readiest fakers first."""
        rows = np.flatnonzero(among)
        members, inverse, counts = np.unique(self.logs["member"][rows], return_inverse=True, return_counts=True)
        order = np.argsort(inverse, kind="stable")
        groups = np.split(rows[order], np.cumsum(counts)[:-1])
        home_weight = np.exp(AUTHENTICITY_SLOPE * self.quality.of("authenticity", self.city.home[members]))
        clocks = self.rng.exponential(size=len(members)) / (self.leaning[members] * home_weight)
        for number in np.argsort(clocks, kind="stable"):
            if counts[number] >= least:
                yield groups[number]

    def previous_of(self, usable: Array) -> Array:
        """For every record the same member's previous record (by start), where that one is `usable`; else -1."""
        order = np.lexsort((self.logs["started_at"], self.logs["member"]))
        result = np.full(len(order), -1)
        same = self.logs["member"][order][1:] == self.logs["member"][order][:-1]
        result[order[1:]] = np.where(same & usable[order[:-1]], order[:-1], -1)
        return result

    def attendance(self) -> Array:
        activity = self.logs["activity"]
        return np.bincount(activity[activity >= 0], minlength=length(self.activities))

    # -- evidence ---------------------------------------------------------------------------------

    def strip(self, rows: Array, share: float = 1.0) -> None:
        """Takes scan, checkout and position from a `share` of `rows`; a photo and a text remain."""
        bare = rows[self.rng.random(len(rows)) < share]
        self.logs["code_scanned_at"][bare] = NO_TIME
        self.logs["scanned_code"][bare] = None
        self.logs["checkout_at"][bare] = NO_TIME
        for column in ("lat", "lon", "gps_accuracy_m"):
            self.logs[column][bare] = np.nan
        self.logs["has_photo"][bare] = True

    def put_at(self, rows: Array, lat: Array, lon: Array) -> None:
        """Gives `rows` a good position at these places."""
        noise = self.rng.normal(0, 5, (2, len(rows)))
        lat, lon = shifted(lat, lon, *noise)
        self.logs["lat"][rows], self.logs["lon"][rows] = np.round(lat, 6), np.round(lon, 6)
        self.logs["gps_accuracy_m"][rows] = np.round(self.rng.uniform(5, 30, len(rows)), 1)

    def attend(self, rows: Array, activity: Array) -> None:
        """Writes `rows` anew as attendance at `activity`."""
        self.logs["activity"][rows] = activity
        record_attendance(self.rng, self.plan, self.quality, self.city, self.activities, self.logs, rows)

    def place_alone(self, rows: Array, starts_at: Array, hours: Array | float) -> None:
        """Writes `rows` anew as service outside any activity, without scan or checkout."""
        self.strip(rows)
        ends_at = starts_at + minutes(np.asarray(hours) * 60 * np.ones(len(rows)))
        self.logs["activity"][rows] = -1
        self.logs["claimed_at"][rows] = NO_TIME
        self.logs["category"][rows] = self.rng.choice(("care", "other", "patrol"), len(rows))
        self.logs["started_at"][rows] = starts_at
        self.logs["ended_at"][rows] = ends_at
        self.logs["device_started_at"][rows] = starts_at + seconds(self.rng.normal(0, 8, len(rows)))
        self.logs["declared_hours"][rows] = hours
        self.logs["text"][rows] = service_texts(self.rng, self.logs["category"][rows])
        self.submit(rows, ends_at + minutes(self.rng.uniform(2, 90, len(rows))))

    def submit(self, rows: Array, times: Array) -> None:
        self.logs["submitted_at"][rows] = np.minimum(times, LAST_KNOWN)

    # -- kinds made in groups ---------------------------------------------------------------------

    def crowding(self, wanted: int) -> None:
        attendance = self.attendance()
        size = self.activities["size"]
        heavy = np.exp(AUTHENTICITY_SLOPE * self.quality.of("authenticity", self.activities["community"]))
        largest = min(16, max(3, wanted))
        inviting = (attendance >= 3) & (attendance <= largest) & (size <= largest)
        made = 0
        for activity in self.choose(wanted, inviting, heavy):
            if made >= wanted:
                break
            community = self.activities["community"][activity]
            present = self.logs["member"][self.logs["activity"] == activity]
            local = self.free() & self.attended & (self.logs["community"] == community)
            local &= ~np.isin(self.logs["member"], present)
            rows = self.choose(4 * int(size[activity]), local)
            _, first = np.unique(self.logs["member"][rows], return_index=True)
            # As many again as were needed, plus enough to fill the last place twice.
            crowd = rows[first][: max(int(size[activity]), 3) + 3]
            if len(crowd) < 3:
                continue
            self.attend(crowd, np.full(len(crowd), activity))
            self.logs["checkout_at"][crowd] = NO_TIME
            self.strip(crowd, 0.4)
            self.activities["capacity"][activity] = min(self.activities["capacity"][activity], attendance[activity] + 2)
            made += len(self.mark(crowd, "crowding"))

    def _moved_together(self, kind: str, wanted: int, first_day: Callable[[], np.datetime64], days: int) -> None:
        """Moves most of a member's year into activities within `days` from a day."""
        residence = self.city.members["assignment"][self.logs["member"]] == "residence"
        made = 0
        for rows in self.members_with(4, self.free() & self.attended & residence):
            if made >= wanted:
                return
            if len(rows) > 10 or self.logs["declared_hours"][rows].sum() < 9:
                continue
            home = self.city.home[self.logs["member"][rows[0]]]
            for _ in range(6):
                chosen = self._apart(int(home), first_day(), days, len(rows))
                if len(chosen) >= max(4, 0.75 * len(rows)):
                    moved = rows[: len(chosen)]
                    self.attend(moved, chosen)
                    self.logs["checkout_at"][moved] = NO_TIME
                    self.strip(moved, 0.3)
                    made += len(self.mark(moved, kind))
                    break

    def _apart(self, community: int, first_day: np.datetime64, days: int, most: int) -> Array:
        """Up to `most` activities of `community` that one person could attend one after another."""
        starts = self.activities["starts_at"]
        first, last = np.searchsorted(self.activities["community"], [community, community + 1])
        low = first + np.searchsorted(starts[first:last], first_day.astype("datetime64[s]"))
        high = first + np.searchsorted(starts[first:last], (first_day + days).astype("datetime64[s]"))
        chosen: list[int] = []
        for activity in range(low, high):
            if not chosen or starts[activity] > self.activities["ends_at"][chosen[-1]] + HOUR:
                chosen.append(activity)
        if len(chosen) > most:
            chosen = sorted(self.rng.choice(chosen, most, replace=False).tolist())
        return np.array(chosen, dtype=int)

    def burst(self, wanted: int) -> None:
        days = self.plan.days
        self._moved_together("burst", wanted, lambda: days[self.rng.integers(0, max(1, len(days) - 13))], 12)

    def year_end_rush(self, wanted: int) -> None:
        last_month = self.plan.days[month_numbers(self.plan.days) == 12][-31:]
        self._moved_together("year_end_rush", wanted, lambda: last_month[0], 31)

    def device_shared(self, wanted: int) -> None:
        usable = self.free() & self.attended & self.known_devices[self.logs["community"]]
        usable &= ~np.isnat(self.logs["code_scanned_at"])
        number = np.bincount(self.logs["activity"][usable], minlength=length(self.activities))
        heavy = np.bincount(self.logs["activity"][usable], self.weight[usable], minlength=length(self.activities))
        made = 0
        for activity in self.choose(wanted, number >= 4, heavy / np.maximum(number, 1)):
            if made >= wanted:
                return
            rows = np.flatnonzero(usable & (self.logs["activity"] == activity))
            people = self.logs["member"][rows]
            homes = [
                self.city.members["household_id"][person] or self.city.members["member_id"][person] for person in people
            ]
            rows = rows[np.unique(homes, return_index=True)[1]]
            rows = rows[: int(self.rng.integers(3, 6))]
            if len(rows) < 3:
                continue
            # The phone belongs to somebody at the desk who is no participant.
            self.logs["device"][rows] = 10_000_000 + activity
            first = self.activities["starts_at"][activity] - minutes(self.rng.uniform(0, 10))
            scans = first + seconds(np.cumsum(self.rng.uniform(6, 25, len(rows))))
            for column in ("code_scanned_at", "started_at", "device_started_at"):
                self.logs[column][rows] = scans
            places = np.full(len(rows), activity)
            self.put_at(rows, self.activities["lat"][places], self.activities["lon"][places])
            made += len(self.mark(rows, "device_shared"))

    def frequency(self, wanted: int) -> None:
        made = 0
        for own in self.members_with(5, self.free() & self.attended):
            if made >= wanted:
                return
            rows = own[:7]
            day = self.logs["started_at"][rows[0]].astype("datetime64[D]").astype("datetime64[s]")
            starts = day + minutes(7 * 60 + 110.0 * np.arange(len(rows)) + self.rng.uniform(0, 20, len(rows)))
            self.place_alone(rows, starts, 1.0)
            self.logs["community"][rows] = self.logs["community"][rows[0]]
            made += len(self.mark(rows, "frequency"))

    def one_identity(self, wanted: int) -> None:
        made = 0
        for own in self.members_with(1, self.free() & self.attended):
            if made >= wanted:
                return
            others = self.free() & self.attended & (self.logs["member"] != self.logs["member"][own[0]])
            rows = self.choose(7, others)
            if len(rows) < 7:
                return
            day = self.logs["started_at"][own[0]].astype("datetime64[D]").astype("datetime64[s]")
            self.place_alone(rows, day + minutes(self.rng.integers(6, 18, len(rows)) * 60), 4.0)
            self.logs["member"][rows] = self.logs["member"][own[0]]
            self.logs["device"][rows] = -1
            made += len(self.mark(rows, "one_identity"))

    def grabbing(self, wanted: int) -> None:
        usable = self.free() & self.attended & self.known_claims[self.logs["community"]]
        made = 0
        for own in self.members_with(3, usable):
            if made >= wanted:
                return
            own_starts = self.logs["started_at"][own]
            rows = own[own_starts - own_starts.min() < np.timedelta64(80, "D")][:5]
            if len(rows) < 3:
                continue
            opened = self.activities["opens_at"][self.logs["activity"][rows]]
            self.logs["claimed_at"][rows] = opened + seconds(self.rng.uniform(1, 9, len(rows)))
            self._cut_short(rows)
            self.strip(rows, 0.5)
            made += len(self.mark(rows, "grabbing"))

    def copy_text(self, wanted: int) -> None:
        written = np.array([text is not None for text in self.logs["text"]])
        made = 0
        while made < wanted:
            seed_row = self.choose(1, self.free() & self.attended & written)
            if not len(seed_row):
                return
            same = self.logs["category"] == self.logs["category"][seed_row[0]]
            same &= self.logs["community"] == self.logs["community"][seed_row[0]]
            later = self.logs["submitted_at"] > self.logs["submitted_at"][seed_row[0]] + 24 * HOUR
            rows = self.choose(int(min(wanted - made, 6)), self.free() & self.app & same & later)
            # The first text was honestly written; it must not be changed by another kind.
            self.logs["spare"][seed_row] = True
            text = self.logs["text"][seed_row[0]]
            endings = np.array(
                [ending.format(text=text, short=text[:-1]) for ending in PHRASES["changed_endings"]], dtype=object
            )
            self.logs["text"][rows] = endings[self.rng.integers(0, len(endings), len(rows))]
            self.strip(rows, 0.6)
            made += len(self.mark(rows, "copy_text"))

    def rubber_stamp(self, wanted: int) -> None:
        weakest_first = np.argsort(self.quality.of("authenticity"), kind="stable")
        cadres = np.flatnonzero(self.city.members["actor"] == "cadre")
        left = wanted
        for community in weakest_first:
            own = self.free() & self.attended & (self.logs["community"] == community)
            rows = self.choose(min(left, 60, 3 + int(own.sum()) // 6), own)
            local = cadres[self.city.home[cadres] == community]
            rows = rows[self.logs["member"][rows] != local[-1]]
            self.logs["reviewer"][rows] = local[-1]
            self.strip(rows, 0.5)
            left -= len(self.mark(rows, "rubber_stamp"))
            if left <= 0:
                return

    def reciprocal(self, wanted: int) -> None:
        waiting: dict[int, Array] = {}
        made = 0
        for own in self.members_with(5, self.free() & self.attended):
            if made >= wanted:
                return
            community = int(self.logs["community"][own[0]])
            rows = own[self.logs["community"][own] == community][:6]
            if len(rows) < 5:
                continue
            partner = waiting.pop(community, None)
            if partner is None:
                waiting[community] = rows
                continue
            for mine, theirs in ((rows, partner), (partner, rows)):
                self.logs["reviewer"][mine] = self.logs["member"][theirs[0]]
                self.strip(mine, 0.5)
                made += len(self.mark(mine, "reciprocal"))

    # -- kinds made beside another record of the same member --------------------------------------

    def _beside(self, wanted: int, usable: Array) -> tuple[Array, Array]:
        """Fakes to be made and, for each, the member's honest previous record, which then stays as it is."""
        previous = self.previous_of(self.free() & usable)
        # A record may be either the fake or the one beside it: take every second of a member's records.
        order = np.lexsort((self.logs["started_at"], self.logs["member"]))
        place = np.empty(len(order), dtype=int)
        place[order] = np.arange(len(order))
        rows = self.choose(wanted, self.free() & self.app & (previous >= 0) & (place % 2 == 1))
        self.logs["spare"][previous[rows]] = True
        return rows, previous[rows]

    def overlap(self, wanted: int) -> None:
        rows, beside = self._beside(wanted, self.attended)
        spent = (self.logs["ended_at"][beside] - self.logs["started_at"][beside]).astype(float) / 60
        starts = self.logs["started_at"][beside] + minutes(spent * self.rng.uniform(0.4, 0.6, len(rows)))
        self.place_alone(rows, starts, np.maximum(1.0, np.round(spent / 30) / 2))
        activity = self.logs["activity"][beside]
        away = self.rng.choice([-1, 1], (2, len(rows))) * self.rng.uniform(900, 1_800, (2, len(rows)))
        self.put_at(rows, *shifted(self.activities["lat"][activity], self.activities["lon"][activity], *away))
        self.submit(rows, np.maximum(self.logs["submitted_at"][rows], self.logs["submitted_at"][beside] + HOUR))
        self.mark(rows, "overlap")

    def impossible_travel(self, wanted: int) -> None:
        rows, beside = self._beside(wanted, self.attended & np.isfinite(self.logs["lat"]))
        starts = self.logs["ended_at"][beside] + minutes(self.rng.uniform(3, 8, len(rows)))
        self.place_alone(rows, starts, 1.0)
        goal = self._farthest(self.logs["community"][beside])
        self.logs["community"][rows] = goal
        self.put_at(rows, self.city.communities["lat"][goal], self.city.communities["lon"][goal])
        self.mark(rows, "impossible_travel")

    def _farthest(self, community: Array) -> Array:
        lat, lon = self.city.communities["lat"], self.city.communities["lon"]
        distance = np.abs(lat[:, None] - lat) + np.abs(lon[:, None] - lon)
        return np.argmax(distance, axis=1)[community]

    def double_claim(self, wanted: int) -> None:
        rows, beside = self._beside(wanted, self.attended)
        self.attend(rows, self.logs["activity"][beside])
        for column in ("started_at", "ended_at", "declared_hours", "claimed_at"):
            self.logs[column][rows] = self.logs[column][beside]
        self.strip(rows, 0.6)
        late = minutes(self.rng.uniform(30, 1_500, len(rows)))
        self.submit(rows, self.logs["submitted_at"][beside] + late)
        self.mark(rows, "double_claim")

    # -- kinds made one by one --------------------------------------------------------------------

    def far(self, wanted: int) -> None:
        usable = self.free() & self.attended & np.isfinite(self.logs["lat"])
        rows = self.choose(wanted, usable)
        angle = self.rng.uniform(0, 2 * np.pi, len(rows))
        distance = np.exp(self.rng.uniform(np.log(350), np.log(6_000), len(rows)))
        activity = self.logs["activity"][rows]
        lat, lon = self.activities["lat"][activity], self.activities["lon"][activity]
        self.put_at(rows, *shifted(lat, lon, distance * np.sin(angle), distance * np.cos(angle)))
        self.mark(rows, "far")

    def scan_elsewhere(self, wanted: int) -> None:
        rows = self.choose(wanted, self.free() & self.attended & ~np.isnat(self.logs["code_scanned_at"]))
        way = self.rng.integers(0, 3, len(rows))
        other = rows[way == 0]
        self.logs["scanned_code"][other] = self.activities["code"][
            self.rng.integers(0, length(self.activities), len(other))
        ]
        early = rows[way == 1]
        begins = self.activities["starts_at"][self.logs["activity"][early]]
        self.logs["code_scanned_at"][early] = begins - minutes(self.rng.uniform(40, 400, len(early)))
        self.logs["checkout_at"][early] = NO_TIME
        leaked = rows[way == 2]
        activity = self.logs["activity"][leaked]
        away = self.rng.choice([-1, 1], (2, len(leaked))) * self.rng.uniform(400, 3_000, (2, len(leaked)))
        self.put_at(leaked, *shifted(self.activities["lat"][activity], self.activities["lon"][activity], *away))
        self.mark(rows, "scan_elsewhere")

    def _cut_short(self, rows: Array) -> None:
        """Scans in, leaves within minutes, still declares the whole time."""
        planned = (self.logs["ended_at"][rows] - self.logs["started_at"][rows]).astype(float) / 60
        stayed = np.minimum(self.rng.uniform(3, 22, len(rows)), planned * 0.4)
        scanned = ~np.isnat(self.logs["code_scanned_at"][rows])
        left = self.logs["started_at"][rows] + minutes(stayed)
        self.logs["checkout_at"][rows] = np.where(scanned, left, NO_TIME)
        self.logs["ended_at"][rows] = left

    def too_short(self, wanted: int) -> None:
        usable = self.free() & self.attended & ~np.isnat(self.logs["code_scanned_at"])
        rows = self.choose(wanted, usable & (self.logs["declared_hours"] >= 1))
        self._cut_short(rows)
        self.mark(rows, "too_short")

    def late_upload(self, wanted: int) -> None:
        rows = self.choose(wanted, self.free() & self.attended & (self.logs["ended_at"] < LAST_KNOWN - 340 * HOUR))
        early = self.rng.random(len(rows)) < 0.25
        spent = (self.logs["ended_at"][rows] - self.logs["started_at"][rows]).astype(float) / 60
        late = self.logs["ended_at"][rows] + minutes(self.rng.uniform(80, 330, len(rows)) * 60)
        soon = self.logs["started_at"][rows] + minutes(spent * self.rng.uniform(0.05, 0.4, len(rows)))
        self.strip(rows, 0.7)
        self.logs["checkout_at"][rows] = NO_TIME
        self.submit(rows, np.where(early & (spent >= 55), soon, late))
        self.mark(rows, "late_upload")

    def over_claimed(self, wanted: int) -> None:
        rows = self.choose(wanted, self.free() & self.attended)
        factor = self.rng.uniform(1.8, 3.0, len(rows))
        self.logs["declared_hours"][rows] = np.ceil(self.logs["declared_hours"][rows] * factor * 2) / 2
        self.mark(rows, "over_claimed")

    def photo_only(self, wanted: int) -> None:
        rows = self.choose(wanted, self.free() & self.app)
        self.strip(rows)
        self.mark(rows, "photo_only")

    def quiet(self, wanted: int) -> None:
        full = ~np.isnat(self.logs["code_scanned_at"]) & ~np.isnat(self.logs["checkout_at"])
        full &= self.logs["gps_accuracy_m"] <= 60
        self.mark(self.choose(wanted, self.free() & self.attended & full), "quiet")

    # -- photographs ------------------------------------------------------------------------------

    def _photographed(self, kind: str, rows: Array) -> None:
        self.logs["has_photo"][rows] = True
        self.strip(rows, 0.5)
        self.mark(rows, kind)

    def _reuse(self, kind: str, rows: Array, origin: Array) -> None:
        self.logs["has_photo"][origin] = True
        self.logs["spare"][origin] = True
        self.logs["photo_origin"][rows] = origin
        later = self.logs["submitted_at"][origin] + HOUR
        self.submit(rows, np.maximum(self.logs["submitted_at"][rows], later))
        self._photographed(kind, rows)

    def photo_reused_self(self, wanted: int) -> None:
        rows, earlier = self._beside(wanted, self.attended)
        self._reuse("photo_reused_self", rows, earlier)

    def photo_reused_other(self, wanted: int) -> None:
        rows = self.choose(wanted, self.free() & self.attended)
        order = np.argsort(self.logs["started_at"], kind="stable")
        order = order[(self.free() & self.attended)[order]]
        order = order[~np.isin(order, rows)]
        begins = self.logs["started_at"][order]
        # Somebody else's record from one to sixty days before.
        latest = np.searchsorted(begins, self.logs["started_at"][rows] - 26 * HOUR)
        earliest = np.searchsorted(begins, self.logs["started_at"][rows] - 60 * 24 * HOUR)
        possible = latest > earliest
        rows, latest, earliest = rows[possible], latest[possible], earliest[possible]
        origin = order[self.rng.integers(earliest, latest)]
        other = self.logs["member"][origin] != self.logs["member"][rows]
        self._reuse("photo_reused_other", rows[other], origin[other])

    def photo_time(self, wanted: int) -> None:
        self._photographed("photo_time", self.choose(wanted, self.free() & self.attended))

    def photo_place(self, wanted: int) -> None:
        self._photographed("photo_place", self.choose(wanted, self.free() & self.attended))

    def photo_unreadable(self, wanted: int) -> None:
        self._photographed("photo_unreadable", self.choose(wanted, self.free() & self.attended))
