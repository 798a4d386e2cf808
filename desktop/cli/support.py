"""Commands: support, remuneration, creative-labour."""

from __future__ import annotations

import argparse
import dataclasses
from typing import Any

from desktop.cli.answer import Answer, say
from desktop.cli.days import day
from desktop.desk import Desk
from domain import labels, money
from domain.errors import RuleError
from domain.initiative import BenefitState


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    support = commands.add_parser(
        "support", parents=[shared], help="hỗ trợ kinh phí: điều kiện nào đạt, ai được bao nhiêu"
    )
    support.set_defaults(run=_support, opens=True)
    jobs = support.add_subparsers(dest="job", metavar="VIỆC")
    own = jobs.add_parser("set", parents=[shared], help="mức đơn vị chi thêm cho một sáng kiến")
    own.add_argument("--own-vnd", required=True)
    own.set_defaults(run=_set, opens=True)
    _add_remuneration(commands, shared)
    found = commands.add_parser(
        "creative-labour", parents=[shared], help="ai đạt mức làm lợi của Bằng Lao động sáng tạo"
    )
    found.add_argument("--who", default="direct_worker", choices=["direct_worker", "specialist"])
    found.set_defaults(run=_creative_labour, opens=True)


def _add_remuneration(commands: Any, shared: argparse.ArgumentParser) -> None:
    due = commands.add_parser("remuneration", parents=[shared], help="thù lao tối thiểu từng năm, hạn trả")
    due.set_defaults(run=_remuneration, opens=True)
    jobs = due.add_subparsers(dest="job", metavar="VIỆC")
    paid = jobs.add_parser("paid", parents=[shared], help="ghi đã trả một năm; --take-back để bỏ ghi")
    paid.add_argument("id")
    paid.add_argument("year", type=int)
    paid.add_argument("--on", default="")
    paid.add_argument("--vnd", default="")
    paid.add_argument("--take-back", action="store_true")
    paid.set_defaults(run=_paid, opens=True)
    transfer = jobs.add_parser("transfer", parents=[shared], help="thù lao tối thiểu cho một lần chuyển giao")
    transfer.add_argument("--price-vnd", required=True)
    transfer.set_defaults(run=_transfer, opens=True)
    wage = jobs.add_parser("wage", parents=[shared], help="mức lương tối thiểu từ một ngày; không có gì thì liệt kê")
    for name in ("--from-on", "--vnd", "--source"):
        wage.add_argument(name, default="")
    wage.set_defaults(run=_wage, opens=True)


def _support(desk: Desk, _options: argparse.Namespace) -> Answer:
    from desktop.operations import programmes, support

    found = support.lines(desk)
    totals = support.totals(found)
    rows, lines = [], []
    for line in found:
        held, one = line.stored.initiative, line.entitlement
        payee = one.payee.full_name if one.payee else ""
        rows.append({"id": held.id, "number": held.number, "title": held.title, "gates": dict(one.gates),
                     "passed": one.passed, "upper_vnd": one.upper_vnd, "own_vnd": one.own_vnd, "payee": payee,
                     "parts": [dataclasses.asdict(part) for part in one.parts]})  # fmt: skip
        missed = ", ".join(labels.SUPPORT_GATES[gate].lower() for gate in one.missed)
        told = f"{money.plain(one.total_vnd)} đồng cho {payee or '(chưa rõ tác giả được tính)'}"
        lines.append(f"{held.number}  {f'còn thiếu: {missed}' if missed else told}  {held.title}")
    lines.append(f"{totals.paid} trên {totals.initiatives} sáng kiến đủ điều kiện; cấp trên "
                 f"{money.plain(totals.upper_vnd)} đồng, đơn vị {money.plain(totals.own_vnd)} đồng; cộng "
                 f"{money.plain(totals.total_vnd)} đồng ({money.words(totals.total_vnd)}).")  # fmt: skip
    sums = dataclasses.asdict(totals) | {"total_vnd": totals.total_vnd, "words": money.words(totals.total_vnd)}
    rule = programmes.current(desk).support
    return say(*lines, rows=rows, totals=sums, own_vnd=support.own_vnd(desk), own_max_vnd=rule.own_max_vnd,
               source=rule.source)  # fmt: skip


def _set(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import support

    support.set_own(desk, _amount(options.own_vnd, "own_vnd"))
    own = support.own_vnd(desk)
    return say(f"Đơn vị chi thêm {money.plain(own)} đồng cho mỗi sáng kiến đủ điều kiện.", own_vnd=own)


def _remuneration(desk: Desk, _options: argparse.Namespace) -> Answer:
    from desktop import clock
    from desktop.operations import support
    from domain import remuneration

    found, today = support.dues(desk), clock.today()
    rows, lines = [], []
    for line in found:
        held, due, overdue = line.stored.initiative, line.due, line.overdue(today)
        rows.append({"id": held.id, "number": held.number, "year": due.year_no, "from_on": due.from_on,
                     "to_on": due.to_on, "due_on": due.due_on, "benefit_state": str(due.state), "basis": due.basis,
                     "benefit_vnd": due.benefit_vnd, "amount_vnd": due.amount_vnd, "overdue": overdue,
                     "paid_on": line.paid[0] if line.paid else None,
                     "paid_vnd": line.paid[1] if line.paid else None})  # fmt: skip
        amount = f"{money.plain(due.amount_vnd)} đồng" if due.amount_vnd is not None else "chưa có số làm lợi của năm"
        mark = " (theo số tự khai)" if due.state is BenefitState.CLAIMED else ""
        end = ", đã trả" if line.paid else ", quá hạn" if overdue else ""
        lines.append(f"{held.number}  năm {due.year_no}: {amount}{mark}, hạn {due.due_on:%d/%m/%Y}{end}")
    sums = {str(state): {"count": n, "vnd": vnd} for state, (n, vnd) in
            remuneration.sums(line.due for line in found).items()}  # fmt: skip
    for name, row in sums.items():
        lines.append(f"{labels.BENEFIT_STATES[BenefitState(name)]}: {money.plain(row['vnd'])} đồng.")
    lines.append("Đây là mức tối thiểu khi tác giả và chủ đầu tư không có thỏa thuận khác (NĐ 13/2012/NĐ-CP, Điều 10).")
    return say(*lines, rows=rows, sums=sums, as_of=today.isoformat())


def _paid(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import initiatives, support

    held = initiatives.find(desk, options.id)
    if options.take_back:
        support.take_back_paid(desk, held.row_id, options.year)
        return say(f"{held.initiative.number}: đã bỏ ghi trả năm {options.year}.", id=held.initiative.id, paid=False)
    vnd = _amount(options.vnd, "vnd") if options.vnd else None
    support.mark_paid(desk, held.row_id, options.year, day(options.on, "on"), vnd)
    return say(f"{held.initiative.number}: đã ghi trả năm {options.year}.", id=held.initiative.id, paid=True)


def _transfer(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import programmes
    from domain import remuneration

    rule = programmes.current(desk).remuneration
    if rule is None:
        raise RuleError("remuneration_unknown", name=programmes.current(desk).short_title)
    least = remuneration.transfer(_amount(options.price_vnd, "price_vnd"), rule)
    return say(f"Tối thiểu {money.plain(least)} đồng ({rule.source}).", amount_vnd=least, source=rule.source)


def _wage(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import support

    if options.from_on or options.vnd:
        from_on = day(options.from_on, "from_on")
        if from_on is None:
            raise RuleError("date_unreadable", field="from_on", words=options.from_on)
        support.put_wage(desk, from_on, _amount(options.vnd, "vnd"), options.source)
    wages = support.wages(desk)
    lines = [f"{wage.from_on:%d/%m/%Y}: {money.plain(wage.vnd)} đồng – {wage.source}" for wage in wages]
    return say(*lines, wages=[dataclasses.asdict(wage) for wage in wages])


def _creative_labour(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import support

    rows, lines = [], []
    for one in support.award_candidates(desk, options.who):
        window = f"{one.first}" if one.first == one.last else f"{one.first}–{one.last}"
        rows.append({"full_name": one.person.full_name, "birth_year": one.person.birth_year, "who": one.person.who,
                     "workplace": one.person.workplace, "benefit_state": str(one.state), "from_year": one.first,
                     "to_year": one.last, "vnd": one.vnd, "threshold_vnd": one.threshold.benefit_vnd,
                     "initiatives": list(one.initiatives), "source": one.threshold.source})  # fmt: skip
        lines.append(f"{one.person.full_name} ({labels.KINDS_OF_PERSON[one.person.who].lower()}): {window} "
                     f"{money.plain(one.vnd)} đồng, {labels.BENEFIT_STATES[one.state].lower()}; mức "
                     f"{money.plain(one.threshold.benefit_vnd)} đồng")  # fmt: skip
    warning = (
        "Phải đối chiếu với quy định hiện hành của Tổng Liên đoàn trước khi đề nghị: mức và đối tượng có thể đã đổi."
    )
    return say(*lines, f"{len(rows)} trường hợp đạt mức. {warning}", rows=rows, warning=warning)


def _amount(words: str, field: str) -> int:
    found = money.parse(words)
    if found is None:
        raise RuleError("amount_unreadable", field=field, words=words)
    return found
