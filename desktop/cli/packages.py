"""Commands: pack, verify, receive, send, outbox."""

from __future__ import annotations

import argparse
import dataclasses
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop import clock, messages
from desktop.cli.answer import DONE, NOT_GENUINE, REFUSED, Answer, say
from desktop.cli.secret import add_pin, given_passphrase, given_pin
from desktop.desk import Desk
from domain import dates, labels
from domain.errors import RuleError, TroubleError
from domain.handover import spoken

if TYPE_CHECKING:
    from desktop.operations.chains import ReceivedChain, SentChain
    from desktop.operations.packages import Plan
    from desktop.operations.received import Received
    from exports.package.signature import Stamp


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
    check = commands.add_parser("verify", parents=[shared], help="kiểm tra một gói")
    check.add_argument("file", type=Path)
    add_trust(check)
    check.add_argument("--tsa-root", type=Path, help="chứng thư gốc (PEM) của nơi cấp dấu thời gian")
    check.set_defaults(run=_verify, opens=False)
    receive = commands.add_parser("receive", parents=[shared], help="nhận gói, biên nhận, danh bạ khóa")
    receive.add_argument("paths", nargs="+", type=Path)
    receive.add_argument("--dry-run", action="store_true")
    receive.add_argument("--receipts-to", type=Path)
    receive.add_argument("--watch", action="store_true", help="theo dõi thư mục: gói mới tới đâu nhận tới đó")
    receive.add_argument("--every", type=float, default=10.0, metavar="GIÂY")
    receive.add_argument("--rounds", type=int, default=0, metavar="N", help="dừng sau N lượt xem; 0: tới khi Ctrl-C")
    receive.add_argument("--clock-right", action="store_true", help="đã xem: đồng hồ máy này đúng")
    receive.set_defaults(run=_receive, opens=True)
    send = commands.add_parser("send", parents=[shared], help="gửi gói đã ký")
    send.add_argument("package")
    send.add_argument("--via", choices=["folder", "email"], default="folder")
    send.add_argument("--to", required=True, help="thư mục, hoặc địa chỉ thư điện tử")
    send.add_argument("--drafts-to", type=Path, help="nơi ghi thư nháp")
    send.add_argument("--sent", action="store_true", help="thư đã được gửi đi")
    send.set_defaults(run=_send, opens=True)
    chain = commands.add_parser("chain", parents=[shared], help="gói nào đã gửi, đã nhận, còn thiếu")
    chain.set_defaults(run=_chain, opens=True)
    stamp = commands.add_parser("timestamp", parents=[shared], help="xin dấu thời gian cho một gói (cần mạng)")
    stamp.add_argument("file", type=Path)
    stamp.add_argument("--tsa", default="", help="địa chỉ nơi cấp dấu thời gian; không ghi thì như lần trước")
    stamp.add_argument("--tsa-root", type=Path, help="tin nơi cấp có chứng thư gốc này (PEM)")
    stamp.set_defaults(run=_timestamp, opens=True)
    commands.add_parser("outbox", parents=[shared], help="hộp gửi").set_defaults(run=_outbox, opens=True)


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


def _verify(options: argparse.Namespace) -> Answer:
    from desktop.operations import verification

    seen = verification.check(options.file, tsa_root=options.tsa_root, **given_trust(options))
    text = messages.sentence(seen.code, seen.facts) if seen.code else "Chữ ký đúng, không có gì bị thay đổi."
    lines = [f"{labels.VERDICTS[seen.verdict]}. {text}"]
    if seen.unit_code:
        lines.append(f"Đơn vị {seen.unit_name} ({seen.unit_code}), gói số {seen.seq}, {seen.records} sáng kiến.")
    lines += [messages.sentence(warning) for warning in seen.warnings]
    if seen.stamp:
        lines.append(_stamp_words(seen.stamp))
    values = {
        "verdict": seen.verdict,
        "code": seen.code,
        "message": text,
        "kind": seen.kind,
        "unit_code": seen.unit_code,
        "unit_name": seen.unit_name,
        "seq": seen.seq,
        "created_at": seen.created_at,
        "signed_at": seen.signed_at,
        "records": seen.records,
        "manifest_sha256": seen.manifest_sha256,
        "recipient": seen.recipient,
        "warnings": list(seen.warnings),
        "signer_code": seen.signer_code,
        "encrypted": seen.encrypted,
        "timestamp": _stamp_values(seen.stamp),
    }
    return Answer(values, tuple(lines), DONE if seen.verdict == "valid" else NOT_GENUINE)


def add_trust(parser: argparse.ArgumentParser) -> None:
    """What to verify by, where it is not the register."""
    parser.add_argument("--root", type=Path)
    parser.add_argument("--trust", type=Path)


def _stamp_values(stamp: Stamp | None) -> dict[str, Any] | None:
    if stamp is None:
        return None
    return {"at": clock.stamp_of(stamp.stamped_at), "authority": stamp.authority, "trusted": stamp.trusted}


def _stamp_words(stamp: Stamp) -> str:
    believed = "nơi cấp được tin" if stamp.trusted else "nơi cấp chưa được tin: thêm chứng thư gốc bằng --tsa-root"
    at = dates.shown_time(clock.stamp_of(stamp.stamped_at))
    return f"Dấu thời gian: gói đã có chữ ký này lúc {at}, theo {stamp.authority} ({believed})."


def _timestamp(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import timestamps

    if options.tsa_root:
        timestamps.trust_root(desk, options.tsa_root)
    done = timestamps.ask(desk, options.file, options.tsa or timestamps.address())
    lines = [_stamp_words(done.stamp), f"Đã giữ trong {done.path}."]
    if done.already:
        lines.insert(0, "Gói đã có dấu thời gian từ trước; giữ dấu đầu tiên.")
    lines += [messages.sentence(warning) for warning in done.warnings]
    return say(*lines, path=str(done.path), timestamp=_stamp_values(done.stamp), already=done.already,
               warnings=list(done.warnings))  # fmt: skip


def given_trust(options: argparse.Namespace) -> dict[str, Any]:
    """See `desktop.operations.verification.Given`."""
    passphrase = given_passphrase(options) if options.home else None
    return {"root": options.root, "trust_package": options.trust, "home": options.home, "passphrase": passphrase}


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
    if any(not one.taken for one in found):
        exit_code = NOT_GENUINE if any(one.verdict != "valid" for one in found) else REFUSED
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


def _send(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import sending

    if options.via == "email":
        return _send_mail(desk, options)
    done, _changes = sending.to_folder(desk, options.package, Path(options.to), step=quiet)
    again = "đã có sẵn và khớp" if done.already_there else "đã ghi, đọc lại và khớp"
    return say(f"{done.path}: {again}. Có thể rút USB.", state="delivered", detail=str(done.path))


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


def _outbox(desk: Desk, _options: argparse.Namespace) -> Answer:
    from desktop.operations import sending

    rows = [
        {
            "package": row["path"],
            "kind": row["kind"],
            "seq": row["seq"],
            "recipient": row["recipient"],
            "records": row["records"],
            "manifest_sha256": row["manifest_sha256"],
            "channel": row["channel"],
            "target": row["target"],
            "state": row["state"],
            "detail": row["detail"],
            "attempts": row["attempts"],
            "next_at": row["next_at"],
        }
        for row in sending.rows(desk)
    ]
    lines = [f"Gói {row['seq']} → {row['recipient']}: {labels.OUTBOX_STATES[row['state']]}" for row in rows]
    return say(*(lines or ["Hộp gửi trống."]), rows=rows)


def _chain(desk: Desk, _options: argparse.Namespace) -> Answer:
    from desktop.operations import chains

    sent = [{"recipient": one.recipient, "sent": list(one.sent), "answered": list(one.answered),
             "come": list(one.come), "waiting": list(one.waiting), "lost": list(one.lost)}
            for one in chains.sent(desk)]  # fmt: skip
    received = [{"unit_code": one.unit_code, "unit_name": one.unit_name, "received": list(one.received),
                 "missing": list(one.missing), "last_at": one.last_at} for one in chains.received(desk)]  # fmt: skip
    lines = [_sent_words(one) for one in chains.sent(desk)] + [_received_words(one) for one in chains.received(desk)]
    return say(*(lines or ["Chưa có gói nào gửi đi hay nhận về."]), sent=sent, received=received)


def _sent_words(chain: SentChain) -> str:
    there = {*chain.answered, *chain.come}
    words = [f"Gửi {chain.recipient}: đã gửi {spoken(chain.sent)}"]
    words.append(f"bên kia đã nhận {spoken(there)}" if there else "chưa có biên nhận nào")
    words += [f"không tới nơi {spoken(chain.lost)}"] if chain.lost else []
    words += [f"chờ biên nhận {spoken(chain.waiting)}"] if chain.waiting else []
    return ", ".join(words) + "."


def _received_words(chain: ReceivedChain) -> str:
    come = f"đã nhận {spoken(chain.received)}" if chain.received else "chưa có gói nào tới"
    missing = f", thiếu {spoken(chain.missing)}" if chain.missing else ""
    return f"{chain.unit_name} ({chain.unit_code}): {come}{missing}."
