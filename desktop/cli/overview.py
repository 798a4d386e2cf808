"""Command: overview."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any

from desktop.cli.answer import Answer, say
from desktop.desk import Desk
from domain import labels, money

# What the first page says is left to do.
_TODO: Mapping[str, str] = {
    "data_overdue": "yêu cầu về dữ liệu cá nhân quá hạn trả lời",
    "data_open": "yêu cầu về dữ liệu cá nhân chờ trả lời",
    "key_ending": "chứng thư của khóa ký sắp hết hạn",
    "missing": "sáng kiến còn thiếu thông tin",
    "overdue": "đơn quá hạn trả lời",
    "waiting_rows": "dòng nhập từ Excel chờ sửa",
    "to_mend": "sáng kiến có mục cấp trên yêu cầu sửa",
    "returned": "sáng kiến cấp trên trả lại",
    "to_appraise": "sáng kiến đã đủ, chưa đưa vào chấm",
    "under_appraisal": "sáng kiến đang chờ chấm",
    "to_decide": "sáng kiến chờ quyết định công nhận",
    "to_complete": "sáng kiến phải hoàn thiện",
    "unsent": "sáng kiến đã công nhận, chưa gửi cấp trên",
    "package_unsent": "gói đã ký, chưa giao được",
    "package_unanswered": "gói chưa có biên nhận",
}


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    seen = commands.add_parser("overview", parents=[shared], help="đã đến đâu, còn việc gì, hạn nào sắp tới")
    seen.add_argument("--list", default="", metavar="CON_SỐ",
                      help="danh sách sau một con số: total, missing, sent, verified, month:2022-05, state:draft, "
                           "unit:MÃ")  # fmt: skip
    seen.set_defaults(run=_run, opens=True)


def _run(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import initiative_list, overview

    if options.list:
        what, _, key = options.list.partition(":")
        rows = initiative_list.rows(desk, overview.row_ids(desk, what, key))
        told = [{"id": row["public_id"], "unit": row["unit_code"], "number": row["number"], "title": row["title"]}
                for row in rows]  # fmt: skip
        return say(*(f"{row['number']} {row['title']}" for row in told), f"{len(told)} sáng kiến.",
                   total=len(told), rows=told)  # fmt: skip
    seen = overview.read(desk)
    lines = [f"{seen.programme}: {seen.total} sáng kiến, {seen.missing} còn thiếu thông tin, {seen.sent} đã gửi."]
    lines += [f"  {labels.BENEFIT_STATES[one.state]}: {one.records} sáng kiến, {money.plain(one.vnd)} đồng"
              for one in seen.benefits]  # fmt: skip
    lines += [f"Việc cần làm: {_TODO[one.kind]}: {one.count}" for one in seen.todo]
    lines += [f"Hạn {one.deadline.last_on:%d/%m/%Y}: {one.deadline.what}" for one in seen.due]
    return say(
        *lines,
        programme=seen.programme,
        total=seen.total,
        missing=seen.missing,
        sent=seen.sent,
        benefits=[{"state": str(one.state), "count": one.records, "vnd": one.vnd} for one in seen.benefits],
        months=[{"month": f"{day:%Y-%m}", "initiatives": n} for day, n in seen.months],
        states={str(state): n for state, n in seen.states},
        units=[{"code": code, "name": name, "initiatives": n} for code, name, n in seen.units],
        todo={one.kind: one.count for one in seen.todo},
        due=[{"on": one.deadline.last_on.isoformat(), "what": one.deadline.what, "days": one.days}
             for one in seen.due],
    )  # fmt: skip
