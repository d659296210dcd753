"""Every message of the product is there in both languages, with the same values, and can be shown."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import FluentParser, ast, visitor

from warehouse.settings.messages import (
    AS_TOLD,
    LANGUAGES,
    LOCALES,
    WORDING_DIR,
    Language,
    Message,
    Spoken,
    message,
    message_id,
    word,
)

TOPICS = sorted(path.stem for path in (WORDING_DIR / "zh").glob("*.ftl"))


class _Variables(visitor.Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:
        self.names.add(node.id.name)


def read(language: Language, topic: str) -> str:
    return (WORDING_DIR / language / f"{topic}.ftl").read_text(encoding="utf-8")


def messages(language: Language, topic: str) -> Iterator[tuple[str, set[str]]]:
    """Ids with the values each wants."""
    for entry in FluentParser().parse(read(language, topic)).body:
        if isinstance(entry, ast.Message):
            wanted = _Variables()
            wanted.visit(entry)
            yield entry.id.name, wanted.names


def test_both_languages_have_the_same_files() -> None:
    assert sorted(path.stem for path in (WORDING_DIR / "en").glob("*.ftl")) == TOPICS


@pytest.mark.parametrize("topic", TOPICS)
def test_both_languages_say_the_same_things_with_the_same_values(topic: str) -> None:
    zh, en = list(messages("zh", topic)), list(messages("en", topic))
    assert len({name for name, _ in zh}) == len(zh)
    assert len({name for name, _ in en}) == len(en)
    # Only English tells one from many, so a count may be looked at there alone.
    assert {name for name, _ in zh} == {name for name, _ in en}
    wanted = dict(en)
    # What is known as a sentence a language has no values but these.
    zh = [(name, names) for name, names in zh if name != message_id(AS_TOLD)]
    assert [name for name, names in zh if not names <= wanted[name]] == []
    assert [name for name, names in zh if names != wanted[name] and wanted[name] - names - {"count"}] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", TOPICS)
def test_every_message_is_shown_whole(language: Language, topic: str) -> None:
    read_as = FluentParser().parse(read(language, topic)).body
    assert [entry.content for entry in read_as if isinstance(entry, ast.Junk)] == []
    bundle = FluentBundle([LOCALES[language]], use_isolating=False)
    bundle.add_resource(FluentResource(read(language, topic)))
    for name, wanted in messages(language, topic):
        for count in (1, 2):
            pattern = bundle.get_message(name).value
            assert pattern is not None, name
            text, errors = bundle.format_pattern(pattern, dict.fromkeys(wanted, count))
            assert errors == [], name
            assert "{$" not in str(text), name


def test_a_fact_is_worded_in_the_language_of_who_reads_it() -> None:
    inner = message("frame.none")
    assert Message.of(message("frame.not_yours", role=inner).as_dict()).text("zh") == word(
        "frame.not_yours", {"role": "—"}, "zh"
    )
    assert message("frame.not_yours", role=["a", "b"]).text("en") == word("frame.not_yours", {"role": "a, b"}, "en")
    assert "2026" in message("frame.not_yours", role=2026).text("zh")


def test_what_nobody_worded_is_shown_with_its_values(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (
        Message("ingestion.from_a_later_release", {"rows": 3}).text("zh")
        == 'ingestion.from_a_later_release {"rows": 3}'
    )
    monkeypatch.setenv("TIANPING_LANG", "en")
    assert str(Spoken("frame.none")) == "—"
