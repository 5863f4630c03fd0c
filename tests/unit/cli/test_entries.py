"""A session as it is written: what it becomes, and everything that may be wrong with it, at once."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.cli.entries import Entry, Rules, read_entry
from bot.cli.session_file import Line, read_file
from bot.cli.written_time import Wrong

RIYADH = ZoneInfo("Asia/Riyadh")
RULES = Rules(
    zone=RIYADH, areas=("face", "hair", "neck"), now=datetime(2026, 11, 30, 10, 48, tzinfo=RIYADH)
)  # fmt: skip
HEADER = "programme,at,area,number,of,next_at"


def read(**written: str) -> Entry:
    found = read_entry({"programme": "prp", "at": "2026-12-01 17:00"} | written, RULES)
    assert isinstance(found, Entry), found
    return found


def wrong_with(**written: str) -> list[str]:
    found = read_entry({"programme": "prp", "at": "2026-12-01 17:00"} | written, RULES)
    assert not isinstance(found, Entry)
    return [each.sentence for each in found]


def test_a_whole_entry_is_read() -> None:
    entry = read(programme="PRP", area="Face", number="۲", of="٤", next_at="1405-10-01 17:00")
    session = entry.session
    assert (session.programme, session.area, session.number, session.total, session.booked) == (
        "prp", "face", 2, 4, True,
    )  # fmt: skip
    assert session.at == datetime(2026, 12, 1, 17, tzinfo=RIYADH)
    assert entry.next_at == datetime(2026, 12, 22, 17, tzinfo=RIYADH)


def test_programme_and_time_are_enough() -> None:
    session = read(at="2026-11-30 09:00").session
    assert (session.area, session.number, session.total, session.booked) == (None, None, None, False)


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ({"programme": ""}, "the programme is missing: choose one of mesotherapy_face, mesotherapy_hair, prp"),
        ({"programme": "mesotherapy_fase"}, "no programme 'mesotherapy_fase'; did you mean 'mesotherapy_face'?"),
        ({"programme": "x"}, "there is no programme 'x'; choose one of mesotherapy_face, mesotherapy_hair, prp"),
        ({"area": "fase"}, "there is no area 'fase'; did you mean 'face'?"),
        ({"programme": "mesotherapy_face", "area": "hair"}, "the area 'hair' does not go with mesotherapy_face"),
        ({"programme": "mesotherapy_hair", "area": "face"}, "the area 'face' does not go with mesotherapy_hair"),
        ({"number": "two"}, "number is 'two', which is no whole number"),
        ({"number": "-1"}, "number is '-1', which is no whole number"),
        ({"number": "2", "of": "4.5"}, "of is '4.5', which is no whole number"),
        ({"number": "5", "of": "4"}, "session 5 of 4 cannot be"),
        ({"of": "4"}, "it is one of 4 sessions, but which one is missing"),
        ({"number": "0"}, "number and of are from 1 to 20"),
        ({"number": "2", "of": "21"}, "number and of are from 1 to 20"),
        ({"number": "9999"}, "number and of are from 1 to 20"),
        ({"at": ""}, "the time is missing"),
        ({"at": "2026-02-30 17:00"}, "at: 2026-02-30 is not in the Gregorian calendar"),
        ({"at": "2026-10-30 17:00"}, "at: '2026-10-30 17:00' is more than 30 days ago"),
        ({"at": "2027-12-15 17:00"}, "at: '2027-12-15 17:00' is more than a year ahead"),
        # A Hijri year reads like a Jalali one, forty years ahead.
        ({"at": "1448-06-20 17:00"}, "never as Hijri"),
        ({"next_at": "2026-11-29 17:00"}, "next_at: '2026-11-29 17:00' lies in the past"),
        ({"next_at": "2026-12-01 17:00"}, "next_at: '2026-12-01 17:00' is not after the session itself"),
        ({"next_at": "2028-01-01 17:00"}, "next_at: '2028-01-01 17:00' is more than a year ahead"),
        ({"number": "4", "of": "4", "next_at": "2026-12-22 17:00"}, "session 4 of 4 is the last one"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_what_to_do(written: dict[str, str], sentence: str) -> None:
    (told,) = wrong_with(**written)
    assert sentence in told


def test_all_faults_are_told_at_once() -> None:
    told = wrong_with(programme="botox", area="elbow", number="5", of="4", at="2026-02-30 17:00", next_at="soon")
    assert len(told) == 5


# --- Lists ---


def listed(tmp_path: Path, content: str | bytes) -> list[Line] | list[str]:
    path = tmp_path / "day.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    found = read_file(path, RULES)
    lines = [each for each in found if isinstance(each, Line)]
    return lines if lines else [each.sentence for each in found if isinstance(each, Wrong)]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("sign", [",", ";"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_list_is_read_as_spreadsheets_write_it(tmp_path: Path, mark: bytes, sign: str, end: str) -> None:
    rows = [HEADER, "prp,2026-12-01 17:00,face,2,4,2026-12-22 17:00", '"mesotherapy_hair",۱۴۰۵/۰۹/۱۰ ۱۸:۳۰,,,,', ""]
    found = listed(tmp_path, mark + end.join(rows).replace(",", sign).encode())
    assert [line.number for line in found if isinstance(line, Line)] == [2, 3]
    entries = [line.entry for line in found if isinstance(line, Line)]
    assert [entry.session.programme for entry in entries] == ["prp", "mesotherapy_hair"]
    assert entries[0].next_at == datetime(2026, 12, 22, 17, tzinfo=RIYADH)
    assert entries[1].session.at == datetime(2026, 12, 1, 18, 30, tzinfo=RIYADH)


def test_columns_may_stand_in_any_order_and_be_left_out(tmp_path: Path) -> None:
    (line,) = listed(tmp_path, "At, Programme\n2026-12-01 17:00, prp\n")
    assert isinstance(line, Line)
    assert line.entry.session.programme == "prp"


def test_every_problem_of_a_list_is_told_with_its_line(tmp_path: Path) -> None:
    rows = [
        HEADER,
        "prp,2026-12-01 17:00,,,,",
        "botox,2026-12-01,,,,",
        "",
        "prp,2026-12-01 17:00,,7,3,",
        "prp,now,,,,,x",
    ]
    told = [str(each) for each in listed(tmp_path, "\n".join(rows))]
    assert [each.partition(":")[0] for each in told] == ["line 3", "line 3", "line 5", "line 6"]
    assert told[3] == "line 6: has more cells than there are columns (7, not 6)"


def test_a_cell_over_two_lines_does_not_shift_the_numbers(tmp_path: Path) -> None:
    found = listed(tmp_path, 'programme,at\n"botox\n",2026-12-01 17:00\nbotox,2026-12-01 17:00\n')
    assert [str(each).split(":")[0] for each in found] == ["line 2", "line 4"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "is empty; the first line names the columns: programme, at, area, number, of, next_at"),
        ("\n , ,\n", "is empty"),
        (HEADER, "names columns, but no session"),
        ("programme,at,numbr\nprp,now,2\n", "line 1: there is no column 'numbr'; did you mean 'number'?"),
        ("programme,at,patient\nprp,now,Sara\n", "line 1: there is no column 'patient'; the first line names"),
        ("programme,at,at\nprp,now,now\n", "line 1: the column 'at' stands there more than once"),
        ("programme,area\nprp,face\n", "line 1: the column 'at' is missing"),
        ('programme,at\nprp,"now\n', "is no CSV"),
        (b"programme,at\nprp,now\n\xc7\xe1\xdd\n", "line 3: is no UTF-8"),
        ("programme,at\nprp,now\n".encode("utf-16"), "is no UTF-8"),
        ("programme\tat\nprp\tnow\n", "there is no column"),
        (b"PK\x03\x04", "there is no column"),
    ],
)  # fmt: skip
def test_what_is_no_list_of_sessions_is_told(tmp_path: Path, content: str | bytes, words: str) -> None:
    assert words in str(listed(tmp_path, content)[0])


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    (told,) = read_file(tmp_path / "none.csv", RULES)
    assert isinstance(told, Wrong)
    assert told.sentence.endswith("none.csv: cannot be read (No such file or directory)")
