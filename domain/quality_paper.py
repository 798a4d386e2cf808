"""«Chất lượng» as it is printed: shares by unit, pairs of records of two units, a sample for spot checks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from domain import dates, money
from domain.dossier import Letter, Signature
from domain.figures_paper import AUTHORITY, FiguresPaper
from domain.initiative import BenefitState, State
from domain.labels import BENEFIT_STATES, DUPLICATE_VERDICTS, STATES
from domain.quality import QualityLine, Sample

# What a sample was drawn from, as its screen and its command call it.
DRAWN_FROM: Mapping[str, str] = {
    "all": "sáng kiến",
    "evidence": "sáng kiến có minh chứng",
    "verified": "sáng kiến có lợi ích đã xác minh",
    "recognised": "sáng kiến đã công nhận",
    "claimed": "sáng kiến có lợi ích tự khai",
    "bare": "sáng kiến chưa có minh chứng",
}
# Instead of the passages of a pair of which one is a technology secret.
WITHHELD = "(có bí mật công nghệ: chỉ xem trong sổ)"
_SHARES = ("evidence", "verified", "recognised")


def shares_paper(lines: Sequence[QualityLine], programme: str, on: date, letter: Letter) -> FiguresPaper:
    """The units in the order given and all of them together last; each share with the number behind it."""
    units, whole = [one for one in lines if one.code], [one for one in lines if not one.code]
    rows = [_share_row(no, one, one.name) for no, one in enumerate(units, 1)]
    rows += [_share_row("", one, "TỔNG SỐ") for one in whole]
    return FiguresPaper(
        "CHẤT LƯỢNG SÁNG KIẾN THEO ĐƠN VỊ",
        f"{programme} – {letter.unit_name}\n(Tính đến ngày {dates.shown(on)}, theo đơn vị như hiện nay; không tính bản "
        "nháp và đơn đã rút; cặp giống nhau theo lần so gần nhất, trừ cặp đã kết luận là khác nhau)",
        ("TT", "Đơn vị", "Mã", "Số sáng kiến", "Có minh chứng", "Lợi ích đã xác minh", "Đã công nhận",
         "Cặp giống đơn vị khác"),
        (10, 74, 24, 24, 32, 32, 32, 26),
        tuple(rows),
        _signed(letter),
    )  # fmt: skip


def pairs_paper(
    pairs: Sequence[Mapping[str, Any]], unit: str, programme: str, on: date, letter: Letter
) -> FiguresPaper:
    """Each pair with the passages that stand in both (`passages`, from `a`), never a bare percentage. `unit` names the
    one asked about, "" for all."""
    rows = tuple(
        (no, _record(one, "a"), _record(one, "b"),
         "\n".join(one["passages"]) or "Tên gần như nhau",
         DUPLICATE_VERDICTS[one["verdict"]])
        for no, one in enumerate(pairs, 1)
    )  # fmt: skip
    return FiguresPaper(
        "SÁNG KIẾN GIỐNG NHAU GIỮA CÁC ĐƠN VỊ" + (f": {unit.upper()}" if unit else ""),
        f"{programme} – {letter.unit_name}\n(Ngày {dates.shown(on)}, theo lần so gần nhất, giống nhiều nhất trước; "
        "đoạn giống nhau chép nguyên văn; giống nhau chưa phải là chép, người có thẩm quyền kết luận)",
        ("TT", "Sáng kiến", "Giống với", "Đoạn giống nhau", "Kết luận"),
        (10, 62, 62, 88, 28),
        rows,
        _signed(letter),
    )


def sample_paper(drawn: Sample, unit: str, programme: str, on: date, letter: Letter) -> FiguresPaper:
    """What was drawn, in the order drawn, with all it takes to draw it again and room for what is found."""
    source = DRAWN_FROM[drawn.what] + (f" của {unit}" if unit else "")
    rows = tuple(
        (no, f"{row['number']}\n{row['title']}", row["author"], row["unit_name"] or row["unit_code"],
         STATES[State(row["state"])], _benefit(row), "")
        for no, row in enumerate(drawn.rows, 1)
    )  # fmt: skip
    return FiguresPaper(
        "MẪU SÁNG KIẾN KIỂM TRA",
        f"{programme} – {letter.unit_name}\n(Ngày {dates.shown(on)}: rút {len(drawn.rows)} trong {drawn.of} {source}, "
        f"hạt giống {drawn.seed}. {drawn.method})",
        ("TT", "Sáng kiến", "Tác giả", "Đơn vị", "Trạng thái", "Giá trị làm lợi", "Kết quả kiểm tra"),
        (9, 72, 36, 44, 26, 33, 30),
        rows,
        _signed(letter),
    )


def _share_row(no: int | str, line: QualityLine, name: str) -> tuple[int | str, ...]:
    shares = (f"{money.plain(getattr(line, what))} ({str(line.share_pct(what)).replace('.', ',')} %)"
              for what in _SHARES)  # fmt: skip
    return (no, name, line.code, money.plain(line.total), *shares, money.plain(line.twins))


def _record(pair: Mapping[str, Any], side: str) -> str:
    return f"{pair[f'{side}_title']}\n({pair[f'{side}_number']}, {pair[f'{side}_unit']})"


def _benefit(row: Mapping[str, Any]) -> str:
    word = BENEFIT_STATES[BenefitState(row["benefit_state"])]
    return f"{word}: {money.plain(row['benefit_vnd'])} đồng" if row["benefit_vnd"] else word


def _signed(letter: Letter) -> Signature:
    return Signature(AUTHORITY, letter.signer_position, letter.signer_name)
