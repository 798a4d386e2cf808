"""Commands: award list, award give, award withdraw, nomination."""

from __future__ import annotations

import argparse
from typing import Any

from desktop.cli.answer import Answer, say
from desktop.cli.days import day
from desktop.desk import Desk
from domain import labels
from domain.award import Award
from domain.unit import Level


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    verbs = commands.add_parser("award", help="khen thưởng ở bốn cấp").add_subparsers(dest="verb", required=True)
    listed = verbs.add_parser("list", parents=[shared], help="khen thưởng đã ghi")
    listed.add_argument("id", nargs="?", metavar="SÁNG_KIẾN")
    listed.set_defaults(run=_list, opens=True)
    given = verbs.add_parser("give", parents=[shared], help="ghi khen thưởng của một sáng kiến")
    given.add_argument("id", metavar="SÁNG_KIẾN")
    given.add_argument("--level", required=True, choices=tuple(Level))
    given.add_argument("--form", required=True, help="hình thức, như «Giấy khen»")
    given.add_argument("--decision-no", default="")
    given.add_argument("--decision-on", default="")
    given.add_argument("--signer", default="")
    given.set_defaults(run=_give, opens=True)
    withdrawn = verbs.add_parser("withdraw", parents=[shared], help="bỏ một khen thưởng ghi nhầm")
    withdrawn.add_argument("no", type=int, metavar="SỐ")
    withdrawn.add_argument("--reason", default="")
    withdrawn.set_defaults(run=_withdraw, opens=True)
    nomination = commands.add_parser("nomination", parents=[shared], help="số lượng được giới thiệu và đã giới thiệu")
    nomination.set_defaults(run=_nomination, opens=True)


def _list(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import awards, initiatives

    found = awards.everything(desk)
    if options.id:
        found = awards.of_record(desk, initiatives.find(desk, options.id).row_id)
    rows = [_values(desk, one) for one in found]
    lines = [f"{row['award']}. {row['number']}: {row['form']}, {labels.LEVELS[row['level']]}, {row['decision_no']}"
             for row in rows]  # fmt: skip
    return say(*lines or ["Chưa ghi khen thưởng nào."], awards=rows)


def _give(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import awards, initiatives
    from desktop.operations.awards import Given

    on = day(options.decision_on, "decision_on")
    given = Given(options.level, options.form, options.decision_no, on, options.signer)
    award_id, _ = awards.give(desk, initiatives.find(desk, options.id).row_id, given)
    return say(f"Đã ghi khen thưởng số {award_id}.", award=award_id)


def _withdraw(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import awards

    awards.withdraw(desk, options.no, options.reason)
    return say(f"Đã bỏ khen thưởng số {options.no}.", award=options.no)


def _nomination(desk: Desk, _options: argparse.Namespace) -> Answer:
    from desktop.operations import nominations, programmes

    pack = programmes.current(desk)
    found = nominations.places(desk, pack)
    limits = [
        {"phase": one.phase, "most": one.most, "taken": one.taken, "left": one.left, "source": one.source}
        for one in found
    ]
    lines = [f"Được giới thiệu {one.most}, đã giới thiệu {one.taken}, còn {one.left}." for one in found]
    return say(*lines or ["Chương trình không đặt số lượng giới thiệu cho cấp này."], programme=pack.id, limits=limits)


def _values(desk: Desk, one: Award) -> dict[str, Any]:
    from desktop.operations import initiatives

    held = initiatives.get(desk, one.row_id).initiative
    return {"award": one.id, "id": held.id, "number": held.number, "level": str(one.level), "form": one.form,
            "decision_no": one.decision_no, "decision_on": one.decision_on.isoformat(),
            "signer": one.signer}  # fmt: skip
