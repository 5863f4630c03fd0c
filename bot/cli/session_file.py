"""A day's list of sessions as a CSV file: every problem of it with its line, before anything is stored."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.cli.entries import COLUMNS, Entry, Rules, read_entry
from bot.cli.written_time import Wrong
from bot.words.suggest import did_you_mean

_NEEDED = COLUMNS[:2]
_FIRST_LINE = f"the first line names the columns: {', '.join(COLUMNS)} (the first two at least)"


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """What stands in one line of the list, as it was written and as it is meant."""

    number: int
    written: dict[str, str]
    entry: Entry


@dataclass(frozen=True, kw_only=True, slots=True)
class _Row:
    number: int
    cells: list[str]


def read_file(path: Path, rules: Rules) -> list[Line] | list[Wrong]:
    """Return the sessions of a list, or everything that is wrong with it, each with its line."""
    text = _text_of(path)
    if isinstance(text, Wrong):
        return [text]
    try:
        rows = [row for row in _rows(text) if any(cell.strip() for cell in row.cells)]
    except csv.Error as error:
        return [Wrong(sentence=f"{path}: is no CSV ({error}): save it from your spreadsheet as CSV UTF-8")]
    if not rows:
        return [Wrong(sentence=f"{path}: is empty; {_FIRST_LINE}")]
    header, *others = rows
    names = [cell.strip().lower() for cell in header.cells]
    wrong = [_at_line(header.number, each) for each in _header_faults(names)]
    if not (wrong or others):
        wrong = [Wrong(sentence=f"{path}: names columns, but no session")]
    lines: list[Line] = []
    for row in others if not wrong else ():
        found = _read_row(row, names, rules)
        if isinstance(found, Line):
            lines.append(found)
        else:
            wrong += [_at_line(row.number, each) for each in found]
    return wrong or lines


def _text_of(path: Path) -> str | Wrong:
    try:
        content = path.read_bytes()
    except OSError as error:
        return Wrong(sentence=f"{path}: cannot be read ({error.strerror})")
    try:
        # With and without the mark that spreadsheets put before UTF-8.
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return Wrong(sentence=f"line {line}: is no UTF-8: save the list from your spreadsheet as CSV UTF-8")


def _rows(text: str) -> Iterator[_Row]:
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    began = 1
    for cells in reader:
        yield _Row(number=began, cells=cells)
        began = reader.line_num + 1


def _header_faults(names: list[str]) -> Iterator[Wrong]:
    for name in dict.fromkeys(names):
        if name not in COLUMNS:
            near = did_you_mean(name, COLUMNS) or f"; {_FIRST_LINE}"
            yield Wrong(sentence=f"there is no column '{name}'{near}")
        elif names.count(name) > 1:
            yield Wrong(sentence=f"the column '{name}' stands there more than once")
    for name in _NEEDED:
        if name not in names:
            yield Wrong(sentence=f"the column '{name}' is missing; {_FIRST_LINE}")


def _read_row(row: _Row, names: list[str], rules: Rules) -> Line | tuple[Wrong, ...]:
    if any(cell.strip() for cell in row.cells[len(names) :]):
        return (Wrong(sentence=f"has more cells than there are columns ({len(row.cells)}, not {len(names)})"),)
    written = {name: cell.strip() for name, cell in zip(names, row.cells, strict=False)}
    entry = read_entry(written, rules)
    return Line(number=row.number, written=written, entry=entry) if isinstance(entry, Entry) else entry


def _at_line(number: int, wrong: Wrong) -> Wrong:
    return Wrong(sentence=f"line {number}: {wrong.sentence}")
