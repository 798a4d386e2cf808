"""What importing a whole list costs against reading its file alone, with peak memory, and how both grow."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import openpyxl
from python_calamine import CalamineWorkbook

from benchmarks.figure import Figure, seconds
from desktop import desk
from desktop.operations import imports, registers
from domain.unit import Unit

ROWS = (10_000, 170_000)
PASSPHRASE = "benchmark only"
_HEADINGS = ("TT", "Họ và tên, năm sinh, chức vụ, đơn vị công tác, điện thoại liên hệ", "Tên sáng kiến",
             "Thời gian áp dụng", "Tóm tắt nội dung sáng kiến", "Hiệu quả sáng kiến, giá trị làm lợi, phạm vi ứng dụng",
             "Các danh hiệu thi đua, hình thức khen thưởng cá nhân trong 03 năm")  # fmt: skip
_FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ")
_GIVEN = ("Văn An", "Thị Bình", "Đức Cường", "Thu Hà", "Minh Khôi", "Ngọc Lan", "Quang Minh", "Thanh Tâm")
_THINGS = ("đồ gá may túi", "kệ để khuôn", "đèn báo chuyền", "xe đẩy vải", "bàn hút hơi", "giá treo dây điện")


def figures() -> Iterator[Figure]:
    """The ratio of peak memory is that of the biggest list over the smallest."""
    memory: dict[int, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for rows in ROWS:
            path = workbook(Path(folder) / f"{rows}.xlsx", rows)
            alone, whole, memory[rows] = _measured(Path(folder) / f"register-{rows}", path)
            name = f"import {rows} rows of .xlsx"
            yield Figure(name, round(whole, 2), "s", round(whole / alone, 2), "calamine's parse of the file", 1)
            yield Figure(f"{name}, peak memory", round(memory[rows]), "MB", None, "", 1)
    growth, times = memory[ROWS[-1]] / memory[ROWS[0]], f"{ROWS[-1] // ROWS[0]} × as many rows"
    yield Figure("import, growth of peak memory", round(growth, 2), "", round(growth, 2), times, 1)


def workbook(path: Path, rows: int) -> Path:
    """A list in the official form; every person and every title is different."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Danh sách")
    sheet.append(_HEADINGS)
    for n in range(rows):
        name = f"{_FAMILIES[n % 10]} {_GIVEN[n % 8]}"
        person = f"{name}, {1965 + n % 35}, Công nhân, Xưởng {n % 40 + 1}, 09{n % 10**8:08d}"
        title = f"Cải tiến {_THINGS[n % 6]} ở chuyền {n % 90 + 1}, lần {n}"
        told = f"Trước đây phải làm tay công đoạn {n}, mất nhiều thời gian và dễ sai. Nay lắp {_THINGS[n % 6]}."
        gain = f"Giảm {n % 50} giây mỗi sản phẩm, làm lợi {n % 90 + 10} triệu đồng"
        sheet.append((n + 1, person, title, "01/3/2022", told, gain, "Lao động tiên tiến"))
    book.save(path)
    return path


def _measured(home: Path, path: Path) -> tuple[float, float, float]:
    """Seconds of reading the file alone and of the whole import, and the most memory it took, in MB."""
    registers.create(home, Unit("B1", "Benchmark"), "Benchmark", PASSPHRASE)
    opened = desk.open_desk(home, PASSPHRASE)
    try:
        alone = min(seconds(lambda: _parsed(path)) for _ in range(2))
        with _Peak() as peak:
            whole = seconds(lambda: imports.take_in(opened, imports.read(opened, path)))
        return alone, whole, peak.mb
    finally:
        opened.close()


def _parsed(path: Path) -> int:
    with CalamineWorkbook.from_path(path) as book:
        return sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)


class _Peak:
    """The most memory this process and the one that reads hold together while the block runs; 0 where nobody tells."""

    def __init__(self) -> None:
        self.mb = 0.0
        self._over = threading.Event()
        self._watch = threading.Thread(target=self._look)

    def __enter__(self) -> _Peak:
        self._watch.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self._watch.join()

    def _look(self) -> None:
        while not self._over.wait(0.05):
            self.mb = max(self.mb, sum(map(_resident, _family())) / (1 << 20))


def _family() -> list[str]:
    children = Path(f"/proc/self/task/{threading.main_thread().native_id}/children")
    return ["self", *(children.read_text(encoding="ascii").split() if children.exists() else ())]


def _resident(process: str) -> int:
    try:
        return int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]) * 4096
    except (OSError, ValueError):
        return 0
