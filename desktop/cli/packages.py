"""Commands: pack, receive, timestamp, chain."""

from __future__ import annotations

import argparse
import dataclasses
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop import messages
from desktop.cli import verify
from desktop.cli.answer import DONE, NOT_GENUINE, REFUSED, Answer, say
from desktop.cli.secret import add_pin, given_pin
from desktop.desk import Desk
from domain import labels
from domain.errors import RuleError, TroubleError
from domain.handover import spoken

if TYPE_CHECKING:
    from desktop.operations.chains import ReceivedChain, SentChain
    from desktop.operations.packages import Plan
    from desktop.operations.received import Received


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    pack = commands.add_parser("pack", parents=[shared], help="đóng gói và ký")
    pack.add_argument("--kind", choices=["submission"], default="submission")
    pack.add_argument("--recipient", default="")
    pack.add_argument("--only", default="")
    pack.add_argument("--to", type=Path, required=True)
    pack.add_argument("--dry-run", action="store_true")
    pack.add_argument("--plain", "--no-encrypt", action="store_true", help="không mã hóa gói")
    pack.add_argument("--encrypt", action="store_true", help="không mã hóa được thì không đóng gói")
    pack.add_argument("--also", action="append", default=[], metavar="CODE", help="đơn vị khác cũng mở được gói")
    add_pin(pack)
    pack.set_defaults(run=_pack, opens=True)
    receive = commands.add_parser("receive", parents=[shared], help="nhận gói, biên nhận, danh bạ khóa")
    receive.add_argument("paths", nargs="+", type=Path)
    receive.add_argument("--dry-run", action="store_true")
    receive.add_argument("--receipts-to", type=Path)
    receive.add_argument("--watch", action="store_true", help="theo dõi thư mục: gói mới tới đâu nhận tới đó")
    receive.add_argument("--every", type=float, default=10.0, metavar="GIÂY")
    receive.add_argument("--rounds", type=int, default=0, metavar="N", help="dừng sau N lượt xem; 0: tới khi Ctrl-C")
    receive.add_argument("--clock-right", action="store_true", help="đã xem: đồng hồ máy này đúng")
    receive.set_defaults(run=_receive, opens=True)
    chain = commands.add_parser("chain", parents=[shared], help="gói nào đã gửi, đã nhận, còn thiếu")
    chain.set_defaults(run=_chain, opens=True)
    stamp = commands.add_parser("timestamp", parents=[shared], help="xin dấu thời gian cho một gói (cần mạng)")
    stamp.add_argument("file", type=Path)
    stamp.add_argument("--tsa", default="", help="địa chỉ nơi cấp dấu thời gian; không ghi thì như lần trước")
    stamp.add_argument("--tsa-root", type=Path, help="tin nơi cấp có chứng thư gốc này (PEM)")
    stamp.set_defaults(run=_timestamp, opens=True)


def quiet(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


def _pack(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import packages, tokens

    planned = packages.plan(desk, options.recipient, options.only, [] if options.plain else options.also)
    if options.encrypt and not planned.readers:
        raise RuleError("recipient_without_key", field="recipient", code=planned.recipient)
    if options.plain:
        planned = dataclasses.replace(planned, readers=())
    readers = [reader.unit_code for reader in planned.readers]
    if options.dry_run:
        held = [
            {
                "number": item.stored.initiative.number,
                "withheld": list(item.withheld),
                "problems": len(item.problems),
                "files": [file.name for file in item.files],
            }
            for item in planned.items
        ]
        left_out = [item.stored.initiative.number for item in planned.left_out]
        line = f"Gói số {planned.seq} sẽ có {len(planned.items)} sáng kiến, {planned.redacted} có nội dung giữ lại."
        along = [f"  - {item.stored.initiative.number}: kèm {', '.join(file.name for file in item.files)}"
                 for item in planned.items if item.files]  # fmt: skip
        return say(line, _readers(planned), *along, seq=planned.seq, records=len(held), redacted=planned.redacted,
                   items=held, path=None, recipient=planned.recipient, encrypted=bool(readers), encrypted_for=readers,
                   left_out=left_out)  # fmt: skip
    if not options.to.is_dir():
        raise TroubleError("folder_missing", again=True, path=str(options.to))
    pin = given_pin(options) if tokens.held(desk) else None
    done = packages.pack(desk, planned, options.to, step=quiet, pin=pin)
    left_out = [item.stored.initiative.number for item in planned.left_out]
    lines = [f"Đã ký gói số {done.seq}: {done.records} sáng kiến, {done.path}.", "Gói đã được đọc lại và khớp."]
    lines.append(_readers(planned))
    lines += [f"  - {number}: đang có khiếu nại hoặc tranh chấp, để lại." for number in left_out]
    return say(*lines, path=str(done.path), manifest_sha256=done.manifest_sha256, seq=done.seq, records=done.records,
               files=done.files, redacted=done.redacted, encrypted=done.encrypted, encrypted_for=readers,
               left_out=left_out)  # fmt: skip


def _readers(planned: Plan) -> str:
    if not planned.readers:
        return (
            f"Gói không mã hóa: ai có tệp cũng đọc được ({planned.recipient} chưa gửi khóa mã hóa, hoặc bạn đã chọn)."
        )
    return f"Gói được mã hóa, chỉ mở được ở: {', '.join(one.unit_name for one in planned.readers)} và đơn vị mình."


def _timestamp(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import timestamps

    if options.tsa_root:
        timestamps.trust_root(desk, options.tsa_root)
    done = timestamps.ask(desk, options.file, options.tsa or timestamps.address())
    lines = [verify.stamp_words(done.stamp), f"Đã giữ trong {done.path}."]
    if done.already:
        lines.insert(0, "Gói đã có dấu thời gian từ trước; giữ dấu đầu tiên.")
    lines += [messages.sentence(warning) for warning in done.warnings]
    return say(*lines, path=str(done.path), timestamp=verify.stamp_values(done.stamp), already=done.already,
               warnings=list(done.warnings))  # fmt: skip


def _receive(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import clocks, receiving

    if options.clock_right:
        clocks.confirm(desk)
    if options.watch:
        found = _watched(desk, options)
    else:
        found, _changes = receiving.receive(
            desk, options.paths, dry_run=options.dry_run, receipts_to=options.receipts_to, step=quiet
        )
    rows, lines = [], []
    for one in found:
        counts = {name: one.counts.get(key, 0) for name, key in _COUNTS.items()}
        rows.append({"path": str(one.path), "kind": one.kind, "verdict": one.verdict, "code": one.code,
                     "message": one.message, "unit_code": one.unit_code, "unit_name": one.unit_name, "seq": one.seq,
                     "records": one.records, "manifest_sha256": one.manifest_sha256, "warnings": list(one.warnings),
                     "receipt": str(one.receipt) if one.receipt else None,
                     "inside": [_inside(each) for each in one.inside]} | counts)  # fmt: skip
        told = one.message or ", ".join(f"{_WORDS[name]} {n}" for name, n in counts.items() if n)
        lines.append(f"{one.path.name}: {labels.VERDICTS[one.verdict]}. {told}")
        lines += [f"  - {messages.sentence(warning)}" for warning in one.warnings]
        lines += [f"  · {each.unit_code} gói {each.seq}: {labels.VERDICTS[each.verdict]}. {each.message}"
                  for each in one.inside]  # fmt: skip
    exit_code = DONE
    bad = [one for one in found if not one.taken and not one.own]
    if bad:
        exit_code = NOT_GENUINE if any(one.verdict != "valid" for one in bad) else REFUSED
    return say(*lines, packages=rows, dry_run=options.dry_run, exit_code=exit_code)


def _watched(desk: Desk, options: argparse.Namespace) -> list[Received]:
    """Looks into folders again and again, and takes in what is new."""
    from desktop.operations import receiving
    from desktop.operations.watched_folders import WatchedFolder

    places, found, rounds = [WatchedFolder(path) for path in options.paths], list[Any](), 0
    while not options.rounds or rounds < options.rounds:
        if rounds:
            time.sleep(options.every)
        rounds += 1
        new = [path for place in places for path in place.unseen(desk)]
        if new:
            done, _changes = receiving.receive(desk, new, receipts_to=options.receipts_to, step=quiet)
            found += done
            for one in done:
                print(f"{one.path.name}: {labels.VERDICTS[one.verdict]}. {one.message}", file=sys.stderr, flush=True)
    return found


def _inside(one: Received) -> dict[str, Any]:
    """A package that a carrier brought."""
    return {"kind": one.kind, "verdict": one.verdict, "code": one.code, "message": one.message,
            "unit_code": one.unit_code, "seq": one.seq, "records": one.records,
            "manifest_sha256": one.manifest_sha256,
            **{name: one.counts.get(key, 0) for name, key in _COUNTS.items()}}  # fmt: skip


_COUNTS = {"new": "new", "updated": "updated", "identical": "identical", "conflicts": "conflict", "refused": "refused",
           "older": "older", "withdrawn": "withdrawn", "elsewhere": "elsewhere"}  # fmt: skip
_WORDS = {"new": "mới", "updated": "cập nhật", "identical": "giống hệt", "conflicts": "xung đột",
          "refused": "không nhận", "older": "cũ hơn", "withdrawn": "rút lại",
          "elsewhere": "của đơn vị khác"}  # fmt: skip


def _chain(desk: Desk, _options: argparse.Namespace) -> Answer:
    from desktop.operations import chains

    sent = [{"recipient": one.recipient, "kind": one.kind, "sent": list(one.sent), "answered": list(one.answered),
             "come": list(one.come), "waiting": list(one.waiting), "lost": list(one.lost)}
            for one in chains.sent(desk)]  # fmt: skip
    received = [{"unit_code": one.unit_code, "unit_name": one.unit_name, "kind": one.kind,
                 "recipient": one.recipient, "received": list(one.received), "missing": list(one.missing),
                 "last_at": one.last_at} for one in chains.received(desk)]  # fmt: skip
    lines = [_sent_words(one) for one in chains.sent(desk)] + [_received_words(one) for one in chains.received(desk)]
    return say(*(lines or ["Chưa có gói nào gửi đi hay nhận về."]), sent=sent, received=received)


def _sent_words(chain: SentChain) -> str:
    there = {*chain.answered, *chain.come}
    way = "Chuyển tiếp lên" if chain.kind == "carrier" else "Gửi"
    words = [f"{way} {chain.recipient}: đã gửi {spoken(chain.sent)}"]
    words.append(f"bên kia đã nhận {spoken(there)}" if there else "chưa có biên nhận nào")
    words += [f"không tới nơi {spoken(chain.lost)}"] if chain.lost else []
    words += [f"chờ biên nhận {spoken(chain.waiting)}"] if chain.waiting else []
    return ", ".join(words) + "."


def _received_words(chain: ReceivedChain) -> str:
    what = "gói chuyển tiếp " if chain.kind == "carrier" else ""
    come = f"đã nhận {what}{spoken(chain.received)}" if chain.received else "chưa có gói nào tới"
    missing = f", thiếu {spoken(chain.missing)}" if chain.missing else ""
    return f"{chain.unit_name} ({chain.unit_code}): {come}{missing}."
