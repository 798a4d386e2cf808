"""The pay list of support money («Bảng hỗ trợ kinh phí») as plain content, without any layout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain import dates, labels, money
from domain.dossier import Letter, Signature
from domain.initiative import Initiative
from domain.programme import Programme
from domain.support import Entitlement, gates_asked, totals


@dataclass(frozen=True)
class SupportList:
    """`rows` have one value a heading; the first is a whole number, or "" in the two rows of the sum. `gates` is how
    many of the headings are gates."""

    title: str
    sub_title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[int | str, ...], ...]
    gates: int
    signature: Signature


def support_list(
    lines: Sequence[tuple[Initiative, Entitlement]], programme: Programme, letter: Letter | None
) -> SupportList:
    """Every initiative with the gates it passes and misses, what it gets, and room to sign for it (S3)."""
    known = letter or Letter()
    gates = gates_asked(programme.support, [one for _, one in lines])
    rows = [_row(no, initiative, one, gates) for no, (initiative, one) in enumerate(lines, start=1)]
    return SupportList(
        title="BẢNG HỖ TRỢ KINH PHÍ SÁNG KIẾN",
        sub_title=_sub_title(programme, known),
        headings=_headings(gates),
        rows=(*rows, *_sum_rows([one for _, one in lines], len(gates))),
        gates=len(gates),
        signature=Signature("TM. BAN THƯỜNG VỤ", known.signer_position, known.signer_name),
    )


def _headings(gates: Sequence[str]) -> tuple[str, ...]:
    return (
        "TT",
        "Tên sáng kiến",
        "Người nhận (tác giả được tính), đơn vị công tác",
        *(labels.SUPPORT_GATES[gate] for gate in gates),
        "Cấp trên hỗ trợ (đồng)",
        "Đơn vị chi thêm (đồng)",
        "Cộng (đồng)",
        "Ký nhận",
    )


def _row(no: int, initiative: Initiative, one: Entitlement, gates: Sequence[str]) -> tuple[int | str, ...]:
    title = f"{initiative.title}\n({initiative.number})" if initiative.number else initiative.title
    amounts = tuple(money.plain(vnd) for vnd in (one.upper_vnd, one.own_vnd, one.total_vnd))
    return (no, title, _payee(one), *(_gate(initiative, one, gate) for gate in gates), *amounts, "")


def _payee(one: Entitlement) -> str:
    if one.payee is None:
        return "Chưa xác định tác giả được tính"
    lines = [", ".join(part for part in (one.payee.full_name, one.payee.workplace) if part)]
    if one.total_vnd:
        lines += [f"- {part.full_name} {_pct(part.share_pct)} %: {money.plain(part.vnd)}" for part in one.parts]
    return "\n".join(lines)


def _gate(initiative: Initiative, one: Entitlement, gate: str) -> str:
    passed = dict(one.gates).get(gate)
    if not passed:
        return "Không yêu cầu" if passed is None else "Chưa"
    days = {"portal_entered": initiative.portal_entered_on, "portal_approved": initiative.portal_approved_on}
    day = days.get(gate)
    return f"Đạt\n{dates.shown(day)}" if day else "Đạt"


def _sum_rows(found: Sequence[Entitlement], gates: int) -> list[tuple[int | str, ...]]:
    """The sums in figures, and the whole in words as pay lists have it."""
    added = totals(found)
    amounts = tuple(money.plain(vnd) for vnd in (added.upper_vnd, added.own_vnd, added.total_vnd))
    told = f"{money.plain(added.paid)} trên {money.plain(added.initiatives)} sáng kiến đủ điều kiện chi"
    return [
        ("", "TỔNG CỘNG", told, *([""] * gates), *amounts, ""),
        ("", f"Bằng chữ: {money.words(added.total_vnd)}.", "", *([""] * gates), "", "", "", ""),
    ]


def _sub_title(programme: Programme, letter: Letter) -> str:
    unit = f" – {letter.unit_name}" if letter.unit_name else ""
    source = f"\n(Theo {programme.support.source})" if programme.support.source else ""
    return f"Chương trình “{programme.short_title}”{unit}{source}"


def _pct(share: float) -> str:
    return f"{share:g}".replace(".", ",")
