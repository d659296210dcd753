"""Which encoding a text file is in, decided by evidence: "it decodes" proves nothing, Big5 decodes as GB18030 into nonsense."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import BinaryIO

import charset_normalizer

from ingestion.sheets import FileRefused
from ingestion.words import recognised
from warehouse.settings import contracts
from warehouse.settings.messages import Message, message

SAMPLE_BYTES = 262_144
_CHUNK_BYTES = 4_194_304
_TEXT_CONTROLS = b"\x00\t\n\r\f\x1a"
# With more zero bytes than this it is no text.
_STRAY_ZEROS = 0.05
_END_MARK = "\x1a"
_CONTROLS = bytes(code for code in range(32) if code not in _TEXT_CONTROLS)
_LATIN_COMMON = frozenset("áàâäãåçéèêëíìîïñóòôöõøúùûüßæœÁÀÂÄÅÇÉÈÊËÍÎÑÓÔÖØÚÜ")
_LATIN_PUNCTUATION = frozenset("‘’“”–—…•€£°§«»·¿¡®©\u00a0")
_CJK_PUNCTUATION = frozenset("，。、：；！？（）《》“”‘’…—·【】〔〕「」『』％＋－／～　")

_NAMES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 (BOM)",
    "utf-16": "UTF-16 (BOM)",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "gb18030": "GB18030/GBK",
    "big5": "Big5",
    "cp950": "Big5 (CP950)",
    "big5hkscs": "Big5 (HKSCS)",
    "cp1252": "Windows-1252",
    "latin-1": "ISO 8859-1",
    "mac-roman": "Mac Roman",
}
_HIGH = bytes(range(128, 256))
# Mean plausibility of so many characters below which no writing we know is that odd.
_NO_WRITING, _SPEAKING = -0.15, 8
# A codec that knows more characters stands in when the plain one cannot decode a byte.
_BIG5_FAMILY = ("big5", "cp950", "big5hkscs")


@dataclass(frozen=True)
class TextEncoding:
    """A decided encoding: the Python codec, why it was chosen, whether the bytes are valid UTF-8 as they are, and how
    many replacement characters an earlier program left in them."""

    codec: str
    note: Message
    is_utf8: bool = False
    replaced: int = 0


def decide(path: Path) -> TextEncoding:
    """The encoding of the text file at `path`; raises `FileRefused` (empty, binary)."""
    with path.open("rb") as stream:
        sample = stream.read(SAMPLE_BYTES)
    by_mark = _by_byte_order_mark(sample)
    if by_mark:
        codec, body = by_mark
        if not body.strip(b"\x00\r\n\t "):
            raise empty_file()
        replaced = _replaced_in_utf8(path) if codec == "utf-8-sig" else None
        if replaced is not None or codec == "utf-16":
            note = _note(codec, "has_mark")
            return TextEncoding(codec, note, replaced is not None, replaced or 0)
    elif not sample.strip():
        raise empty_file()
    zeros = _share_of(b"\x00", sample)
    if zeros and (utf16 := _utf16_without_mark(sample)):
        return utf16
    if zeros > _STRAY_ZEROS:
        raise binary_file()
    if _share_of(_CONTROLS, sample) > 0.01:
        raise binary_file()
    replaced = _replaced_in_utf8(path)
    if replaced is not None:
        note = _note("utf-8", "valid_utf8")
        # Zero bytes and the old end-of-file mark go when the text is copied.
        return TextEncoding("utf-8", note, not zeros and not _ends_with_mark(path), replaced)
    return _by_plausibility(_sample_around_high_bytes(path) or sample)


def decode_name(raw: bytes) -> str:
    """Text of a file name stored in an archive without saying its encoding."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return _best_candidate(raw)[1]


def decode_sample(sample: bytes, codec: str) -> str:
    """The sample as text; a character cut off at its end is left out."""
    return codecs.getincrementaldecoder(codec)("replace").decode(sample, final=False).removeprefix("\ufeff")


def transcode(source: Path, codec: str, target: Path) -> int:
    """Writes `source` as UTF-8 to `target`, in bounded memory; returns how many byte sequences could not be read."""
    unreadable = 0
    with source.open("rb") as stream, target.open("w", encoding="utf-8", newline="") as out:
        decoder = codecs.getincrementaldecoder(codec)("replace")
        start = True
        for chunk in _chunks(stream):
            text = decoder.decode(chunk, final=not chunk)
            if start and text:
                text, start = text.lstrip("\ufeff"), False
            text = text.replace("\x00", "\ufffd").replace(_END_MARK, "")
            unreadable += text.count("\ufffd")
            out.write(text)
    return unreadable


def ungarbled(text: str) -> str | None:
    """What `text` was before a program read it in the wrong encoding and saved it; None where it makes sense as it is."""
    as_it_is = plausibility(text)
    best, best_score = None, max(0.5, as_it_is + 0.6)
    for raw, codecs_meant in (
        (_encoded(text, "gb18030") if _is_mostly_hanzi(text) else b"", ("utf-8", "big5")),
        (_bytes_shown_as_latin(text), ("utf-8", "gb18030", "big5")),
    ):
        for codec in codecs_meant if raw else ():
            meant = raw.decode(codec, errors="ignore")
            kept = len(meant.encode(codec, errors="ignore"))
            if meant != text and kept >= 0.75 * len(raw) and (score := plausibility(meant)) > best_score:
                best, best_score = meant, score
    return best


def _is_mostly_hanzi(text: str) -> bool:
    """Whether half of what is not ASCII are Chinese characters, or private ones such as garbled text is full of."""
    foreign = [char for char in text if not char.isascii()]
    return 2 * sum(_hanzi_weight(char) is not None or unicodedata.category(char) == "Co" for char in foreign) >= len(
        foreign
    )


def _encoded(text: str, codec: str) -> bytes:
    try:
        return text.encode(codec)
    except UnicodeEncodeError:
        return b""


def _bytes_shown_as_latin(text: str) -> bytes:
    """The bytes a program showed as `text` by Windows-1252 or Latin-1; none where it holds other characters."""
    shown = [_encoded(char, "cp1252") or _encoded(char, "latin-1") for char in text]
    return b"".join(shown) if all(shown) else b""


def empty_file() -> FileRefused:
    """The refusal of a file without content."""
    return FileRefused("ingestion.empty")


def binary_file() -> FileRefused:
    """The refusal of bytes that are neither text nor a known table format."""
    return FileRefused("ingestion.binary")


def plausibility(text: str) -> float:
    """How much the non-ASCII part of `text` looks like writing, from -2 (nonsense) to 1; 0 where there is none.

    Chinese characters count by how common they are, Latin ones by their neighbours: accents stand inside words one at a
    time, curly quotes between letters; control characters and runs of accented capitals are mis-decoded bytes.
    """
    total, count = 0.0, 0
    for match in re.finditer(r"[^\x00-\x7f\ufeff]+", text):
        run = match.group()
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        for position, char in enumerate(run):
            left = run[position - 1] if position else before
            right = run[position + 1] if position + 1 < len(run) else after
            total += _weight(char, left, right)
        count += len(run)
    return total / count if count else 0.0


def _weight(char: str, left: str, right: str) -> float:
    if char in _CJK_PUNCTUATION and char not in _LATIN_PUNCTUATION:
        return 0.7
    weight = _hanzi_weight(char)
    if weight is not None:
        # Inside a Latin word it is an accented letter that swallowed its neighbour.
        return -0.7 if _is_ascii_letter(left) and _is_ascii_letter(right) else weight
    category = unicodedata.category(char)
    if category in ("Cc", "Cn", "Co", "Cs") or char == "\ufffd":
        return -2.0
    if char in _LATIN_COMMON:
        return _latin_letter_weight(char, left, right)
    if char in _LATIN_PUNCTUATION:
        return 0.6 if not (_is_high_latin(left) or _is_high_latin(right)) else 0.1
    return -0.6


def _latin_letter_weight(char: str, left: str, right: str) -> float:
    if (_is_high_latin(left) and left != char) or (_is_high_latin(right) and right != char):
        return -0.5
    if char.isupper() and left.islower():
        return -0.8
    return 0.8 if _is_ascii_letter(left) or _is_ascii_letter(right) else 0.0


def _is_ascii_letter(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _is_high_latin(char: str) -> bool:
    return "\x80" <= char <= "\u024f"


@lru_cache(maxsize=65_536)
def _hanzi_weight(char: str) -> float | None:
    """How common a Chinese character is; None for anything else."""
    if not ("\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or char >= "\U00020000"):
        return None
    if char in _common_hanzi():
        return 1.0
    # Level one of both national standards holds the characters of everyday writing.
    for codec, first, last in (("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6)):
        encoded = char.encode(codec, errors="ignore")
        if encoded and first <= encoded[0] <= last:
            return 0.35
    return -0.7


@cache
def _common_hanzi() -> frozenset[str]:
    labels = (column.zh for contract in contracts().values() for column in contract.columns)
    return frozenset("".join([*recognised("common_characters"), *labels]))


def _by_plausibility(sample: bytes) -> TextEncoding:
    codec, _, score = _best_candidate(sample)
    high = _share_of(_HIGH, sample)
    if score < -0.5 and high > 0.3 and _share_of(_CONTROLS, sample) > 0:
        raise binary_file()
    if codec != "utf-8" and _mixes_encodings(sample):
        raise FileRefused("ingestion.mixed_encodings")
    if score < _NO_WRITING and high * len(sample) >= _SPEAKING and codec not in ("gb18030", *_BIG5_FAMILY):
        raise FileRefused("ingestion.unknown_encoding")
    if codec == "utf-8":
        evidence = "damaged_utf8"
    elif codec in ("gb18030", *_BIG5_FAMILY):
        evidence = "common_characters"
    elif codec == "mac-roman" and _carriage_returns_only(sample):
        evidence = "mac_line_ends"
    else:
        evidence = "accented_letters"
    return TextEncoding(codec, _note(codec, evidence))


def _mixes_encodings(sample: bytes) -> bool:
    """Whether many lines are Chinese in UTF-8 and many others cannot be UTF-8: exports put together by hand."""
    lines = [line for line in sample.splitlines() if not line.isascii()]
    chinese = [text for line in lines if (text := _decoded(line, "utf-8")) and plausibility(text) > 0.5]
    others = [line for line in lines if _decoded(line, "utf-8") is None]
    return sum(map(len, chinese)) >= 12 and bool(others)


def _best_candidate(sample: bytes) -> tuple[str, str, float]:
    """The most plausible (codec, text, score) of the sample."""
    found: list[tuple[float, str, str]] = []
    for codec in ("gb18030", *_BIG5_FAMILY, "cp1252", "mac-roman", "latin-1"):
        if codec in _BIG5_FAMILY and any(seen in _BIG5_FAMILY for _, seen, _ in found):
            continue
        text = _decoded(sample, codec)
        if text is not None:
            found.append((plausibility(text) + _structural_bonus(codec, sample), codec, text))
    damaged = sample.decode("utf-8", errors="replace")
    errors = damaged.count("\ufffd")
    sequences = sum(1 for char in damaged if char > "\x7f") - errors
    if sequences >= 10 * errors:
        found.append((plausibility(damaged) + 0.5, "utf-8", damaged))
    found.sort(key=lambda candidate: -candidate[0])
    if len(found) > 1 and found[0][0] - found[1][0] < 0.3:
        found = _with_second_opinion(found, sample)
    score, codec, text = found[0]
    return codec, text, score


def _decoded(sample: bytes, codec: str) -> str | None:
    """The sample as text, or None if it holds a byte sequence this codec does not know (before its last character)."""
    try:
        return codecs.getincrementaldecoder(codec)("strict").decode(sample, final=False)
    except UnicodeDecodeError:
        return None


def _structural_bonus(codec: str, sample: bytes) -> float:
    if codec == "mac-roman":
        return 0.3 if _carriage_returns_only(sample) else -0.1
    # Windows-1252 is Latin-1 with more characters: Latin-1 is only left for bytes Windows does not know.
    return -0.05 if codec == "latin-1" else 0.0


def _with_second_opinion(found: list[tuple[float, str, str]], sample: bytes) -> list[tuple[float, str, str]]:
    best = charset_normalizer.from_bytes(sample[:16_384]).best()
    opinion = codecs.lookup(best.encoding).name if best else ""
    voiced = [
        (score + (0.15 if codecs.lookup(codec).name == opinion else 0.0), codec, text) for score, codec, text in found
    ]
    return sorted(voiced, key=lambda candidate: -candidate[0])


def _by_byte_order_mark(sample: bytes) -> tuple[str, bytes] | None:
    if sample.startswith(codecs.BOM_UTF8):
        return "utf-8-sig", sample[3:]
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", sample[2:]
    return None


def _utf16_without_mark(sample: bytes) -> TextEncoding | None:
    """The byte order in which a text with zero bytes reads as writing, if there is one."""
    scores = {codec: _share_of_writing(decode_sample(sample, codec)) for codec in ("utf-16-le", "utf-16-be")}
    codec = max(scores, key=lambda name: scores[name])
    if scores[codec] < 0.5:
        return None
    return TextEncoding(codec, _note(codec, "byte_order"))


def _share_of_writing(text: str) -> float:
    """From -2 to 1: how much of `text` is printable ASCII or plausible writing."""
    ascii_text = sum(1 for char in text if " " <= char <= "~" or char in "\t\r\n")
    others = sum(1 for char in text if char > "\x7f")
    nonsense = len(text) - ascii_text - others
    return (ascii_text + others * plausibility(text) - 2 * nonsense) / max(len(text), 1)


def _replaced_in_utf8(path: Path) -> int | None:
    """How many replacement characters a UTF-8 file holds; None if it is not valid UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    replaced = 0
    with path.open("rb") as stream:
        try:
            for chunk in _chunks(stream):
                replaced += decoder.decode(chunk, final=not chunk).count("\ufffd")
        except UnicodeDecodeError:
            return None
    return replaced


def _sample_around_high_bytes(path: Path) -> bytes:
    """Lines with bytes above 127, up to the sample size: the only ones that tell encodings apart."""
    lines: list[bytes] = []
    size = 0
    with path.open("rb") as stream:
        for chunk in _chunks(stream):
            # Cut at line ends, so that no character is cut. A trail byte is never a line end in these encodings.
            for line in re.findall(rb"[^\r\n]*[\x80-\xff][^\r\n]*[\r\n]+", chunk):
                lines.append(line)
                size += len(line)
                if size >= SAMPLE_BYTES // 4:
                    return b"".join(lines)
    return b"".join(lines)


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    """The stream in large pieces, then one empty piece so that decoders can finish."""
    while chunk := stream.read(_CHUNK_BYTES):
        yield chunk
    yield b""


def _ends_with_mark(path: Path) -> bool:
    with path.open("rb") as stream:
        stream.seek(-1, 2)
        return stream.read() == _END_MARK.encode()


def _carriage_returns_only(sample: bytes) -> bool:
    return b"\r" in sample and b"\n" not in sample


def _share_of(wanted: bytes, sample: bytes) -> float:
    return (len(sample) - len(sample.translate(None, delete=wanted))) / max(len(sample), 1)


def _note(codec: str, evidence: str) -> Message:
    return message("ingestion.encoding", encoding=_NAMES[codec], evidence=message(f"ingestion.encoding_{evidence}"))
