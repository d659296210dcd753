"""Headers of a file as they are compared and found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase


def normalise_header(header: str) -> str:
    """Header as it is compared: width, case, spaces, underscores and dashes do not matter."""
    return re.sub(r"[\s_\-]+", "", unicodedata.normalize("NFKC", header)).casefold()


def find_header(headers: Sequence[str], wanted: Sequence[str]) -> str | None:
    """The first of the file's `headers` that is one of `wanted`, in the order of `wanted`.

    A wanted name may hold `*` for any text; it finds a header only where no other one is like it.
    """
    return header_among(headers_as_compared(headers), wanted)


def headers_as_compared(headers: Sequence[str]) -> dict[str, str]:
    """The headers by what they are compared as; of those compared alike the first."""
    by_normal: dict[str, str] = {}
    for header in headers:
        by_normal.setdefault(normalise_header(header), header)
    return by_normal


def header_among(by_normal: Mapping[str, str], wanted: Sequence[str]) -> str | None:
    """As `find_header`, of headers known by what they are compared as."""
    for name in wanted:
        normal = normalise_header(name)
        if (match := by_normal.get(normal)) is not None:
            return match
        if "*" in name and len(alike := [each for each in by_normal if fnmatchcase(each, normal)]) == 1:
            return by_normal[alike[0]]
    return None


def contract_headers(name: str, zh: str) -> tuple[str, ...]:
    without_brackets = re.sub(r"[（(].*?[）)]", "", zh)
    return tuple(dict.fromkeys((name, zh, without_brackets)))
