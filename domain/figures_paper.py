"""Tables of figures as they are printed: plain content without any layout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from domain import dates, emulation, money
from domain.dossier import Letter, Signature
from domain.emulation import Sheet
from domain.statistics import ALL, Line, Table

AUTHORITY = "TM. BAN THƯỜNG VỤ"


@dataclass(frozen=True)
class FiguresPaper:
    """`rows` have one value a heading, the first a whole number or ""; `shares` is how wide the columns are among
    each other."""

    title: str
    sub_title: str
    headings: tuple[str, ...]
    shares: tuple[float, ...]
    rows: tuple[tuple[int | str, ...], ...]
    signature: Signature


def statistics_paper(table: Table, programme: str, by: str, letter: Letter, none: str = "Chưa ghi") -> FiguresPaper:
    """`programme` and `by` are words, the latter what the rows are told apart by; `none` names those without a key."""
    ranks = any(line.rank for line in table.lines)
    lines = [*table.lines, Line(ALL, "TỔNG SỐ", table.totals, table.benefits)]
    return FiguresPaper(
        "THỐNG KÊ SÁNG KIẾN" + (f" THEO {by.upper()}" if by else ""),
        f"{programme} – {letter.unit_name}\n(Tính đến hết ngày {dates.shown(table.as_of)}. Một người có sáng kiến ở "
        "nhiều dòng được đếm ở từng dòng; giá trị đã xác minh và tự khai không cộng chung)",
        ("Hạng" if ranks else "TT", by.capitalize() or "Chung", "Số người", "Số sáng kiến", "Số lượt",
         "Làm lợi đã xác minh (đồng)", "Làm lợi tự khai (đồng)", "Không tính được bằng tiền (sáng kiến)"),
        (10, 70, 22, 24, 22, 38, 38, 26),
        tuple(_row(line, no if line.key != ALL else "", none, ranks=ranks) for no, line in enumerate(lines, start=1)),
        Signature(AUTHORITY, letter.signer_position, letter.signer_name),
    )  # fmt: skip


def emulation_paper(sheet: Sheet, programme: str, letter: Letter) -> FiguresPaper:
    """Every unit with its results and where each figure comes from; no points."""
    phases = ", ".join(phase.title.lower() for phase in sheet.phases) or "không có giai đoạn nào kết thúc trong năm"
    day = dates.shown(sheet.as_of)
    sources = "; ".join(emulation.source_of(what, sheet.year) for what in emulation.OPENED)
    return FiguresPaper(
        f"KẾT QUẢ CHƯƠNG TRÌNH ĐỂ CHẤM ĐIỂM THI ĐUA NĂM {sheet.year}",
        f"{programme} – {letter.unit_name}\n(Tính đến hết ngày {day}; chỉ tiêu: {phases}. {sources})",
        ("TT", "Đơn vị", "Chỉ tiêu", "Chỉ tiêu và kết quả, văn bản giao", "Công nhận", "Đề cử", "Khen thưởng",
         "Làm lợi đã xác minh (đồng)", "Hồ sơ", "Ngày nộp, hạn, văn bản đặt hạn"),
        (9, 36, 16, 62, 15, 12, 14, 30, 16, 40),
        tuple(
            (no, row.unit_name, emulation.reached_word(row.reached),
             "\n".join(map(emulation.standing_words, row.standings)) or "Không có chỉ tiêu của năm",
             *(money.plain(row.results.figure(what)) for what in emulation.OPENED[:3]),
             money.plain(row.results.verified.vnd), emulation.in_time_word(row.in_time),
             "\n".join(map(emulation.handing_words, row.handings)))
            for no, row in enumerate(sheet.rows, start=1)
        ),
        Signature(AUTHORITY, letter.signer_position, letter.signer_name),
    )  # fmt: skip


def benefit_words(line: Line) -> Mapping[str, str]:
    """The three states as they stand in cells: đồng where there are any, else how many records say so."""
    told = {}
    for name in ("verified", "claimed"):
        amount = getattr(line.benefits, name)
        told[name] = money.plain(amount.vnd)
    return told | {"not_computable": money.plain(line.benefits.not_computable.records)}


def _row(line: Line, no: int | str, none: str, *, ranks: bool) -> tuple[int | str, ...]:
    title = line.title or none
    counts = (line.counts.persons, line.counts.initiatives, line.counts.entries)
    first: int | str = line.rank if ranks and line.rank else no if not ranks else ""
    named = f"{title}\n({line.group})" if line.group else title
    return (first, named, *map(money.plain, counts), *benefit_words(line).values())
