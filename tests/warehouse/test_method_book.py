"""The method book says what the models compute."""

from __future__ import annotations

from bench.method.book import BOOK, book


def test_the_method_book_is_what_the_models_give() -> None:
    written, computed = BOOK.read_text(encoding="utf-8").splitlines(), book().splitlines()
    apart = [(was, now) for was, now in zip(written, computed, strict=False) if was != now]
    assert (apart, len(written)) == ([], len(computed)), "run `make docs`"
