"""Data Docs: the last check of every source as pages a person can read, in `home/data_docs`.

The pages are Great Expectations' own; what they would fetch from other hosts is taken out, so that opening one tells
nobody anything.
"""

from __future__ import annotations

import html
import json
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingestion.lake import locked
from warehouse.settings import Home, contracts
from warehouse.settings.messages import LANGUAGES, Message, message

if TYPE_CHECKING:
    from great_expectations.core import ExpectationSuite, ExpectationSuiteValidationResult
    from great_expectations.render.view import DefaultJinjaPageView

_INDEX = "checked.json"

# Scripts, style sheets and pictures from elsewhere, and the library's own advertising.
_FOREIGN = re.compile(
    r'<link[^>]+href="https?:[^>]*>|<script[^>]+src="https?:[^>]*>\s*</script>|<img[^>]+src="https?:[^>]*>'
    r'|<a[^>]+href="https?:[^>]*>.*?</a>',
    re.DOTALL,
)
_STYLE = """<style>
body { font-family: "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; margin: 2rem auto; max-width: 72rem; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1.5rem; }
td, th { border: 1px solid #d0d0d0; padding: .3rem .6rem; text-align: left; vertical-align: top; }
.navbar, .modal, .ge-breadcrumbs, #ge-cta-footer, .show-failed-toggle, .btn { display: none; }
</style>"""


@dataclass(frozen=True)
class CheckedBatch:
    """How a batch was checked: its record, the suite of its rows with a result for every chunk, and the result over the
    batch as a whole, which only a batch with accepted rows has."""

    batch: dict[str, Any]
    suite: ExpectationSuite
    results: list[ExpectationSuiteValidationResult]
    whole: ExpectationSuiteValidationResult | None


def in_both_languages(said: Message, between: str = " ") -> str:
    """What is said, in Chinese and English: the pages and workbooks are read by both."""
    return between.join(dict.fromkeys(said.text(language) for language in LANGUAGES))


def merged(parts: Sequence[ExpectationSuiteValidationResult]) -> ExpectationSuiteValidationResult:
    """The results of the chunks of one batch as one result: counts added, shares worked out anew."""
    whole = parts[0]
    for place, outcome in enumerate(whole.results):
        same = [part.results[place] for part in parts]
        outcome.success = all(bool(each.success) for each in same)
        numbers = outcome.result
        for name in ("element_count", "unexpected_count", "missing_count"):
            if name in numbers:
                numbers[name] = sum(each.result.get(name) or 0 for each in same)
        rows, missing = numbers.get("element_count") or 0, numbers.get("missing_count") or 0
        numbers["missing_percent"] = 100 * missing / rows if rows else 0.0
        if "unexpected_count" in numbers:
            share = 100 * numbers["unexpected_count"]
            numbers["unexpected_percent_total"] = share / rows if rows else 0.0
            numbers["unexpected_percent"] = numbers["unexpected_percent_nonmissing"] = (
                share / (rows - missing) if rows > missing else 0.0
            )
    whole.success = all(bool(outcome.success) for outcome in whole.results)
    passed = sum(bool(outcome.success) for outcome in whole.results)
    whole.statistics.update(
        successful_expectations=passed,
        unsuccessful_expectations=len(whole.results) - passed,
        success_percent=100 * passed / len(whole.results),
    )
    return whole


def write_pages(home: Home, checked: Iterable[CheckedBatch]) -> None:
    """Writes the pages of the batches' sources (suites and last results) and the index over all sources."""
    from great_expectations.render.renderer import ExpectationSuitePageRenderer, ValidationResultsPageRenderer

    view = _view()
    with locked(home.data_docs / ".lock"):
        index_file = home.data_docs / _INDEX
        index = json.loads(index_file.read_text(encoding="utf-8")) if index_file.exists() else {}
        for each in checked:
            source, batch = each.batch["source"], each.batch
            if not each.results:
                continue  # a file without rows says nothing about its source
            result = merged(each.results)
            pages = {
                f"{source}.html": view.render(ValidationResultsPageRenderer().render(result)),
                f"{source}_suite.html": view.render(ExpectationSuitePageRenderer().render(each.suite)),
            }
            if each.whole is not None:
                pages[f"{source}_batch.html"] = view.render(ValidationResultsPageRenderer().render(each.whole))
            for name, page in pages.items():
                _replace(home.data_docs / name, _without_foreign(page))
            results = [result] if each.whole is None else [result, each.whole]
            index[source] = {
                "batch_id": batch["batch_id"],
                "file_name": batch["file_name"],
                "received_at": batch["received_at"],
                "rows_read": batch["rows_read"],
                "rows_quarantined": batch["rows_quarantined"],
                "expectations": sum(len(part.results) for part in results),
                "expectations_met": sum(part.statistics["successful_expectations"] for part in results),
                "has_batch_page": each.whole is not None,
            }
        _replace(index_file, json.dumps(index, ensure_ascii=False, indent=1))
        _replace(home.data_docs / "index.html", _index(index))


@cache
def _view() -> DefaultJinjaPageView:
    """One view for all pages: it keeps its compiled templates."""
    from great_expectations.render.view import DefaultJinjaPageView

    return DefaultJinjaPageView()


def _without_foreign(page: str) -> str:
    return _FOREIGN.sub("", page).replace("</head>", f"{_STYLE}</head>", 1)


def _index(checked: dict[str, dict[str, Any]]) -> str:
    rows = []
    for source, contract in contracts().items():
        if (last := checked.get(source)) is None:
            continue
        batch_page = f'<a href="{source}_batch.html">{_word("batch")}</a> ' if last.get("has_batch_page") else ""
        rows.append(
            f'<tr><td><a href="{source}.html">{contract.name_zh} {source}</a></td>'
            f"<td>{html.escape(last['file_name'])}</td><td>{last['received_at'][:19]}</td>"
            f"<td>{last['rows_read']}</td><td>{last['rows_quarantined']}</td>"
            f"<td>{last['expectations_met']} / {last['expectations']}</td>"
            f'<td>{batch_page}<a href="{source}_suite.html">{_word("suite")}</a></td></tr>'
        )
    heads = ("source", "last_file", "received", "rows", "quarantined", "met")
    header = "".join(f"<th>{_word(head)}</th>" for head in heads) + "<th></th>"
    title = _word("title")
    return (
        '<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>'
        f"{title}</title>{_STYLE}</head><body><h1>{title}</h1><table><tr>{header}</tr>{''.join(rows)}</table></body></html>"
    )


def _word(name: str) -> str:
    return in_both_languages(message(f"ingestion.docs_{name}"))


def _replace(path: Path, text: str) -> None:
    partial = path.with_name(f".{path.name}.partial")
    partial.write_text(text, encoding="utf-8")
    os.replace(partial, path)
