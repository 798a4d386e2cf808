"""What the pay list of support money («Bảng hỗ trợ kinh phí») says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from domain import dates, labels, money
from domain.initiative import Initiative
from domain.paper.template import Facts, Row
from domain.programme import Programme
from domain.support import Entitlement, Totals, gates_asked, totals


def support_facts(
    lines: Sequence[tuple[Initiative, Entitlement]], programme: Programme, told: Mapping[str, str]
) -> Facts:
    """Every initiative with the gates it passes and misses, what it gets, and room to sign for it (S3)."""
    gates = gates_asked(programme.support, [one for _, one in lines])
    rows = [_row(no, initiative, one, gates) for no, (initiative, one) in enumerate(lines, start=1)]
    columns = [(gate, labels.SUPPORT_GATES[gate]) for gate in gates]
    return Facts(
        {**told, "support_source": programme.support.source},
        {"support": [*rows, *_sum_rows([one for _, one in lines], gates)]},
        {"gates": columns},
    )


def _row(no: int, initiative: Initiative, one: Entitlement, gates: Sequence[str]) -> Row:
    title = f"{initiative.title}\n({initiative.number})" if initiative.number else initiative.title
    told = {f"gates.{gate}": _gate(initiative, one, gate) for gate in gates}
    return {"no": str(no), "title": title, "payee": _payee(one), **told, **_amounts(one), "signed": ""}


def _amounts(one: Entitlement | Totals) -> dict[str, str]:
    return {name: money.plain(getattr(one, name)) for name in ("upper_vnd", "own_vnd", "total_vnd")}


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


def _sum_rows(found: Sequence[Entitlement], gates: Sequence[str]) -> list[Row]:
    """The sums in figures, and the whole in words as pay lists have it."""
    added = totals(found)
    told = f"{money.plain(added.paid)} trên {money.plain(added.initiatives)} sáng kiến đủ điều kiện chi"
    empty = dict.fromkeys(("no", "payee", "upper_vnd", "own_vnd", "total_vnd", "signed"), "")
    empty |= {f"gates.{gate}": "" for gate in gates}
    return [
        {**empty, "title": "TỔNG CỘNG", "payee": told, **_amounts(added)},
        {**empty, "title": f"Bằng chữ: {money.words(added.total_vnd)}."},
    ]


def _pct(share: float) -> str:
    return f"{share:g}".replace(".", ",")
