"""What importing a whole list costs against reading its file alone, with peak memory, and how both grow."""

from __future__ import annotations

import multiprocessing
import os
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import openpyxl
from python_calamine import CalamineWorkbook

from benchmarks import big_register
from benchmarks.figure import Figure, seconds
from desktop import desk
from desktop.desk import Desk
from desktop.operations import import_plans, imports, registers
from domain.unit import Unit
from exports.workbooks import read as workbooks
from exports.workbooks.workbook import LIMITS, Workbook

A_FILE = 170_000  # rows of one file; of a nation there are several, for one may not take more memory than a PC has
PASSPHRASE = "benchmark only"
_HEADINGS = ("TT", "Họ và tên, năm sinh, chức vụ, đơn vị công tác, điện thoại liên hệ", "Tên sáng kiến",
             "Thời gian áp dụng", "Tóm tắt nội dung sáng kiến", "Hiệu quả sáng kiến, giá trị làm lợi, phạm vi ứng dụng",
             "Các danh hiệu thi đua, hình thức khen thưởng cá nhân trong 03 năm")  # fmt: skip
_FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ")
_GIVEN = ("Văn An", "Thị Bình", "Đức Cường", "Thu Hà", "Minh Khôi", "Ngọc Lan", "Quang Minh", "Thanh Tâm")
_THINGS = ("đồ gá may túi", "kệ để khuôn", "đèn báo chuyền", "xe đẩy vải", "bàn hút hơi", "giá treo dây điện")
# What is measured is processor time: on a busy machine the reader may wait for its turn as long as it must.
_PATIENT = replace(LIMITS, seconds=3_600)
_SPENT = "s of processor time"


@dataclass
class Cost:
    """What files took together: processor seconds by step, seconds by the clock, and the most memory held, in MB."""

    parse: float = 0.0
    read: float = 0.0
    plan: float = 0.0
    write: float = 0.0
    again: float = 0.0
    clock: float = 0.0
    peak_mb: float = 0.0

    @property
    def whole(self) -> float:
        return self.read + self.plan + self.write


def figures() -> Iterator[Figure]:
    costs: dict[int, Cost] = {}
    for rows in big_register.SIZES:
        with tempfile.TemporaryDirectory() as folder:
            costs[rows] = _elsewhere(Path(folder), rows)
        yield from _told(rows, costs[rows])
        if rows != big_register.SIZES[0]:
            yield from _growth(rows, costs[rows], big_register.SIZES[0], costs[big_register.SIZES[0]])


def _told(rows: int, cost: Cost) -> Iterator[Figure]:
    name, against = f"import {rows} rows of .xlsx", "calamine's parse of the file"
    yield Figure(name, round(cost.whole, 2), _SPENT, round(cost.whole / cost.parse, 2), against, 1)
    steps = {"reading the file": cost.read, "preview": cost.plan, "writing": cost.write}
    for step, spent in steps.items():
        yield Figure(f"{name}, {step}", round(spent, 2), _SPENT, round(spent / cost.parse, 2), against, 1)
    again = round(cost.again / cost.parse, 2)
    yield Figure(f"{name} once more, nothing new", round(cost.again, 2), _SPENT, again, against, 1)
    yield Figure(f"{name}, by the clock", round(cost.clock, 1), "s", None, "", 1)
    yield Figure(f"{name}, peak memory", round(cost.peak_mb), "MB", None, "", 1)


def _growth(rows: int, cost: Cost, few: int, small: Cost) -> Iterator[Figure]:
    times = f"{rows // few} × as many rows"
    a_row = cost.whole / rows / (small.whole / few)
    yield Figure(f"import of {rows}, a row", round(cost.whole / rows, 6), _SPENT, round(a_row, 2), f"a row of {few}", 1)
    grown = round(cost.peak_mb / small.peak_mb, 2)
    yield Figure(f"import of {rows}, growth of peak memory", grown, "", grown, times, 1)


def _elsewhere(folder: Path, rows: int) -> Cost:
    """Each size in a process of its own: what an earlier one took is not counted."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        paths = [workbook(folder / f"{at}.xlsx", min(A_FILE, rows - at), at) for at in range(0, rows, A_FILE)]
        return pool.submit(measured, folder / "register", paths).result()


def workbook(path: Path, rows: int, first: int = 0) -> Path:
    """A list in the official form; every person and every title is different."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Danh sách")
    sheet.append(_HEADINGS)
    for n in range(first, first + rows):
        name = f"{_FAMILIES[n % 10]} {_GIVEN[n % 8]}"
        person = f"{name}, {1965 + n % 35}, Công nhân, Xưởng {n % 40 + 1}, 09{n % 10**8:08d}"
        title = f"Cải tiến {_THINGS[n % 6]} ở chuyền {n % 90 + 1}, lần {n}"
        told = f"Trước đây phải làm tay công đoạn {n}, mất nhiều thời gian và dễ sai. Nay lắp {_THINGS[n % 6]}."
        gain = f"Giảm {n % 50} giây mỗi sản phẩm, làm lợi {n % 90 + 10} triệu đồng"
        sheet.append((n + 1, person, title, "01/3/2022", told, gain, "Lao động tiên tiến"))
    book.save(path)
    return path


def measured(home: Path, paths: list[Path]) -> Cost:
    """One file after another into one new register."""
    registers.create(home, Unit("B1", "Benchmark"), "Benchmark", PASSPHRASE)
    opened = desk.open_desk(home, PASSPHRASE)
    cost, again = Cost(), Cost()
    try:
        for path in paths:
            _one_file(opened, path, cost)
        _one_file(opened, paths[-1], again)
        cost.again = again.whole * len(paths)
        # Last, for what it takes is not part of the import.
        cost.parse = sum(min(spent(lambda path=path: _parsed(path)) for _ in range(2)) for path in paths)  # type: ignore[misc]
    finally:
        opened.close()
    return cost


def _one_file(opened: Desk, path: Path, cost: Cost) -> None:
    books: list[Workbook] = []
    plans: list[imports.Plan] = []
    with _Peak() as peak:
        cost.clock += seconds(lambda: _steps(opened, path, cost, books, plans))
    cost.peak_mb = max(cost.peak_mb, peak.mb)


def _steps(opened: Desk, path: Path, cost: Cost, books: list[Workbook], plans: list[imports.Plan]) -> None:
    cost.read += spent(lambda: books.append(workbooks.read(path, limits=_PATIENT)))
    cost.plan += spent(lambda: plans.append(import_plans.plan(opened, path, books[0])))
    cost.write += spent(lambda: imports.take_in(opened, plans[0]))


def spent(work: Callable[[], object]) -> float:
    """Processor seconds of this process and of the one that reads, where the system tells those of others."""
    begun = os.times()
    work()
    return sum(os.times()[:4]) - sum(begun[:4])


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
