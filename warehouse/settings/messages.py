"""One truth in two languages: a fact is a code with values, and only who shows it to a person words it, from `wording/`.

A code is dotted and names a message of the catalogues, with a hyphen for the dot: `ingestion.rows_repeated` is
`ingestion-rows_repeated` in `wording/<language>/ingestion.ftl` (Fluent, projectfluent.org). The first part of a code names
the file; what has no file of its own stands in `screens.ftl`.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
WORDING_DIR = Path(__file__).parent / "wording"
LOCALES: dict[Language, str] = {"zh": "zh-CN", "en": "en-GB"}
AS_TOLD = "ingestion.as_told"
# Codes `contract.<source>` and `contract.<source>.<column>` have no file: the contracts say what each is called.
CONTRACT = "contract"
# Enough for any number the product shows; how many of them a reader sees is the catalogue's to say.
DIGITS = 12


@dataclass(frozen=True)
class Message:
    """A fact on its way to a person: `code` and `values` (texts, numbers, booleans, null, lists of these, other messages)."""

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def text(self, language: Language | None = None) -> str:
        """The sentence in `language`, by default the reader's."""
        return word(self.code, self.values, language)

    def as_dict(self) -> dict[str, Any]:
        """`{"code", "values"}`, as stored and as printed for machines."""
        return {"code": self.code, "values": {name: _plain(value) for name, value in self.values.items()}}

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Message:
        """The message that `as_dict` described."""
        return cls(stored["code"], stored.get("values") or {})


def message(code: str, /, **values: Any) -> Message:
    """A message of `code` with `values` by name."""
    return Message(code, values)


def as_told(zh: str, en: str) -> Message:
    """What is known as a sentence a language only: what people wrote, and what older releases stored."""
    return Message(AS_TOLD, {"zh": zh, "en": en})


class Spoken(Exception):
    """Something a person must be told instead of what they asked for, as a code with values."""

    def __init__(self, code: str, /, **values: Any) -> None:
        super().__init__(code)
        self.message = Message(code, values)

    @property
    def code(self) -> str:
        return self.message.code

    def text(self, language: Language | None = None) -> str:
        """The sentence in `language`, by default the reader's."""
        return self.message.text(language)

    def __str__(self) -> str:
        return self.text()


def reader_language() -> Language:
    """The language of who reads the command's output: TIANPING_LANG is `zh` (default) or `en`."""
    return "en" if os.environ.get("TIANPING_LANG", "zh").lower().startswith("en") else "zh"


def word(code: str, values: Mapping[str, Any] | None = None, language: Language | None = None) -> str:
    """The sentence of `code` in `language` (the reader's by default) with `values` filled in.

    Lists are enumerated, messages among the values worded too. A code nobody has worded is shown as it is, with its values, and
    a value that is not there by its name: what an older or newer release has stored is never lost.
    """
    if not is_worded(code):
        return f"{code} {json.dumps(_plain(values), ensure_ascii=False, default=str)}" if values else code
    return _fill(code, values or {}, language or reader_language())[0]


def exact_word(code: str, values: Mapping[str, Any], language: Language) -> str:
    """As `word`; KeyError where nobody has worded the code or a value it needs is missing."""
    if not is_worded(code):
        raise KeyError(code)
    text, errors = _fill(code, values, language)
    if errors:
        raise KeyError(f"{code}: {errors[0]}")
    return text


def _fill(code: str, values: Mapping[str, Any], language: Language) -> tuple[str, list[Exception]]:
    bundle = _bundle(language, _topic(code))
    arguments = {name: _argument(value, language) for name, value in values.items()}
    pattern = bundle.get_message(message_id(code)).value
    assert pattern is not None
    text, errors = bundle.format_pattern(pattern, arguments)
    return str(text), errors


def is_worded(code: str) -> bool:
    """Whether the catalogues have a sentence for `code`."""
    return _bundle("zh", _topic(code)).has_message(message_id(code))


@lru_cache(4096)
def message_id(code: str) -> str:
    """The id of a code in the catalogues: a hyphen for each dot, and the code point of what no id may hold."""
    return re.sub(r"[^A-Za-z0-9_]", lambda found: "-" if found[0] == "." else f"-{ord(found[0]):x}", code)


@cache
def codes(topic: str) -> tuple[str, ...]:
    """The ids of the messages in the file of `topic`, in its order."""
    text = (WORDING_DIR / "zh" / f"{topic}.ftl").read_text(encoding="utf-8")
    return tuple(re.findall(r"^([A-Za-z][\w-]*) *=", text, re.MULTILINE))


@cache
def _topic(code: str) -> str:
    first = code.partition(".")[0]
    return first if first == CONTRACT or first in _files() else "screens"


@cache
def _files() -> frozenset[str]:
    return frozenset(path.stem for path in (WORDING_DIR / "zh").glob("*.ftl"))


@cache
def _bundle(language: Language, topic: str) -> FluentBundle:
    # Here and not above: who only wants a setting need not wait for a catalogue.
    from fluent.runtime import FluentBundle, FluentResource

    bundle = FluentBundle([LOCALES[language]], use_isolating=False)
    named = topic == CONTRACT
    text = _names(language) if named else (WORDING_DIR / language / f"{topic}.ftl").read_text(encoding="utf-8")
    bundle.add_resource(FluentResource(text))
    return bundle


def _names(language: Language) -> str:
    """The catalogue of what sources and columns are called: Chinese as the templates have it, English as the contracts do."""
    # Here and not above: settings refuse in words of this module.
    from warehouse.settings import contracts

    names: dict[str, str] = {}
    for source, contract in contracts().items():
        names[source] = contract.name_zh if language == "zh" else source
        for column in contract.columns:
            names[f"{source}.{column.name}"] = column.zh if language == "zh" else column.name
    return "\n".join(f"{message_id(f'{CONTRACT}.{name}')} = {called}" for name, called in names.items())


def _argument(value: Any, language: Language) -> Any:
    """A value as the catalogue takes it: numbers without grouping (they may be years), everything else as text."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        from fluent.runtime.types import fluent_number

        return fluent_number(value, useGrouping=False, maximumFractionDigits=DIGITS)
    if isinstance(value, Message):
        return value.text(language)
    if isinstance(value, Mapping) and "code" in value:
        return Message.of(value).text(language)
    if isinstance(value, (list, tuple)):
        return word("frame.comma", language=language).join(str(_argument(each, language)) for each in value)
    return "" if value is None else str(value)


def _plain(value: Any) -> Any:
    """`value` as JSON has it."""
    if isinstance(value, Message):
        return value.as_dict()
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    return value
