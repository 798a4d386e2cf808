"""docs/PAPERS.md with a picture of every paper: `python -m tests.paper_pictures` writes it and docs/papers/*.png anew.

The papers are those of the golden samples, so that a picture shows what the tests compare.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before Qt is imported

import pytest
from PySide6.QtGui import QImage

from desktop.operations import initiatives, paper_files, paper_parts, reports
from domain.labels import PAPER_GROUPS
from tests.desktop.operations import decided, unions

DOCS = Path(__file__).resolve().parents[1] / "docs"
PICTURES = DOCS / "papers"
DOTS_PER_POINT = 0.72

HEAD = """# Văn bản phần mềm lập được

Mỗi văn bản dưới đây lập từ cửa sổ (trang «Hồ sơ & văn bản») và bằng lệnh `report TÊN --to TỆP`; `report list` kê
cùng danh sách này. Hình là trang đầu của bản mẫu mà phép thử so từng chữ (`tests/data/papers`).

Lời của văn bản là dữ liệu (`resources/papers/TÊN.toml`): đơn vị sửa lời, hình, cách ghi số của mình ở nút «Sửa mẫu…»
hoặc bằng `report template edit TÊN --from TỆP`, so với mẫu đi kèm và lấy lại lúc nào cũng được.

Trang này và các hình do `python -m tests.paper_pictures` viết ra.
"""


def page() -> str:
    """The text of docs/PAPERS.md."""
    lines, group = [HEAD], ""
    for report in reports.reports():
        if report.group != group:
            group = report.group
            lines.append(f"## {PAPER_GROUPS[group]}\n")
        needs = ", ".join(f"`{name}`" for name in paper_parts.shipped(report.id)["needs"])
        kinds = ", ".join(f".{one}" for one in report.formats)
        lines.append(f"### {report.title}\n\n{report.purpose}.\n")
        lines.append(f"`{report.id}` · {kinds} · chỗ điền bắt buộc: {needs}\n")
        lines.append(f"![{report.title}](papers/{report.id}.png)\n")
    return "\n".join(lines)


def draw(to: Path) -> None:
    """A picture of the first page of each paper, grey on white: that is small."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as monkeypatch:
        unit = unions.new(Path(folder) / "unit")
        rows = decided.fill(unit, monkeypatch)
        number = initiatives.get(unit, rows[0]).initiative.number
        for report in reports.reports():
            file = Path(folder) / f"{report.id}.pdf"
            only = number if report.id == "score_sheet" else ""
            reports.write(unit, report.id, file, decided.WORDS, step=unions.quiet, only=only)
            seen = paper_files.page(file, 0, DOTS_PER_POINT)
            drawn = QImage(seen.dots, seen.width, seen.height, seen.stride, QImage.Format.Format_BGR888)
            grey = drawn.convertToFormat(QImage.Format.Format_Grayscale8)
            if not grey.save(str(to / f"{report.id}.png")):
                raise OSError(report.id)
        unit.close()


def main() -> int:
    PICTURES.mkdir(exist_ok=True)
    draw(PICTURES)
    (DOCS / "PAPERS.md").write_text(page(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
