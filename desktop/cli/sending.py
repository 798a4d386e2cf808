"""Commands: send, outbox, eject."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desktop import drives, messages
from desktop.cli import servers as server_commands
from desktop.cli.answer import DONE, TROUBLE, Answer, say
from desktop.cli.packages import quiet
from desktop.cli.secret import add_server
from desktop.cli.watching import told
from desktop.desk import Desk
from domain import dates, labels
from domain.errors import RuleError

UPLOADS = ("tus", "webdav")


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    send = commands.add_parser("send", parents=[shared], help="gửi gói đã ký")
    send.add_argument("package")
    send.add_argument("--via", choices=["folder", "email", *UPLOADS], default="folder")
    send.add_argument("--to", required=True, help="thư mục, địa chỉ thư điện tử, hoặc máy chủ (địa chỉ hay tên)")
    send.add_argument("--drafts-to", type=Path, help="nơi ghi thư nháp")
    send.add_argument("--sent", action="store_true", help="thư đã được gửi đi")
    add_server(send)
    send.set_defaults(run=_send, opens=True)
    eject = commands.add_parser("eject", parents=[shared], help="ngắt USB để rút ra an toàn")
    eject.add_argument("path", type=Path, help="USB, hoặc tệp vừa ghi trên đó")
    eject.set_defaults(run=_eject, opens=False)
    outbox = commands.add_parser("outbox", parents=[shared], help="hộp gửi")
    outbox.add_argument("--retry", action="store_true", help="gửi những gói đã đến giờ gửi lại")
    outbox.set_defaults(run=_outbox, opens=True)
    verbs = outbox.add_subparsers(dest="verb")
    verbs.add_parser("list", parents=[shared], help="gói nào đã đi tới đâu").set_defaults(run=_outbox)
    for verb, run, text in (("hold", _hold, "giữ lại"), ("resume", _resume, "cho đi tiếp")):
        one = verbs.add_parser(verb, parents=[shared], help=text)
        one.add_argument("package")
        one.set_defaults(run=run)
    for verb, run, text in (("now", _now, "gửi ngay"), ("history", _history, "lịch sử gửi")):
        one = verbs.add_parser(verb, parents=[shared], help=text)
        one.add_argument("package", nargs="?", default="")
        one.set_defaults(run=run)


def _send(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import sending

    if options.via == "email":
        return _send_mail(desk, options)
    if options.via in UPLOADS:
        return _upload(desk, options)
    done, _changes = sending.to_folder(desk, options.package, Path(options.to), step=quiet)
    again = "đã có sẵn và khớp" if done.already_there else "đã ghi, đọc lại và khớp"
    stick = drives.is_stick(done.path)
    then = " Có thể rút USB." if stick else ""
    return say(f"{done.path}: {again}.{then}", state="delivered", detail=str(done.path), stick=stick)


def _eject(options: argparse.Namespace) -> Answer:
    from desktop import ejecting

    if not ejecting.can_eject(options.path):
        raise RuleError("not_on_a_stick", path=str(options.path))
    ejecting.eject(options.path)
    return say("Đã ngắt USB. Rút ra được rồi.", path=str(options.path))


def _upload(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import sending, servers, uploading

    sending.find(desk, options.package)  # before anything is written down
    asked = server_commands.given(desk, options.via, options.to, options)
    anew = (options.token_file, options.ca, options.user_name, options.proxy_user, options.proxy_password_file)
    new = not asked.id or any(given is not None for given in anew)
    if not asked.id and "://" not in options.to:
        raise RuleError("server_unknown", field="to", name=options.to)
    server_id = servers.put(desk, asked)[0].id if new else asked.id
    with told("Đang gửi") as step:
        done, _changes = uploading.to_server(desk, options.package, server_id, step=step)
    again = "đã có sẵn và khớp" if done.already_there else "máy chủ đã nhận đủ"
    return say(f"{done.where}: {again}. Chờ biên nhận.", state="delivered", detail=done.where, bytes=done.size_bytes)


def _send_mail(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import emailing

    if options.sent:
        emailing.sent(desk, options.package)
        return say("Đã ghi: thư đã gửi, chờ biên nhận.", state="delivered", detail=options.to)
    made = emailing.draft(desk, options.package, options.to, options.drafts_to, step=quiet)
    lines = [f"{len(made.paths)} thư nháp, hãy mở bằng chương trình thư rồi gửi:"]
    lines += [f"  {path}" for path in made.paths]
    return say(*lines, state="queued", detail=options.to, drafts=[str(path) for path in made.paths],
               subject=made.letter.subject)  # fmt: skip


def _outbox(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import outbox

    if options.retry:
        with told("Đang gửi") as step:
            outbox.send_waiting(desk, only_due=True, step=step)
    rows = outbox.rows(desk)
    return say(*([_line(row) for row in rows] or ["Hộp gửi trống."]), rows=[_row(row) for row in rows])


def _now(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import outbox

    with told("Đang gửi") as step:
        rows = outbox.send_waiting(desk, options.package, step=step)
    there = all(row["state"] in ("delivered", "acknowledged") for row in rows)
    return say(*([_line(row) for row in rows] or ["Không có gói nào chờ máy chủ."]), rows=[_row(row) for row in rows],
               exit_code=DONE if there else TROUBLE)  # fmt: skip


def _hold(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import outbox

    outbox.hold(desk, options.package)
    return say("Đã giữ lại: gói không tự gửi cho tới khi bạn cho đi tiếp.", state="held")


def _resume(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import outbox

    outbox.resume(desk, options.package)
    return say("Đã cho đi tiếp: gói chờ gửi.", state="queued")


def _history(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import outbox

    found = outbox.history(desk, options.package)
    lines = [_step(row) for row in found]
    names = ("at", "kind", "seq", "recipient", "manifest_sha256", "channel", "target", "state", "detail", "sent_bytes")
    values = [{"package": row["path"]} | {name: row[name] for name in names} for row in found]
    return say(*(lines or ["Chưa gửi gì."]), history=values)


def _step(row: dict[str, Any]) -> str:
    said = "  ".join(filter(None, (labels.OUTBOX_STATES[row["state"]], row["target"], _why(row))))
    return f"{dates.shown_time(row['at'])}  gói {row['seq']} → {row['recipient']}: {said}"


def _why(row: dict[str, Any]) -> str:
    code = str(row["detail"]).partition(":")[0]
    return row["detail"] if row["state"] in ("failed", "queued") and code in messages.sentences("vi") else ""


def _line(row: dict[str, Any]) -> str:
    from desktop.operations import outbox

    later = f", gửi lại lúc {dates.shown_time(row['next_at'])}" if row["state"] == "queued" and row["next_at"] else ""
    words = f"Gói {row['seq']} → {row['recipient']}: {labels.OUTBOX_STATES[row['state']]}{later}"
    stuck = "Đã thử hơn một ngày: hãy gửi bằng USB." if outbox.stuck(row) else ""
    return " ".join(filter(None, (f"{words}.", outbox.why(row), stuck)))


def _row(row: dict[str, Any]) -> dict[str, Any]:
    names = ("kind", "seq", "recipient", "records", "manifest_sha256", "channel", "target", "state", "detail",
             "attempts", "next_at", "sent_bytes")  # fmt: skip
    return {"package": row["path"]} | {name: row[name] for name in names}
