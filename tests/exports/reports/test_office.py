"""Files to edit as an office program of others opens them: LibreOffice, where it is installed."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from domain.dossier import Signature
from domain.paper.content import Closing, Code, Content, Letterhead, Lines, Table, Text, Title
from exports.reports import registry
from tests.exports.pdf_reading import pages, squeezed

SOFFICE = shutil.which("soffice")
ROWS = 300
FORMULA = '=HYPERLINK("http://example.invalid","x")'
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed on this machine")


def quiet(_done: int, _total: int) -> None:
    pass


def row(no: int) -> tuple[str, ...]:
    """Marks of plain letters: where the program has to borrow Vietnamese ones from another font, its pages tell them in
    another order."""
    words = FORMULA if no % 50 == 0 else f"DAU{no} {'chữ ' * 60}CUOI{no}"
    return (str(no), f"Nguyễn Thị Ưởng {no}", f"09{no:08d}", words)


def paper() -> Content:
    signed = Closing((Signature("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH", "Do An"),))
    table = Table(("TT", "Họ tên", "Điện thoại", "Tóm tắt"), (10, 50, 30, 160), [row(n) for n in range(1, ROWS + 1)])
    return Content("Tổng hợp", (Title("TỔNG HỢP"), Text("(Kèm theo)"), table, signed), landscape=True, sheet=True)


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The text of every file as the office program prints it, converted in one go: it takes long to start."""
    folder = tmp_path_factory.mktemp("office")
    for ending in ("xlsx", "docx"):
        registry.write("summary_table", [paper()], folder / f"list-{ending}.{ending}", step=quiet)
    head = Letterhead("LĐLĐ TỈNH", "CĐCS MAY", "Số: 1/QĐ", "Sa Giang, ngày 05 tháng 4 năm 2021")
    form = Content("Mẫu", (head, Title("PHIẾU"), Code("SSK1 x", "Quét mã"), Lines(4), Text("Cuối phiếu.")))
    registry.write("blank_form", [form], folder / "form-docx.docx", step=quiet)
    subprocess.run(
        [str(SOFFICE), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf",
         "--outdir", str(folder), *map(str, sorted(folder.glob("*-*.*x")))],
        check=True, capture_output=True, timeout=600,
    )  # fmt: skip
    return {file.stem: squeezed("".join(pages(file))) for file in folder.glob("*.pdf")}


@pytest.mark.parametrize("kind", ["list-xlsx", "list-docx"])
def test_no_row_is_lost_and_phones_keep_their_zero(converted: dict[str, str], kind: str) -> None:
    read = converted[kind]
    for no in range(1, ROWS + 1):
        assert squeezed(row(no)[2]) in read
        assert (squeezed(FORMULA) in read) if no % 50 == 0 else (f"DAU{no}" in read and f"CUOI{no}" in read)
    assert "TM.BAN" in read and "DoAn" in read


@pytest.mark.parametrize("kind", ["list-xlsx", "list-docx"])
def test_nothing_becomes_a_formula(converted: dict[str, str], kind: str) -> None:
    assert converted[kind].count(squeezed(FORMULA)) == ROWS // 50
    assert "Err:" not in converted[kind] and "#NAME?" not in converted[kind]


def test_a_paper_of_blocks_is_whole(converted: dict[str, str]) -> None:
    read = converted["form-docx"]
    assert all(
        squeezed(words) in read for words in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "PHIẾU", "Quét mã", "Cuối phiếu.")
    )
