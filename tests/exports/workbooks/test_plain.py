from __future__ import annotations

import csv
import io
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import RuleError, TroubleError
from exports.workbooks.kinds import is_text
from exports.workbooks.plain import _separator
from exports.workbooks.read import read

TEXT = 'STT;Tên sáng kiến;Tác giả\n1;"Gá kẹp; đèn báo";"Nguyễn Văn A\nTrần Thị B"\n'
ROWS = [["STT", "Tên sáng kiến", "Tác giả"], ["1", "Gá kẹp; đèn báo", "Nguyễn Văn A\nTrần Thị B"]]


@pytest.mark.parametrize(
    ("encoding", "named"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("utf-16", "utf-16"), ("utf-16-be", "utf-16")],
)
def test_encodings(tmp_path: Path, encoding: str, named: str) -> None:
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    (tmp_path / "ds.csv").write_text(mark + TEXT, encoding=encoding)
    book = read(tmp_path / "ds.csv")
    assert (book.sheets[0].name, book.sheets[0].rows, book.encoding) == ("ds", ROWS, named)


def test_windows_vietnamese_code_page(tmp_path: Path) -> None:
    """It writes tones as letters of their own: the text is right once it is composed."""
    typed = "ê\tNguyê\u0303n, Ca\u0309i tiê\u0301n, đèn\n1\tA\n"
    (tmp_path / "ds.tsv").write_bytes(typed.encode("cp1258"))
    book = read(tmp_path / "ds.tsv")
    assert book.encoding == "cp1258"
    assert [unicodedata.normalize("NFC", str(cell)) for cell in book.sheets[0].rows[0]] == [
        "ê",
        "Nguyễn, Cải tiến, đèn",
    ]


def test_commas_in_sentences_separate_nothing(tmp_path: Path) -> None:
    (tmp_path / "ds.csv").write_text("STT;Tên\n1;Gá, kẹp, đèn, còi, chuông\n2;Đèn\n", encoding="utf-8")
    assert read(tmp_path / "ds.csv").sheets[0].rows[1] == ["1", "Gá, kẹp, đèn, còi, chuông"]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found_and_may_be_named(tmp_path: Path, separator: str) -> None:
    (tmp_path / "ds.txt").write_text(TEXT.replace(";", separator), encoding="utf-8")
    assert [len(row) for row in read(tmp_path / "ds.txt").sheets[0].rows] == [3, 3]
    (tmp_path / "ds.txt").write_text(f"sep={separator}\na{separator}b\n", encoding="utf-8")
    assert read(tmp_path / "ds.txt").sheets[0].rows == [["a", "b"]]


cells = st.text(st.sampled_from("ăđ 1,;|\"'"), min_size=1, max_size=6).filter(lambda cell: cell.strip())


@given(st.lists(st.lists(cells, min_size=3, max_size=3), min_size=1, max_size=5), st.sampled_from(",;\t|"))
def test_signs_in_cells_do_not_hide_the_separator(rows: list[list[str]], separator: str) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=separator, quoting=csv.QUOTE_ALL).writerows([ROWS[0], *rows])
    assert _separator(out.getvalue()) == (separator, 0)


def test_a_text_file_has_one_sheet_named_after_it(tmp_path: Path) -> None:
    (tmp_path / "ds.csv").write_text(TEXT, encoding="utf-8")
    assert read(tmp_path / "ds.csv", sheet="ds").sheets[0].rows == ROWS
    with pytest.raises(RuleError) as caught:
        read(tmp_path / "ds.csv", sheet="Sheet1")
    assert caught.value.facts == {"sheet": "Sheet1", "names": "ds", "file": "ds.csv"}


@pytest.mark.parametrize("data", [b"a,b\0c\n", b"t\xc3\xaa,\xd2\xff\x9d\n", b'"' + b"x" * 200_000 + b'"\n'])
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.csv").write_bytes(data)
    with pytest.raises(TroubleError) as caught:
        read(tmp_path / "a.csv")
    assert caught.value.code == "workbook_unreadable"


def test_only_names_of_text_files_are_taken_as_text() -> None:
    assert is_text(Path("a.CSV"), b"a,b")
    assert not is_text(Path("a.xls"), b"a\tb")
    assert not is_text(Path("a.csv"), b"PK\x03\x04")
    assert not is_text(Path("a.csv"), b"a\0")
