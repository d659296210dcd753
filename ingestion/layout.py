"""Where the table stands on a sheet: title rows, header lines, side tables, and rows that are no records."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from statistics import median

import pyarrow as pa
import pyarrow.compute as pc

from ingestion.sheets import EXTRA_CELLS, ROW_NUMBER, Note, Refused, unique_names

Row = Sequence[str | None]

SAMPLE_ROWS = 200
MAX_HEADER_ROWS = 6
TOTAL_WORDS = (
    "合计",
    "总计",
    "小计",
    "共计",
    "总和",
    "合計",
    "總計",
    "小計",
    "Total",
    "Grand total",
    "Subtotal",
)
_ASIDE_PATTERN = (
    r"^\s*(备注|备　注|注|说明|填表人|填表单位|制表人?|审核人?|数据来源|资料来源|来源|Notes?|Sources?)\s*[:：]"
)
# An example to fill in by, as forms have it: "示例：C-0001", "（例）…".
_EXAMPLE_PATTERN = r"^\s*(?:(?:示例|样例|例|Example)\s*[:：]|[(（【\[](?:示例|样例|例|Example)[)）】\]])"
_VALUE = re.compile(
    r"""\s*(?:
        [-+(]?\s*[¥$€£]?\s*\d[\d,.\s]*(?:[eE][-+]?\d+)?\s*[%‰)]?          # number, money, percentage
      | \d{1,4}[-/.年]\d{1,2}(?:[-/.月]\d{1,4}日?)?(?:[\sT]\S.*)?          # date, with or without a time
      | \d{1,2}:\d{2}(?::\d{2})?\S*                                        # time of day
      | (?:true|false|null|none|nan|n/?a|-+|\*+|\.+|是|否|无|有)           # truth values and words for nothing
    )\s*""",
    re.VERBOSE | re.IGNORECASE,
)
_EXACT_KINDS = {
    "date": re.compile(r"\s*\d{4}[-/]\d{1,2}[-/]\d{1,2}.*"),
    "decimal": re.compile(r"\s*[-+]?\d+\.\d+\s*"),
    "long_number": re.compile(r"\s*\d{6,}\s*"),
}
_UNIT = re.compile(r"\s*[(（\[【].*[)）\]】]\s*")
_DESTROYED = re.compile(r"(?=.*(?:[?？]{2}|\ufffd))[?？\ufffd\s\d_().（）/-]*")


@dataclass(frozen=True)
class Layout:
    """The table found on a sheet. `positions` are the 0-based columns kept, `names` their unique names;
    `header_row` is the 1-based row of the last line above the data (0: none), `labels` the labels on it."""

    header_row: int
    positions: tuple[int, ...]
    names: list[str]
    labels: tuple[str | None, ...]
    notes: list[Note] = field(default_factory=list)

    def with_columns(self, positions: Iterable[int]) -> Layout:
        """This layout with further, nameless columns."""
        known = dict(zip(self.positions, zip(self.names, self.labels, strict=True), strict=True))
        merged = sorted({*self.positions, *positions})
        columns = [known.get(column, (f"column_{column + 1}", None)) for column in merged]
        names = unique_names([name for name, _ in columns])
        return replace(self, positions=tuple(merged), names=names, labels=tuple(label for _, label in columns))

    def within(self, width: int) -> Layout:
        """This layout without the columns beyond the first `width`."""
        count = sum(1 for position in self.positions if position < width)
        return replace(self, positions=self.positions[:count], names=self.names[:count], labels=self.labels[:count])


def is_value(cell: str) -> bool:
    """Whether a cell is data by its looks (number, date, truth value, a word for nothing) and not a label."""
    return _VALUE.fullmatch(cell) is not None


def find_layout(rows: Sequence[Row], *, whole: bool) -> Layout | None:
    """The table on a sheet whose first `rows` are given (`whole`: they are all); None if there is no cell with text.

    Raises `Refused` where the header's text was destroyed before the file reached us.
    """
    width = max((len(row) for row in rows), default=0)
    filled = [_filled(row) for row in rows]
    notes: list[Note] = []
    if whole:
        filled, notes = _without_side_tables(rows, filled)
    if not any(filled):
        return None
    first = _header_candidate(rows, filled)
    header = _header_block(rows, filled, first) if _is_header(rows, filled, first) else []
    body_from = header[-1] + 1 if header else first
    named = _names(rows, filled, header, width)
    with_values = frozenset().union(*filled[body_from:])
    used = [column for column in range(width) if named[column] or column in with_values]
    notes += _header_notes(rows, filled, header, first)
    names = unique_names([named[column] or f"column_{column + 1}" for column in used])
    _refuse_destroyed(names, rows[body_from:])
    labels = tuple(_text(rows[header[-1]], column) if header else None for column in used)
    return Layout(body_from, tuple(used), names, labels, notes)


class RowFilter:
    """Leaves out the rows of a table that are no records, and remembers which for the notes.

    Left out: empty rows; rows of totals; remarks below the table; rows marked as an example; repetitions of the header line
    inside the data.
    """

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._left_out: dict[str, list[int]] = {}

    def keep(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """The batch without the rows that are no records."""
        batch = _without_empty_rows(batch)
        candidates = self._candidates(batch)
        if not candidates:
            return batch
        dropped = set()
        looked_at = batch.take(pa.array(candidates)).to_pylist()
        for position, record in zip(candidates, looked_at, strict=True):
            row_number = record.pop(ROW_NUMBER)
            record.pop(EXTRA_CELLS)
            kind = self._kind(list(record.values()))
            if kind:
                self._left_out.setdefault(kind, []).append(row_number)
                dropped.add(position)
        if not dropped:
            return batch
        return batch.filter(pa.array([position not in dropped for position in range(batch.num_rows)]))

    def notes(self) -> list[Note]:
        """One note for every kind of row left out so far."""
        return [_left_out_note(kind, rows) for kind, rows in self._left_out.items()]

    def _candidates(self, batch: pa.RecordBatch) -> list[int]:
        """Positions of the few rows worth a closer look, found column by column."""
        words = [*TOTAL_WORDS, *(f"{word[0]} {word[1]}" for word in TOTAL_WORDS if len(word) == 2)]
        words += [word.upper() for word in TOTAL_WORDS if word.isascii()]
        first_label = self._layout.labels[0] if self._layout.labels else None
        suspicious = None
        for index in range(min(3, len(self._layout.names))):
            column = batch.column(index)
            found = pc.is_in(pc.utf8_trim(column, " :："), value_set=pa.array(words))
            if index == 0:
                for pattern in (_ASIDE_PATTERN, _EXAMPLE_PATTERN):
                    found = pc.or_(found, pc.fill_null(pc.match_substring_regex(column, pattern), False))
                if first_label:
                    found = pc.or_(found, pc.fill_null(pc.equal(column, first_label), False))
            suspicious = found if suspicious is None else pc.or_(suspicious, found)
        if suspicious is None:
            return []
        return pc.indices_nonzero(suspicious).to_pylist()

    def _kind(self, cells: list[str | None]) -> str | None:
        present = [cell.strip() for cell in cells if cell and cell.strip()]
        first = re.sub(r"[\s:：]", "", present[0]).lower()
        if first in {word.replace(" ", "").lower() for word in TOTAL_WORDS} and all(map(is_value, present[1:])):
            return "total"
        if len(cells) >= 3 and len(present) == 1 and cells[0] and re.match(_ASIDE_PATTERN, cells[0]):
            return "remark"
        if cells[0] and re.match(_EXAMPLE_PATTERN, cells[0]):
            return "example"
        labels = self._layout.labels
        if sum(1 for label in labels if label) >= 2 and tuple(cell or None for cell in cells) == labels:
            return "repeated_header"
        return None


def listed(rows: Sequence[int]) -> str:
    """The first few row numbers, for a note."""
    return ", ".join(map(str, rows[:5])) + (" …" if len(rows) > 5 else "")


def destroyed_text(example: str) -> Refused:
    """The refusal of a file whose characters were lost before it reached us."""
    return Refused(
        "destroyed_text",
        f"文字在导出时已经损坏（例如“{example}”），原来的内容无法恢复。没有写入任何数据。请从平台重新导出，"
        "保存为 UTF-8 或 Excel 格式后再提交。",
        f"The text was already destroyed when the file was exported (for example “{example}”) and cannot be restored. "
        "Nothing was taken over. Export it again from the platform as UTF-8 or Excel.",
    )


def _filled(row: Row) -> frozenset[int]:
    return frozenset(column for column, cell in enumerate(row) if cell and not cell.isspace())


def _text(row: Row, column: int) -> str | None:
    cell = row[column] if column < len(row) else None
    return cell if cell and not cell.isspace() else None


def _header_candidate(rows: Sequence[Row], filled: Sequence[frozenset[int]]) -> int:
    """The first row about as wide as the table: title rows above a table fill one or two cells only."""
    sample = list(enumerate(filled[:SAMPLE_ROWS]))
    wide = [len(cells) for _, cells in sample if len(cells) >= 2]
    typical = median(wide) if wide else 1
    needed = max(2 if typical >= 2 else 1, typical / 2)
    for index, cells in sample:
        if len(cells) >= needed:
            return index
        # A table of two columns whose first column has no name.
        if (
            typical == 2
            and len(cells) == 1
            and 0 not in cells
            and index + 1 < len(rows)
            and len(filled[index + 1]) == 2
        ):
            return index
    return next(index for index, cells in enumerate(filled) if cells)


def _is_header(rows: Sequence[Row], filled: Sequence[frozenset[int]], index: int) -> bool:
    """A header has labels; a row whose exact dates, decimals or long numbers go on below it is data."""
    labels = [column for column in filled[index] if not is_value(rows[index][column] or "")]
    if not labels:
        return 0 not in filled[index] and _are_years([rows[index][column] or "" for column in filled[index]])
    for column in filled[index] - set(labels):
        kind = _exact_kind(rows[index][column] or "")
        below = _below(rows, filled, column, index + 1) if kind else []
        if below and sum(_exact_kind(cell) == kind for cell in below) > len(below) / 2:
            return False
    return True


def _are_years(cells: Sequence[str]) -> bool:
    """Whether the cells are distinct years: the header of a table with one column per year."""
    return len(set(cells)) == len(cells) and all(re.fullmatch(r"\s*(19|20)\d\d\s*", cell) for cell in cells)


def _exact_kind(cell: str) -> str | None:
    """The kind of a value too exact to be a label; None for anything else."""
    return next((kind for kind, pattern in _EXACT_KINDS.items() if pattern.fullmatch(cell)), None)


def _header_block(rows: Sequence[Row], filled: Sequence[frozenset[int]], first: int) -> list[int]:
    """Rows of the header: the candidate and the lines below it that complete its blank or repeated labels."""
    block = [first]
    while len(block) < MAX_HEADER_ROWS:
        following = block[-1] + 1
        if following >= len(rows) or not filled[following]:
            break
        cells = filled[following]
        if any(is_value(rows[following][column] or "") for column in cells):
            break
        if not _continues_header(rows, filled, block, following):
            break
        block.append(following)
    return block


def _continues_header(rows: Sequence[Row], filled: Sequence[frozenset[int]], block: list[int], following: int) -> bool:
    """Whether a row of labels belongs to the header above it: only a header that leaves columns open goes on."""
    cells = filled[following]
    if all(_UNIT.fullmatch(rows[following][column] or "") for column in cells):
        return True
    labelled = frozenset().union(*(filled[index] for index in block))
    used_below = frozenset().union(*filled[following : following + 50])
    repeated = frozenset().union(*(_repeated_labels(rows[index], filled[index]) for index in block))
    if not (repeated or used_below - labelled):
        return False
    if len(cells) >= 3 and all(_mostly_values(rows, filled, column, following + 1) for column in cells):
        return True
    added = cells - labelled
    # A parent label stands over the blanks to its right.
    spans = {column for column in labelled if column + 1 in added}
    if not added or not cells <= added | repeated | spans:
        return False
    has_data_beside = any(_below(rows, filled, column, following + 1) for column in labelled - cells)
    return has_data_beside and (len(added) >= 2 or any(column - 1 in labelled for column in added))


def _repeated_labels(row: Row, filled: frozenset[int]) -> frozenset[int]:
    texts = Counter(row[column] for column in filled)
    return frozenset(column for column in filled if texts[row[column]] > 1)


def _mostly_values(rows: Sequence[Row], filled: Sequence[frozenset[int]], column: int, start: int) -> bool:
    below = _below(rows, filled, column, start)
    return len(below) >= 2 and sum(map(is_value, below)) > 0.6 * len(below)


def _below(rows: Sequence[Row], filled: Sequence[frozenset[int]], column: int, start: int) -> list[str]:
    return [rows[index][column] or "" for index in range(start, min(len(rows), start + 50)) if column in filled[index]]


def _names(rows: Sequence[Row], filled: Sequence[frozenset[int]], header: list[int], width: int) -> list[str]:
    """The label of every column: header lines joined by '/', a parent label carried over the columns it spans."""
    parts: list[list[str]] = [[] for _ in range(width)]
    for depth, index in enumerate(header):
        below = header[depth + 1 :]
        carried = ""
        for column in range(width):
            label = _clean(rows[index][column] or "") if column in filled[index] else ""
            has_child = any(column in filled[child] for child in below)
            if label:
                carried = label if has_child or below else ""
            elif has_child and carried:
                label = carried
            else:
                carried = ""
            if label and label not in parts[column]:
                parts[column].append(label)
    return ["/".join(labels) for labels in parts]


def _clean(label: str) -> str:
    return re.sub(r"\s+", " ", label).strip(" *＊:：\ufeff") or label.strip()


def _header_notes(rows: Sequence[Row], filled: Sequence[frozenset[int]], header: list[int], first: int) -> list[Note]:
    notes = []
    above = [index for index in range(first) if filled[index]]
    if above:
        where = (f"表头在第 {first + 1} 行", f"The header is on row {first + 1}")
        if not header:
            where = (f"数据从第 {first + 1} 行开始", f"The data begin on row {first + 1}")
        title = next(cell for cell in rows[above[0]] if cell and cell.strip()).strip()[:40]
        notes.append(
            Note(
                "title_rows",
                f"{where[0]}；其上的标题行（“{title}”等 {len(above)} 行）不作为数据。",
                f"{where[1]}; {len(above)} title rows above it (“{title}” …) are not data.",
            )
        )
    if len(header) > 1:
        notes.append(
            Note(
                "header_lines",
                f"表头共 {len(header)} 行，已合并为一个列名（用“/”连接）。",
                f"The header has {len(header)} lines; they were joined into one name per column with “/”.",
            )
        )
    if not header:
        notes.append(
            Note(
                "no_header",
                "没有找到表头行，列名暂记为 column_1、column_2……请在对应方案中指明各列含义。",
                "No header row was found; the columns are called column_1, column_2 … Say in the profile what they are.",
            )
        )
    return notes


def _without_side_tables(
    rows: Sequence[Row], filled: Sequence[frozenset[int]]
) -> tuple[list[frozenset[int]], list[Note]]:
    """The filled cells of the main table: a short block of columns beyond a blank column is a look-up list."""
    blocks: list[set[int]] = []
    for column in sorted(frozenset().union(*filled)):
        if blocks and column - 1 in blocks[-1]:
            blocks[-1].add(column)
        else:
            blocks.append({column})
    if len(blocks) < 2:
        return list(filled), []
    rows_of = [[index for index, cells in enumerate(filled) if cells & block] for block in blocks]
    main = max(range(len(blocks)), key=lambda index: len(rows_of[index]) * len(blocks[index]))
    beside: set[int] = set()
    labels = []
    for index, (block, at) in enumerate(zip(blocks, rows_of, strict=True)):
        together = at[-1] - at[0] + 1 <= 1.25 * len(at)
        if index != main and len(at) >= 2 and 2 * len(at) <= len(rows_of[main]) and together:
            beside |= block
            labels += [rows[at[0]][column] or "" for column in sorted(block & filled[at[0]])]
    if not beside:
        return list(filled), []
    note = Note(
        "side_table",
        f"与主表隔着空列的对照表（{'、'.join(labels)}）不作为数据。",
        f"A look-up list beside the table ({', '.join(labels)}) is not data.",
    )
    return [cells - beside for cells in filled], [note]


def _refuse_destroyed(names: Iterable[str], body: Sequence[Row]) -> None:
    names = list(names)
    lost = [name for name in names if _DESTROYED.fullmatch(name) or "\ufffd" in name]
    if lost and (len(lost) >= max(2, len(names) / 3) or "\ufffd" in "".join(lost)):
        raise destroyed_text(lost[0])
    texts = [cell for row in body[:SAMPLE_ROWS] for cell in row if cell and not is_value(cell)]
    lost = [cell for cell in texts if _DESTROYED.fullmatch(cell)]
    if len(lost) >= 3 and len(lost) > 0.3 * len(texts):
        raise destroyed_text(lost[0])


def _without_empty_rows(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Drops rows without a single non-blank cell; stops looking once every row has one."""
    empty = None
    for index in range(batch.num_columns - 2):
        column = batch.column(index)
        blank = pc.fill_null(pc.or_(pc.equal(column, ""), pc.utf8_is_space(column)), True)
        empty = blank if empty is None else pc.and_(empty, blank)
        if not pc.any(empty).as_py():
            return batch
    extra = batch.column(batch.num_columns - 1).is_null()
    empty = extra if empty is None else pc.and_(empty, extra)
    return batch.filter(pc.invert(empty))


def _left_out_note(kind: str, rows: list[int]) -> Note:
    shown = listed(rows)
    zh, en = {
        "total": ("合计行", "rows of totals"),
        "remark": ("备注、填表说明行", "remarks"),
        "example": ("示例行", "examples"),
        "repeated_header": ("重复的表头行", "repeated header rows"),
    }[kind]
    return Note(
        f"{kind}_rows",
        f"{zh}不作为数据：{len(rows)} 行（第 {shown} 行）。",
        f"Not data, left out: {len(rows)} {en} (row {shown}).",
    )
