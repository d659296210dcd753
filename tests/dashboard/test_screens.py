"""Every screen answers its question for whom it is meant, in both languages, and explains itself to everybody else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import access
from dashboard.screens import FRONT_DOOR, SCREENS
from dashboard.screens.frame import Screen
from dashboard.viewer import PERSONA_SUBJECT, ROLES, Role, Viewer
from dashboard.wording import Wording
from tests.dashboard.conftest import republish
from warehouse.settings import Home

APP = Path(__file__).parents[2] / "dashboard" / "app.py"
Look = Callable[..., AppTest]


def one_screen(key: str, role: str, subject: str | None, language: str) -> None:
    """The script of one screen as its own app."""
    from dashboard.screens import SCREENS, frame
    from dashboard.viewer import persona
    from dashboard.wording import Wording

    (screen,) = [screen for screen in SCREENS if screen.key == key]
    frame.show(screen, persona(role, subject), Wording(language))  # type: ignore[arg-type]


@pytest.fixture
def look(looking_at_demo: Home) -> Look:
    """Opens a screen of the demonstration city as somebody."""

    def opened(key: str, role: Role, language: str = "zh", **url: str) -> AppTest:
        column = PERSONA_SUBJECT.get(role)
        subject = None
        if column:
            found = access.query(f"persona_{column.removesuffix('_id')}", Viewer("tests", role))
            subject = str(found["subject"].iloc[0])
        app = AppTest.from_function(one_screen, args=(key, role, subject, language), default_timeout=60)
        for name, value in url.items():
            app.query_params[name] = value
        return app.run()

    return opened


def words(app: AppTest) -> str:
    """All text of a page."""
    parts = [*app.title, *app.markdown, *app.caption, *app.info, *app.warning, *app.error, *app.subheader]
    return "\n".join(str(part.value) for part in parts)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.key)
def test_every_screen_opens_for_whom_it_is_meant_and_for_nobody_else(screen: Screen, role: Role, look: Look) -> None:
    app = look(screen.key, role)
    assert not app.exception
    assert not app.error
    assert app.title[0].value == Wording("zh")(f"{screen.key}.title")
    assert Wording("zh")("frame.synthetic") in [warning.value for warning in app.warning]
    refusal = Wording("zh")("frame.not_yours", role=Wording("zh")(f"role.{role}"))
    refused = refusal in [note.value for note in app.info]
    assert refused is (role not in screen.roles)
    if not refused:
        answered = any(part.value.startswith(":material/arrow_right:") for part in app.markdown)
        assert answered or app.info
        assert Wording("zh")("frame.how_we_know") in [part.label for part in app.expander]


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.key)
def test_every_screen_speaks_english(screen: Screen, look: Look) -> None:
    app = look(screen.key, screen.roles[0], language="en")
    assert not app.error
    assert app.title[0].value == Wording("en")(f"{screen.key}.title")
    assert Wording("en")("frame.synthetic") in [warning.value for warning in app.warning]


def test_the_committee_is_told_who_is_ranked_and_how_the_city_moved(look: Look) -> None:
    app = look("overview", "committee", period="2025Q4")
    assert "12 个有名次" in words(app)
    assert [part.value for part in app.subheader if part.value == Wording("zh")("overview.ranking")]


def test_a_district_in_the_url_narrows_the_ranking(look: Look) -> None:
    whole = look("overview", "committee", period="2025Q4")
    district = next(option for option in whole.selectbox(key="choose_district").options[1:])
    narrowed = look("overview", "committee", period="2025Q4", district=district)
    assert narrowed.selectbox(key="choose_district").value == district
    assert len(narrowed.dataframe[0].value) < len(whole.dataframe[0].value) == 12


def test_a_community_opens_a_number_down_to_file_and_row(look: Look) -> None:
    app = look("community", "community", period="2025Q4", indicator="verified_share")
    rows = app.dataframe[-1].value
    assert {"file_name", "row_number"} <= set(rows.columns)
    assert set(rows["file_name"]) == {"service_logs.csv"}
    assert rows["row_number"].min() >= 2


def told(app: AppTest) -> list[str]:
    """What a page says instead of its content."""
    return [str(note.value) for note in app.info]


def test_a_community_cannot_open_another_one_by_its_url_and_is_told_so(look: Look, looking_at_demo: Home) -> None:
    communities = access.query("communities", Viewer("tests", "committee"))
    own = str(access.query("persona_community", Viewer("tests", "community"))["subject"].iloc[0])
    other = next(code for code in communities["community_id"] if code != own)
    app = look("community", "community", period="2025Q4", community=other)
    assert told(app) == [
        Wording("zh")("frame.not_allowed", what="社区", code=other, role=Wording("zh")("role.community"))
    ]
    assert app.selectbox(key="choose_community").value is None
    assert app.query_params["community"] == other
    assert not app.dataframe
    viewer = Viewer("tests", "community", community_ids=(own,))
    evidence = {"period": "2025Q4", "indicator": "verified_share"}
    assert len(access.query("community_evidence", viewer, community=own, **evidence))
    assert access.query("community_evidence", viewer, community=other, **evidence).empty


@pytest.mark.parametrize(
    ("key", "role", "filters", "named"),
    [
        ("community", "committee", {"community": "C999"}, ("社区", "C999")),
        ("community", "community", {"community": "C999"}, ("社区", "C999")),
        ("overview", "committee", {"period": "2031Q1"}, ("周期", "2031Q1")),
        ("overview", "committee", {"lens": "horoscope"}, ("评价框架", "horoscope")),
        ("overview", "auditor", {"district": "无此区"}, ("区", "无此区")),
        ("queue", "auditor", {"community": "C999"}, ("社区", "C999")),
        ("compare", "committee", {"a": "C999"}, ("社区", "C999")),
        ("indicators", "clerk", {"indicator": "charm"}, ("指标", "charm")),
        ("assessment", "committee", {"unit": "W9999"}, ("单位", "W9999")),
        ("points", "member", {"year": "1999"}, ("年度", "1999")),
        ("case", "auditor", {"record": "no-such-record"}, ("记录编号", "no-such-record")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_a_link_names_and_the_build_does_not_know_is_told(
    key: str, role: Role, filters: dict[str, str], named: tuple[str, str], look: Look
) -> None:
    app = look(key, role, **filters)
    assert Wording("zh")("frame.not_there", what=named[0], code=named[1]) in told(app)
    assert not app.dataframe
    assert {name: app.query_params[name] for name in filters} == filters


def test_a_unit_cannot_open_another_ones_year(look: Look, looking_at_demo: Home) -> None:
    units = access.query("persona_work_unit", Viewer("tests", "committee"))["subject"]
    own = str(access.query("persona_work_unit", Viewer("tests", "work_unit"))["subject"].iloc[0])
    other = next(str(unit) for unit in units if unit != own)
    app = look("assessment", "work_unit", unit=other)
    assert "不对“" in told(app)[0]
    assert not app.dataframe


def test_what_exists_and_may_be_seen_but_has_nothing_here_is_told_apart(
    look: Look, demo_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home.at(tmp_path / "quiet")
    with duckdb.connect(str(republish(demo_home, home, "quiet"))) as connection:
        quiet = connection.execute("select min(community_id) from published.audit_queue").fetchall()[0][0]
        connection.execute("delete from published.audit_queue where community_id = ?", [quiet])
    monkeypatch.setenv("TIANPING_HOME", str(home.path))
    app = look("queue", "auditor", community=quiet)
    assert Wording("zh")("frame.nothing_here", what="社区", code=quiet) in told(app)


def test_a_clerk_is_told_that_values_are_not_open_to_them_and_reads_the_definition(look: Look) -> None:
    app = look("indicators", "clerk", indicator="verified_share", period="2025Q4")
    assert "不对“" in told(app)[0]
    assert "没有任何社区" not in words(app)
    assert Wording("zh")("indicators.definition_title") in [part.value for part in app.subheader]


@pytest.mark.parametrize("role", ROLES)
def test_everybody_lands_on_a_page_of_their_own(role: Role) -> None:
    [landing] = [screen for screen in SCREENS if screen.key == FRONT_DOOR[role]]
    assert role in landing.roles


def test_withheld_composites_say_why_and_show_what_there_is(look: Look, demo_home: Home, tmp_path: Path) -> None:
    home = Home.at(tmp_path / "home")
    copied = republish(demo_home, home, "withheld")
    with duckdb.connect(str(copied)) as connection:
        connection.execute(
            "update published.community_scores set coverage = 0.2, total = null, total_low = null, "
            "total_high = null, rank = null, rank_low = null, rank_high = null"
        )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIANPING_HOME", str(home.path))
        for key, role in (("overview", "committee"), ("community", "community")):
            app = look(key, role, period="2025Q4")
            assert not app.error
            assert "20 %，低于 65 %" in words(app)
            assert len(app.dataframe)


def test_a_running_dashboard_shows_a_new_build_without_restart(
    demo_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home.at(tmp_path / "home")
    monkeypatch.setenv("TIANPING_HOME", str(home.path))
    first = republish(demo_home, home, "first")
    app = AppTest.from_function(one_screen, args=("overview", "committee", None, "zh"), default_timeout=60).run()
    second = republish(demo_home, home, "second")
    with duckdb.connect(str(second)) as connection:
        connection.execute("update published.builds set build_id = 'brand-new'")
    first.unlink()
    app.run()
    assert not app.error
    assert "brand-new" in words(app)


def test_without_a_build_every_screen_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIANPING_HOME", str(tmp_path))
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    assert not app.exception
    screen = AppTest.from_function(one_screen, args=("overview", "committee", None, "zh"), default_timeout=60).run()
    assert Wording("zh")("frame.nothing_published") in [note.value for note in screen.info]
    assert "tianping build" in screen.code[0].value


def test_a_build_older_than_the_program_is_told_without_a_stack_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home.at(tmp_path)
    monkeypatch.setenv("TIANPING_HOME", str(home.path))
    home.published.mkdir(parents=True)
    with duckdb.connect(str(home.published / "old.duckdb")) as connection:
        connection.execute("create schema published")
    (home.published / "current").write_text("old", encoding="utf-8")
    screen = AppTest.from_function(one_screen, args=("overview", "committee", None, "zh"), default_timeout=60).run()
    assert not screen.exception
    assert [error.value for error in screen.error] == [Wording("zh")("frame.read_failed")]


def test_the_app_keeps_persona_language_and_filters_in_the_url(looking_at_demo: Home) -> None:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params["persona"] = "community"
    app.query_params["lang"] = "en"
    app.run()
    assert not app.exception
    assert app.selectbox(key="choose_persona").value == "community"
    assert Wording("en")("app.persona") in [part.value for part in app.caption]
    app.selectbox(key="choose_persona").set_value("auditor").run()
    assert app.query_params["persona"] == "auditor"
    assert app.query_params["lang"] == "en"
    assert app.selectbox(key="choose_persona").value == "auditor"
