"""A draft's answers on a scale: one column of scores, or several question columns turned into rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from ingestion.draft import ABOUT_FILE, Draft
from ingestion.scales import TURNED, Answers


def add_answers(draft: Draft, answers: Mapping[str, Answers]) -> None:
    """The score: one column of it, or several question columns turned into rows."""
    by_name = draft.found.get("score")
    is_long = "item" in draft.found and by_name is not None
    questions = {header: each for header, each in answers.items() if not is_long or header == by_name.header}  # type: ignore[union-attr]
    for column in [match.column for match in draft.found.values() if match.header in questions]:
        del draft.found[column]
    if len(questions) > 1:
        usual = Counter(_key_of(each) for each in questions.values()).most_common(1)[0][0]
        shared = next(each for each in questions.values() if _key_of(each) == usual)
        draft.melt = {"scale": list(shared.scale), "questions": {}}
        if shared.values:
            draft.melt["answers"] = dict(shared.values)
        if shared.no_answer:
            draft.melt["no_answer"] = list(shared.no_answer)
        for header, each in questions.items():
            name = _item(header, draft.melt["questions"])
            draft.melt["questions"][name] = _question(header, each, shared)
            _ask(draft, each)
        for column in ("item", "score", "scale_min", "scale_max"):
            draft.found.pop(column, None)
            draft.columns[column] = column
        if (text := draft.found.pop("text", None)) is not None:
            draft.remark(ABOUT_FILE, "remark_repeats", header=text.header)
    elif questions:
        ((header, each),) = questions.items()
        draft.fields["score"] = {"headers": [header], "type": "number"} | _single_score(each)
        draft.columns |= {
            "score": "score",
            "scale_min": {"constant": each.scale[0]},
            "scale_max": {"constant": each.scale[1]},
        }
        if not is_long:
            draft.columns["item"] = {"constant": _item(header, ())}
        _ask(draft, each, turned="values: {1: 5, 2: 4 …}")


def _item(header: str, taken: Iterable[str]) -> str:
    """A name for what was rated, made of its header."""
    name = (
        re.sub(r"_+", "_", re.sub(r"\W+", "_", re.sub(r"[(（][^)）]*[)）]", "", header).casefold())).strip("_")
        or "rating"
    )
    while name in taken:
        name += "_2"
    return name


def _key_of(answers: Answers) -> tuple[Any, ...]:
    """What questions answered alike have in common."""
    return answers.scale, tuple(answers.values.items()), answers.no_answer


def _question(header: str, answers: Answers, shared: Answers) -> dict[str, Any]:
    """A question with what it does not share with the others."""
    spec: dict[str, Any] = {"headers": [header]}
    if _key_of(answers) != _key_of(shared):
        spec |= {"scale": list(answers.scale), "values": dict(answers.values), "no_answer": list(answers.no_answer)}
    if answers.reverse:
        spec["reverse"] = True
    return spec


def _single_score(answers: Answers) -> dict[str, Any]:
    """Cells to scores; a scale on which the lowest is best is turned round cell by cell."""
    spec: dict[str, Any] = {}
    low, high = answers.scale
    if answers.reverse:
        spec["values"] = {str(int(score)): int(low + high - score) for score in range(int(low), int(high) + 1)}
    elif answers.values:
        spec["values"] = dict(answers.values)
    if answers.no_answer:
        spec["no_answer"] = list(answers.no_answer)
    return spec


def _ask(draft: Draft, answers: Answers, turned: str = TURNED) -> None:
    """Asks what the answers cannot show; `turned` is how a profile says that the lowest is the best."""
    for question in answers.unsure:
        told = {"turned": turned} if "turned" in question.values else {}
        draft.asks(question.code.removeprefix("profiles."), **{**question.values, **told})
