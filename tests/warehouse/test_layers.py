"""Models refer only to the layers they may: evidence flows one way, and nobody publishes raw rows."""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import Any

import pytest

from warehouse.settings import Home

# Facts are staging models tagged `fact`: their newest rows mean what they say, and a core model would only repeat them. All other
# staging is raw: what it means is decided in core (records have a time there, people are those who were mentioned).
ALLOWED = {
    "policy": {"sources", "seeds", "policy"},
    "staging": {"sources", "seeds"},
    "facts": {"sources", "seeds"},
    "core": {"staging", "facts", "core", "seeds", "policy"},
    "flags": {"facts", "core", "flags", "seeds", "policy"},
    "indicators": {"facts", "core", "flags", "indicators", "seeds", "policy"},
    "scores": {"facts", "core", "indicators", "scores", "seeds", "policy", "frozen"},
    "points": {"facts", "core", "flags", "scores", "points", "seeds", "policy"},
    "published": {"facts", "core", "flags", "indicators", "scores", "points", "published", "seeds", "policy", "frozen"},
}
PREFIXES = {
    "policy": ("policy_",),
    "staging": ("stg_",),
    "facts": ("stg_",),
    "core": ("core_",),
    "flags": ("flag_",),
    "indicators": ("ind_", "indicator_"),
    "scores": ("score_",),
    "points": ("points_",),
}


def layer_of(node: dict[str, Any]) -> str:
    if node["resource_type"] in ("source", "seed"):
        # Rows of closed periods are published rows of earlier builds, not raw ones.
        return "frozen" if node["schema"] == "frozen" else f"{node['resource_type']}s"
    layer = PurePath(node["original_file_path"]).parts[1]
    return "facts" if layer == "staging" and "fact" in node["tags"] else layer


def forbidden_references(manifest: dict[str, Any]) -> list[str]:
    """References between layers that the house forbids, as 'layer/model → layer/model'."""
    known = {**manifest["nodes"], **manifest["sources"]}
    models = [node for node in manifest["nodes"].values() if node["resource_type"] == "model"]
    return [
        f"{layer_of(model)}/{model['name']} → {layer_of(known[other])}/{known[other]['name']}"
        for model in models
        for other in model["depends_on"]["nodes"]
        if layer_of(known[other]) not in ALLOWED[layer_of(model)]
    ]


@pytest.fixture(scope="module")
def manifest(tiny_home: Home) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((tiny_home.work / "dbt" / "manifest.json").read_text(encoding="utf-8"))
    return found


def test_models_refer_only_to_layers_they_may(manifest: dict[str, Any]) -> None:
    assert forbidden_references(manifest) == []


def test_a_skipped_layer_is_found(manifest: dict[str, Any]) -> None:
    skipping = json.loads(json.dumps(manifest))
    skipping["nodes"]["model.tianping.communities"]["depends_on"]["nodes"] = ["model.tianping.stg_communities"]
    assert forbidden_references(skipping) == ["published/communities → staging/stg_communities"]


def test_a_fact_that_core_makes_something_of_is_no_fact(manifest: dict[str, Any]) -> None:
    facts = {name.partition("_")[2] for name in _names(manifest, "facts")}
    refined = {name.partition("_")[2] for name in _names(manifest, "core")}
    assert facts
    assert facts & refined == set()


def _names(manifest: dict[str, Any], layer: str) -> set[str]:
    models = [node for node in manifest["nodes"].values() if node["resource_type"] == "model"]
    return {model["name"] for model in models if layer_of(model) == layer}


def past_their_policy(manifest: dict[str, Any]) -> list[str]:
    """References to a seed as it was written, where a policy model has it as it was changed since."""
    models = [node for node in manifest["nodes"].values() if node["resource_type"] == "model"]
    changing = {
        other
        for model in models
        if layer_of(model) == "policy"
        for other in model["depends_on"]["nodes"]
        if manifest["nodes"].get(other, {}).get("resource_type") == "seed"
    }
    return [
        f"{model['name']} → {manifest['nodes'][other]['name']}"
        for model in models
        if layer_of(model) != "policy"
        for other in model["depends_on"]["nodes"]
        if other in changing
    ]


def test_nobody_reads_policy_as_it_was_before_it_changed(manifest: dict[str, Any]) -> None:
    assert past_their_policy(manifest) == []
    passing = json.loads(json.dumps(manifest))
    passing["nodes"]["model.tianping.score_grade_bands"]["depends_on"]["nodes"].append("seed.tianping.grade_bands")
    assert past_their_policy(passing) == ["score_grade_bands → grade_bands"]


def test_models_are_named_by_their_layer(manifest: dict[str, Any]) -> None:
    models = [node for node in manifest["nodes"].values() if node["resource_type"] == "model"]
    misnamed = [
        model["name"]
        for model in models
        if layer_of(model) in PREFIXES and not model["name"].startswith(PREFIXES[layer_of(model)])
    ]
    assert misnamed == []


def test_every_published_table_is_shown_somewhere(manifest: dict[str, Any]) -> None:
    shown = {other for exposure in manifest["exposures"].values() for other in exposure["depends_on"]["nodes"]}
    published = {
        name
        for name, node in manifest["nodes"].items()
        if node["resource_type"] == "model" and layer_of(node) == "published"
    }
    assert published - shown == set()
