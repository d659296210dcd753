"""What the communities are truly like: the hidden quality that every file reflects and none states."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ingestion.demo_city.plan import Array, Plan

DIMENSION_WEIGHTS = {
    "mobilisation": 22,
    "authenticity": 22,
    "readiness": 22,
    "service": 18,
    "structure": 8,
    "information": 3,
    "burden": 2,
    "response": 2,
    "recovery": 1,
}
SHARED = 0.55  # share of a dimension's variance that all dimensions of a community have in common
SPREAD = 0.8  # below 1 keeps most communities away from the ends of the scale
TWIN_SHARE = 0.2  # communities that are truly close to another one, so that ties exist
TWIN_GROUP = 4
TWIN_NOISE = 0.01
DRIFTING_SHARE = 0.15  # communities that truly got better or worse over the covered months


@dataclass(frozen=True)
class Quality:
    """True quality in [0, 1]: `base` (communities × dimensions), `drift` (communities) from first to last day."""

    base: Array
    drift: Array

    def of(self, dimension: str, community: Array | None = None, elapsed: Array | float = 0.5) -> Array:
        """Quality of `community` positions (default all), `elapsed` 0–1 into the covered time."""
        column = self.base[:, list(DIMENSION_WEIGHTS).index(dimension)]
        if community is None:
            community = np.arange(len(column))
        return np.clip(column[community] + self.drift[community] * (np.asarray(elapsed) - 0.5), 0.0, 1.0)

    def overall(self) -> Array:
        """The weighted mean over dimensions."""
        weights = np.array(list(DIMENSION_WEIGHTS.values()), dtype=float)
        return self.base @ (weights / weights.sum())


def scaled(quality: Array, worst: float, best: float) -> Array:
    """`worst` at quality 0, `best` at quality 1, straight between."""
    return worst + (best - worst) * quality


def draw_quality(plan: Plan) -> Quality:
    """Correlated dimensions, groups of near twins, and a few communities that change over time."""
    rng = plan.rng("quality")
    count = plan.communities
    common = rng.normal(size=(count, 1))
    own = rng.normal(size=(count, len(DIMENSION_WEIGHTS)))
    latent = np.sqrt(SHARED) * common + np.sqrt(1 - SHARED) * own
    # The logistic curve with this slope is the normal distribution function to within 0.01.
    base = 1 / (1 + np.exp(-1.702 * SPREAD * latent))

    twins = rng.permutation(count)[: int(count * TWIN_SHARE) // 2 * 2]
    models = twins[np.arange(len(twins)) // TWIN_GROUP * TWIN_GROUP]
    base[twins] = np.clip(base[models] + rng.normal(0, TWIN_NOISE, (len(twins), base.shape[1])), 0.01, 0.99)

    drifting = (rng.random(count) < DRIFTING_SHARE) & ~np.isin(np.arange(count), twins)
    drift = np.where(drifting, rng.choice([-0.3, 0.3], count), rng.normal(0, 0.02, count))
    return Quality(base, drift)
