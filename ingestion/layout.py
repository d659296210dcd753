"""Where the table stands on a sheet: title rows, header lines, side tables, and rows that are no records."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from statistics import median

import pyarrow as pa
import pyarrow.compute as pc

from ingestion.encodings import ungarbled
from ingestion.sheets import ROW_NUMBER, FileRefused, unique_names
from ingestion.words import recognised
from warehouse.settings.messages import Message, message

Row = Sequence[str | None]
# A merged range ((top, left), (bottom, right)), counted from 0.
Span = tuple[tuple[int, int], tuple[int, int]]

SAMPLE_ROWS = 200
MAX_HEADER_ROWS = 6
_LONGEST_LABEL = 30
# What tells a row or a cell for what it is, in the words people write there (`recognised.yml`).
_TOTAL_PATTERN: str = recognised("row_of_totals")
_ASIDE_PATTERN: str = recognised("remark")
_COUNT_PATTERN: str = recognised("count_of_rows")
_EXAMPLE_PATTERN: str = recognised("example")
_VALUE = re.compile(recognised("value"), re.VERBOSE | re.IGNORECASE)
_EXACT_KINDS = {
    "date": re.compile(r"\s*(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}).*"),
    "decimal": re.compile(r"\s*[-+]?\d+\.\d+\s*"),
    "long_number": re.compile(r"\s*\d{6,}\s*"),
}
_UNIT = re.compile(recognised("unit"))
# What is written over or under a table beside its own cells: a label, a colon, a text.
_CAPTION = re.compile(r"\s*[^:：\d]{1,12}[:：]\s*\S.*")
_HEAVENLY_STEMS: str = recognised("column_numbers")
_DESTROYED = re.compile(recognised("destroyed_text"))
_HEADER_MARK = re.compile(recognised("mark_of_header"))
# Of so many characters it can be said that they make better sense in another encoding.
_GARBLED_CHARACTERS = 4


@dataclass(frozen=True)
class Layout:
    """The table found on a sheet. `positions` are the 0-based columns kept, `names` their unique names;
    `header_row` is the 1-based row of the last line above the data (0: none), `labels` the labels on it."""

    header_row: int
    positions: tuple[int, ...]
    names: list[str]
    labels: tuple[str | None, ...]
    notes: list[Message] = field(default_factory=list)

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


def find_layout(rows: Sequence[Row], *, whole: bool, spans: Sequence[Span] = ()) -> Layout | None:
    """The table on a sheet whose first `rows` are given (`whole`: they are all); None if there is no cell with text.

    `spans` are the merged ranges of the sheet: a header reaches down as far as the cells merged in its first line.
    Raises `FileRefused` where the header's text was destroyed before the file reached us.
    """
    width = max((len(row) for row in rows), default=0)
    filled = [_filled(row) for row in rows]
    notes: list[Message] = []
    if whole:
        filled, notes = _without_side_tables(rows, filled)
    if not any(filled):
        return None
    first = _header_candidate(rows, filled)
    header = _header_block(rows, filled, first, spans) if _is_header(rows, filled, first) else []
    body_from = header[-1] + 1 if header else first
    named = _names(rows, filled, header, width)
    if header and _are_column_numbers(rows, filled, body_from):
        body_from += 1
    with_values = frozenset().union(*filled[body_from:])
    used = [column for column in range(width) if named[column] or column in with_values]
    notes += _header_notes(rows, filled, header, first)
    names = unique_names([named[column] or f"column_{column + 1}" for column in used])
    refuse_destroyed(names, rows[body_from:])
    labels = tuple(_text(rows[header[-1]], column) if header else None for column in used)
    return Layout(body_from, tuple(used), names, labels, notes)


def stacked_tables(rows: Sequence[Row]) -> list[int]:
    """0-based rows below a blank one where a further table with a header of its own begins (its title, if it has one)."""
    filled = [_filled(row) for row in rows]
    first = next((index for index, cells in enumerate(filled) if cells), len(rows))
    above = first
    starts: list[int] = []
    for index in range(first + 1, len(rows)):
        if not filled[index] or filled[index - 1] or index + 1 >= len(rows):
            continue
        header = index
        while header + 1 < len(rows) and len(filled[header]) == 1 and len(filled[header + 1]) > 1:
            header += 1
        if _begins_table(rows, filled, above, index, header):
            starts.append(index)
            above = index
    return starts


def _begins_table(rows: Sequence[Row], filled: Sequence[frozenset[int]], above: int, end: int, header: int) -> bool:
    """Whether the row `header` holds labels of other things than the rows from `above` to `end`: where those have
    values it has none, and where it has labels, values follow."""
    cells = filled[header]
    if len(cells) < 3 or header + 1 >= len(rows):
        return False
    texts = [(rows[header][column] or "").strip() for column in sorted(cells)]
    if len(set(texts)) < len(texts) or any(is_value(text) or len(text) > _LONGEST_LABEL for text in texts):
        return False
    said_above = {(rows[index][column] or "").strip() for index in range(above, end) for column in filled[index]}
    if said_above >= set(texts) or _is_caption(rows[header], cells):
        return False
    turns_values_to_labels = any(_mostly_values(rows[:end], filled[:end], column, above + 1) for column in cells)
    return turns_values_to_labels and any(is_value(rows[header + 1][column] or "") for column in filled[header + 1])


class RowFilter:
    """Leaves out the rows of a table that are no records, and remembers which for the notes.

    Left out: empty rows; rows of totals; remarks below the table; rows marked as an example; repetitions of the header line
    inside the data.
    """

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._left_out: dict[str, list[int]] = {}

    def keep(self, batch: pa.RecordBatch, *, is_last: bool = False) -> pa.RecordBatch:
        """The batch without the rows that are no records; `is_last`: the table ends with it."""
        batch = _without_empty_rows(batch)
        kinds = self._kinds(batch, self._candidates(batch))
        if is_last:
            kinds |= self._rest_of_remarks(batch, kinds)
        if not kinds:
            return batch
        numbers = batch.column(ROW_NUMBER)
        for position, kind in sorted(kinds.items()):
            self._left_out.setdefault(kind, []).append(numbers[position].as_py())
        return batch.filter(pa.array([position not in kinds for position in range(batch.num_rows)]))

    def notes(self) -> list[Message]:
        """One note for every kind of row left out so far."""
        return [_left_out_note(kind, rows) for kind, rows in self._left_out.items()]

    def _candidates(self, batch: pa.RecordBatch) -> list[int]:
        """Positions of the few rows worth a closer look, found column by column."""
        first_label = self._layout.labels[0] if self._layout.labels else None
        suspicious = None
        for index in range(min(3, len(self._layout.names))):
            column = batch.column(index)
            pattern = (
                f"{_TOTAL_PATTERN}|{_ASIDE_PATTERN}|{_COUNT_PATTERN}|{_EXAMPLE_PATTERN}"
                if index == 0
                else _TOTAL_PATTERN
            )
            found = pc.fill_null(pc.match_substring_regex(column, pattern), False)
            if index == 0 and first_label:
                found = pc.or_(found, pc.fill_null(pc.equal(column, first_label), False))
            suspicious = found if suspicious is None else pc.or_(suspicious, found)
        if suspicious is None:
            return []
        return pc.indices_nonzero(suspicious).to_pylist()

    def _kinds(self, batch: pa.RecordBatch, positions: list[int]) -> dict[int, str]:
        """What the rows at `positions` are, those that are no records."""
        if not positions:
            return {}
        looked_at = batch.select(self._layout.names).take(pa.array(positions)).to_pylist()
        kinds = {place: self._kind(list(row.values())) for place, row in zip(positions, looked_at, strict=True)}
        return {place: kind for place, kind in kinds.items() if kind}

    def _kind(self, cells: list[str | None]) -> str | None:
        present = [cell.strip() for cell in cells if cell and cell.strip()]
        total = next((place for place, cell in enumerate(cells[:3]) if cell and re.match(_TOTAL_PATTERN, cell)), None)
        if total is not None and all(is_value(cell) for cell in cells[total + 1 :] if cell and cell.strip()):
            return "total"
        if len(cells) >= 2 and cells[0] and len(present) == 1 and re.match(_COUNT_PATTERN, cells[0]):
            return "remark"
        # Whoever filled it in signs beside: "审核人：李四", a date.
        signed = all(_CAPTION.fullmatch(cell) or is_value(cell) for cell in present[1:])
        if len(cells) >= 3 and cells[0] and re.match(_ASIDE_PATTERN, cells[0]) and signed:
            return "remark"
        if cells[0] and re.match(_EXAMPLE_PATTERN, cells[0]):
            return "example"
        labels = self._layout.labels
        if sum(1 for label in labels if label) >= 2 and tuple(cell or None for cell in cells) == labels:
            return "repeated_header"
        return None

    def _rest_of_remarks(self, batch: pa.RecordBatch, kinds: Mapping[int, str]) -> dict[int, str]:
        """The last rows of a table that hold one text each, from a remark on: "2. 每月 5 日前报送"."""
        if len(self._layout.names) < 3:
            return {}
        texts = batch.select(self._layout.names)
        run: list[int] = []
        for position in reversed(range(batch.num_rows)):
            present = [cell for cell in texts.slice(position, 1).to_pylist()[0].values() if cell and cell.strip()]
            if kinds.get(position) == "remark":
                return dict.fromkeys(run, "remark")
            if len(present) != 1:
                break
            run.append(position)
        return {}


def listed(rows: Sequence[int]) -> str:
    """The first few row numbers, for a note."""
    return ", ".join(map(str, rows[:5])) + (" …" if len(rows) > 5 else "")


def destroyed_text(example: str) -> FileRefused:
    """The refusal of a file whose characters were lost before it reached us."""
    return FileRefused("ingestion.destroyed_text", example=example)


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
        if len(cells) >= needed and not _is_caption(rows[index], cells):
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


def _is_caption(row: Row, cells: frozenset[int]) -> bool:
    """Whether a row only says things about the table: who filled it in, when, in which unit."""
    texts = [row[column] or "" for column in cells]
    return any(map(_CAPTION.fullmatch, texts)) and all(_CAPTION.fullmatch(text) or is_value(text) for text in texts)


def _are_column_numbers(rows: Sequence[Row], filled: Sequence[frozenset[int]], index: int) -> bool:
    """Whether a row under the header numbers the columns, as Chinese statistical tables do: 甲, 乙, 1, 2, 3."""
    if index >= len(rows):
        return False
    texts = [(rows[index][column] or "").strip(" ()（）") for column in sorted(filled[index])]
    letters = [text for text in texts if not text.isdigit()]
    numbers = texts[len(letters) :]
    in_order = letters == list(_HEAVENLY_STEMS[: len(letters)]) and numbers == [str(n + 1) for n in range(len(numbers))]
    return bool(letters) and bool(numbers) and in_order


def _is_header(rows: Sequence[Row], filled: Sequence[frozenset[int]], index: int) -> bool:
    """A header has labels; a row whose exact dates, decimals or long numbers go on below it is data."""
    labels = [column for column in filled[index] if not is_value(rows[index][column] or "")]
    if not labels:
        return 0 not in filled[index] and _are_years([rows[index][column] or "" for column in filled[index]])
    if _counts_on(rows, index) and not any(_mostly_values(rows, filled, column, index + 1) for column in labels):
        return False
    for column in filled[index] - set(labels):
        kind = _exact_kind(rows[index][column] or "")
        below = _below(rows, filled, column, index + 1) if kind else []
        if below and sum(_exact_kind(cell) == kind for cell in below) > len(below) / 2:
            return False
    return True


def _counts_on(rows: Sequence[Row], index: int) -> bool:
    """Whether the first cell of a row and of the two below it are 1, 2, 3 or the like: these are records."""
    first = [(rows[place][0] or "").strip() if rows[place] else "" for place in range(index, min(index + 3, len(rows)))]
    if not all(cell.isdecimal() and len(cell) < 4 for cell in first):
        return False
    numbers = [int(cell) for cell in first]
    return len(numbers) >= 2 and numbers[0] > 0 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _are_years(cells: Sequence[str]) -> bool:
    """Whether the cells are distinct years: the header of a table with one column per year."""
    return len(set(cells)) == len(cells) and all(re.fullmatch(r"\s*(19|20)\d\d\s*", cell) for cell in cells)


def _exact_kind(cell: str) -> str | None:
    """The kind of a value too exact to be a label; None for anything else."""
    return next((kind for kind, pattern in _EXACT_KINDS.items() if pattern.fullmatch(cell)), None)


def _header_block(
    rows: Sequence[Row], filled: Sequence[frozenset[int]], first: int, spans: Sequence[Span]
) -> list[int]:
    """Rows of the header: the candidate and the lines below it that complete its blank or repeated labels."""
    merged = max((bottom for (top, _), (bottom, _) in spans if top == first), default=first)
    block = [first]
    while block[0] and _are_parents(filled, block[0] - 1, spans):
        block.insert(0, block[0] - 1)
    while len(block) < MAX_HEADER_ROWS:
        following = block[-1] + 1
        if following >= len(rows) or not filled[following]:
            break
        cells = filled[following]
        if any(is_value(rows[following][column] or "") for column in cells):
            break
        if (
            following > merged
            and not _stands_under_parents(filled, following, spans)
            and not _continues_header(rows, filled, block, following)
        ):
            break
        block.append(following)
    return block


def _are_parents(filled: Sequence[frozenset[int]], index: int, spans: Sequence[Span]) -> bool:
    """Whether a row above the header groups its columns: several cells, each merged over columns."""
    merged = {left for (top, left), (_, right) in spans if top == index and right > left}
    return len(filled[index]) >= 2 and filled[index] <= merged


def _stands_under_parents(filled: Sequence[frozenset[int]], index: int, spans: Sequence[Span]) -> bool:
    """Whether a row fills the columns that cells of the row above are merged over."""
    parents = [range(left, right + 1) for (_, left), (bottom, right) in spans if bottom == index - 1 and right > left]
    return bool(parents) and all(filled[index].issuperset(columns) for columns in parents)


def _continues_header(rows: Sequence[Row], filled: Sequence[frozenset[int]], block: list[int], following: int) -> bool:
    """Whether a row of labels belongs to the header above it: only a header that leaves columns open goes on."""
    cells = filled[following]
    labelled = frozenset().union(*(filled[index] for index in block))
    if all(_UNIT.fullmatch(rows[following][column] or "") for column in cells) and not labelled <= cells:
        # A line of units stands above rows that have them; the last row of a table is a row.
        return any(filled[following + 1 :])
    used_below = frozenset().union(*filled[following : following + 50])
    repeated = frozenset().union(*(_repeated_labels(rows[index], filled[index]) for index in block))
    if not (repeated or used_below - labelled):
        return False
    if len(cells) >= 3 and all(_mostly_values(rows, filled, column, following + 1) for column in cells):
        return True
    added = cells - labelled
    # A parent label stands over the blanks to its right.
    over = {column for column in labelled if column + 1 in used_below - labelled}
    if not added or not cells <= added | repeated | over:
        return False
    has_data_beside = any(_below(rows, filled, column, following + 1) for column in labelled - cells)
    return has_data_beside and (
        len(added) >= 2 or any(column - 1 in labelled for column in added) or len(over & cells) > 0
    )


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
    plain = re.sub(r"\s+", " ", label).strip(" *＊:：\ufeff\u200b")
    return _HEADER_MARK.sub("", plain) or label.strip()


def _header_notes(
    rows: Sequence[Row], filled: Sequence[frozenset[int]], header: list[int], first: int
) -> list[Message]:
    notes = []
    above = [index for index in range(first) if filled[index]]
    if above:
        title = next(cell for cell in rows[above[0]] if cell and cell.strip()).strip()[:40]
        code = "ingestion.title_rows" if header else "ingestion.title_rows_without_header"
        notes.append(message(code, row=first + 1, title=title, count=len(above)))
    if len(header) > 1:
        notes.append(message("ingestion.header_lines", lines=len(header)))
    if not header:
        notes.append(message("ingestion.no_header"))
    return notes


def _without_side_tables(
    rows: Sequence[Row], filled: Sequence[frozenset[int]]
) -> tuple[list[frozenset[int]], list[Message]]:
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
    return [cells - beside for cells in filled], [message("ingestion.side_table", labels=labels)]


def refuse_destroyed(names: Sequence[str], body: Sequence[Row]) -> None:
    """Raises `FileRefused` where the header or a third of the texts were lost or garbled before the file reached us."""
    lost = [name for name in names if _DESTROYED.fullmatch(name) or "\ufffd" in name]
    if lost and (len(lost) >= max(2, len(names) / 3) or "\ufffd" in "".join(lost)):
        raise destroyed_text(lost[0])
    texts = [cell for row in body[:SAMPLE_ROWS] for cell in row if cell and not is_value(cell)]
    lost = [cell for cell in texts if _DESTROYED.fullmatch(cell)]
    if len(lost) >= 3 and len(lost) > 0.3 * len(texts):
        raise destroyed_text(lost[0])
    for cells, share in ((names, 0.0), (texts, 0.3)):
        foreign = {cell for cell in cells if not cell.isascii()}
        meant = {cell: better for cell in foreign if (better := ungarbled(cell)) is not None}
        if sum(map(len, meant)) >= _GARBLED_CHARACTERS and len(meant) > share * len(foreign):
            example, was = next(iter(meant.items()))
            raise FileRefused("ingestion.garbled_text", example=example, meant=was)


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


def _left_out_note(kind: str, rows: list[int]) -> Message:
    return message(f"ingestion.{kind}_rows", count=len(rows), rows=listed(rows))
