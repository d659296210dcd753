"""The published schema is what others rely on: every table and column of the interface is there, typed and described."""

from __future__ import annotations

import json

import duckdb

from warehouse.settings import Home, contracts

# Readers elsewhere rely on these: columns may be added, these names stay.
INTERFACE = {
    "communities": "community_id name district street kind setting peer_group residents lat lon",
    "indicators": "indicator_id name_zh name_en dimension kind unit direction goalpost_low goalpost_high mandatory why",
    "indicator_values": "period community_id indicator_id numerator denominator raw_value value se reliability score status "
    "low high",
    "indicator_evidence": "period community_id indicator_id source batch_id row_number record_id contribution",
    "indicator_terms": "period indicator_id goalpost_low goalpost_high mean tau2 s2 mean_n",
    "indicator_weights": "period lens community_id dimension indicator_id within points",
    "community_scores": "period lens community_id coverage score adjustment total grade borderline_grade grade_probability rank rank_low "
    "rank_high peer_group peer_rank peer_size frozen",
    "dimension_scores": "period lens community_id dimension score coverage",
    "score_changes": "period previous_period lens community_id indicator_id component contribution",
    "league_moves": "period previous_period lens community_id total_before rank_before change moved",
    "tie_groups": "period lens community_id tie_group",
    "dimension_peers": "period lens peer_group dimension peer_low peer_mid peer_high",
    "district_totals": "period lens district mean_total quarter_low quarter_high communities",
    "pairwise": "period lens community_a community_b z verdict",
    "period_states": "period state frozen restatement notice_ends_on",
    "restatements": "period restatement community_id subject old_value new_value causes",
    "league_health": "period lens measure value",
    "risk_ratings": "quarter community_id level status incidents severity_sum overdue_findings exposed_people missing",
    "adjustments": "period community_id item kind points grade_cap reason evidence appeal",
    "alarms": "period community_id alarm status measure observed side threshold",
    "indicator_versions": "indicator_id valid_from valid_to goalpost_low goalpost_high meaning_zh meaning_en owner",
    "policy": "table_name row_key column_name value unit valid_from valid_to name_zh name_en changeable",
    "overdue": "community_id kind subject status due_on days_overdue",
    "service_records": "record_id member_id community_id activity_id started_at declared_hours verified_hours evidence_grade "
    "suspicion audit_state period batch_id row_number",
    "record_flags": "record_id flag_code status observed threshold weight rule_version evidence",
    "flag_catalogue": "flag_code name_zh name_en",
    "audit_queue": "record_id suspicion hours_at_stake expected_hours expected_hours_per_minute check_minutes photo_group "
    "is_late awaits_second audit_state",
    "audit_policy": "parameter value zh en",
    "photo_groups": "record_id first_record_id",
    "decision_effects": "record_id verdict subject period value_now value_then out_of_now out_of_then grade_now grade_then",
    "photo_matches": "photo_id other_photo_id distance orientation record_id other_record_id same_member",
    "audit_frame": "record_id community_id period flagged district channel",
    "audit_strata": "period flagged district channel stratum population readiness readiness_of_all",
    "audit_sample": "period record_id community_id stratum inclusion_probability drawn_at state",
    "audit_measures": "period measure stratum value low high n expected",
    "ledger": "entry_id account actor_type kind points hours record_id decision_id rule_id rule_version posted_at",
    "balances": "account actor_type available pending held expires_next",
    "point_lots": "account record_id expires_at left_points",
    "redemptions": "redemption_id account action points confirmed_at",
    "member_assessments": "year member_id work_unit_id verified_hours duty_share evenness suggested_level",
    "work_unit_assessments": "year work_unit_id",
    "unit_credits": "year work_unit_id credit credit_low credit_high random_audits genuine_rate",
    "task_matches": "task_id task_kind community_id member_id position score skill_matches distance_m spare_hours",
    "award_candidates": "year award community_id value records place tied rule_id",
    "expected_crowds": "community_id category expected_people past_activities is_own max_hours_ratio",
    "open_tasks": "task_id task_kind community_id places_left matched_people expected_people is_crowded",
    "batches": "batch_id file_name source rows_read rows_accepted rows_quarantined status received_at",
    "quality": "source check status observed",
    "builds": "build_id started_at finished_at code_version inputs_hash",
}


def test_every_table_and_column_of_the_interface_is_published(tiny_home: Home) -> None:
    published = tiny_home.published_build()
    assert published is not None
    with duckdb.connect(str(published), read_only=True) as connection:
        found = connection.execute("select table_name, column_name from information_schema.columns").fetchall()
    missing = {
        (table, column)
        for table, columns in INTERFACE.items()
        for column in columns.split()
        if (table, column) not in found
    }
    assert missing == set()


def test_every_published_model_has_an_enforced_and_described_contract(tiny_home: Home) -> None:
    manifest = json.loads((tiny_home.work / "dbt" / "manifest.json").read_text(encoding="utf-8"))
    models = [node for node in manifest["nodes"].values() if node["schema"] == "published"]
    assert {model["alias"] for model in models} >= set(INTERFACE)
    for model in models:
        assert model["config"]["contract"]["enforced"], model["name"]
        assert model["description"], model["name"]
        assert all(column["data_type"] for column in model["columns"].values()), model["name"]


def test_landing_holds_every_source_with_its_contract_s_columns(tiny_home: Home) -> None:
    with duckdb.connect(str(tiny_home.work / "build.duckdb"), read_only=True) as connection:
        found = connection.execute(
            "select table_name, column_name from information_schema.columns where table_schema = 'landing'"
        ).fetchall()
    missing = {
        (contract.source, column)
        for contract in contracts().values()
        for column in (*contract.column_names, "batch_id", "file_name", "sheet", "row_number")
        if (contract.source, column) not in found
    }
    assert missing == set()
