"""Commands: key, trust."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from desktop import messages
from desktop.cli.answer import Answer, say
from desktop.cli.secret import add_pin, given_pin
from desktop.desk import Desk
from domain import dates


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    key = commands.add_parser("key", help="khóa ký của đơn vị").add_subparsers(dest="verb", required=True)
    made = key.add_parser("new", parents=[shared], help="tạo khóa ký của đơn vị")
    made.add_argument("--replace", action="store_true", help="thay khóa đang có; cấp trên phải xác nhận lại")
    made.set_defaults(run=_key_new, opens=True)
    key.add_parser("show", parents=[shared], help="khóa ký đang dùng").set_defaults(run=_key_show, opens=True)
    request = key.add_parser("request", parents=[shared], help="xin cấp trên chứng thực khóa")
    request.add_argument("--to", type=Path, required=True)
    add_pin(request)
    request.set_defaults(run=_key_request, opens=True)
    tokens = key.add_parser("tokens", parents=[shared], help="USB ký số đang cắm")
    tokens.add_argument("--module", default="", help="thư viện PKCS#11; không ghi thì như lần trước")
    tokens.set_defaults(run=_key_tokens, opens=False)
    token = key.add_parser("token", parents=[shared], help="ký bằng USB ký số")
    token.add_argument("--module", default="")
    token.add_argument("--label", default="", help="tên của USB, khi cắm nhiều chiếc")
    token.add_argument("--code", default="", help="mã khóa 30 chữ số, khi USB có nhiều chứng thư")
    add_pin(token)
    token.set_defaults(run=_key_token, opens=True)
    key.add_parser("software", parents=[shared], help="ký lại bằng khóa trong sổ").set_defaults(
        run=_key_software, opens=True
    )
    secret = key.add_parser("encryption", parents=[shared], help="khóa mã hóa để nơi khác gửi gói kín cho đơn vị")
    secret.add_argument("--new", action="store_true", help="đổi khóa; khóa cũ vẫn giữ để mở gói cũ")
    secret.set_defaults(run=_key_encryption, opens=True)
    trust = commands.add_parser("trust", help="danh bạ khóa tin cậy").add_subparsers(dest="verb", required=True)
    trust.add_parser("init", parents=[shared], help="tạo khóa gốc của công đoàn cấp trên").set_defaults(
        run=_init, opens=True
    )
    issue = trust.add_parser("issue", parents=[shared], help="cấp chứng thư cho một đơn vị")
    issue.add_argument("request", type=Path)
    issue.add_argument("--code", required=True, help="mã 30 chữ số nghe qua điện thoại")
    issue.set_defaults(run=_issue, opens=True)
    trust.add_parser("renew", parents=[shared], help="gia hạn chứng thư của văn phòng").set_defaults(
        run=_renew, opens=True
    )
    trust.add_parser("show", parents=[shared], help="đang tin ai, còn đơn vị nào chưa có khóa").set_defaults(
        run=_show, opens=True
    )
    revoke = trust.add_parser("revoke", parents=[shared], help="thu hồi chứng thư của một đơn vị")
    revoke.add_argument("unit")
    revoke.set_defaults(run=_revoke, opens=True)
    export = trust.add_parser("export", parents=[shared], help="xuất danh bạ khóa cho cấp dưới")
    export.add_argument("--to", type=Path, required=True)
    export.add_argument("--root-to", type=Path, help="ghi thêm chứng thư gốc (PEM) cho người kiểm tra bên ngoài")
    export.set_defaults(run=_export, opens=True)
    install = trust.add_parser("install", parents=[shared], help="cài danh bạ khóa của cấp trên")
    install.add_argument("file", type=Path)
    install.add_argument("--code", required=True, help="mã 30 chữ số trong công văn của cấp trên")
    install.set_defaults(run=_install, opens=True)


def _key_new(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import keys

    made, _changes = keys.replace(desk) if options.replace else keys.new(desk)
    return say(f"Đã tạo khóa ký. Mã khóa: {made.code}", code=made.code, certificate=made.certificate_pem)


def _key_show(desk: Desk, _options: argparse.Namespace) -> Answer:
    from desktop.operations import keys

    held = keys.state(desk)
    state = "đã được cấp trên xác nhận" if held.issued else "chưa được cấp trên xác nhận"
    lines = [f"Mã khóa: {held.code} ({state})"]
    if held.token:
        lines.append(f"Khóa nằm trên USB ký số «{held.token}».")
    if held.ends_soon:
        lines.append(messages.sentence(*keys.ending(held)))
    return say(*lines, code=held.code, certificate=held.certificate_pem, issued=held.issued, token=held.token,
               expires_on=held.expires_on, days_left=held.days_left)  # fmt: skip


def _key_encryption(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import encryption

    held = encryption.renew(desk)[0] if options.new else encryption.own(desk)
    others = [{"unit_code": one.unit_code, "unit_name": one.unit_name, "keys": list(one.keys)}
              for one in encryption.known_units(desk)]  # fmt: skip
    if held is None:
        lines = ["Chưa có khóa mã hóa: khóa được tạo cùng khóa ký, yêu cầu cấp khóa hoặc danh bạ khóa."]
        return say(*lines, recipient=None, known_units=others)
    known = "cấp trên đã có khóa này" if held.known_above else "cấp trên chưa có khóa này"
    lines = [f"Khóa mã hóa: {held.recipient} ({known}); giữ {held.kept} khóa cũ."]
    if options.new:
        lines.append("Hãy xuất yêu cầu cấp khóa (key request) gửi cấp trên, hoặc danh bạ khóa mới gửi các đơn vị.")
    lines += [f"  - Gói gửi {one.unit_name} ({one.unit_code}) sẽ được mã hóa." for one in encryption.known_units(desk)]
    return say(*lines, recipient=held.recipient, since=held.since, kept=held.kept, known_above=held.known_above,
               known_units=others)  # fmt: skip


def _key_request(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import keys

    pin = given_pin(options) if keys.state(desk).token else None
    path = keys.request(desk, options.to, pin)
    code = keys.state(desk).code
    lines = (f"Đã ghi {path}.", f"Gửi tệp này cho cấp trên rồi gọi điện đọc mã: {code}")
    return say(*lines, path=str(path), code=code)


def _key_tokens(options: argparse.Namespace) -> Answer:
    from desktop.operations import tokens

    found = tokens.find(options.module or tokens.module())
    lines, rows = [], []
    for token in found:
        lines.append(f"{token.label} ({token.maker}), số {token.serial}")
        lines += [f"  - {one.subject}, hạn {one.expires_on}, mã khóa {one.code}" for one in token.certificates]
        held = [{"subject": one.subject, "code": one.code, "expires_on": one.expires_on, "label": one.label}
                for one in token.certificates]  # fmt: skip
        rows.append({"label": token.label, "serial": token.serial, "maker": token.maker, "tries": token.tries,
                     "certificates": held})  # fmt: skip
    return say(*lines, tokens=rows)


def _key_token(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import keys, tokens

    tokens.use(desk, options.module or tokens.module(), options.label, options.code, given_pin(options) or "")
    held = keys.state(desk)
    lines = (f"Từ nay đơn vị ký bằng USB «{held.token}». Mã khóa: {held.code}",
             "Hãy xuất yêu cầu cấp khóa gửi cấp trên để khóa này được tin.")  # fmt: skip
    return say(*lines, code=held.code, certificate=held.certificate_pem, token=held.token)


def _key_software(desk: Desk, _options: argparse.Namespace) -> Answer:
    from desktop.operations import keys, tokens

    tokens.back_to_software(desk)
    held = keys.state(desk)
    return say(f"Đơn vị ký lại bằng khóa trong sổ. Mã khóa: {held.code}", code=held.code)


def _init(desk: Desk, _options: argparse.Namespace) -> Answer:
    from desktop.operations import trust

    code, _changes = trust.init(desk)
    return say(f"Đã tạo khóa gốc. Ghi mã này vào công văn gửi các đơn vị: {code}", root_code=code, units=0, version=0)


def _renew(desk: Desk, _options: argparse.Namespace) -> Answer:
    from desktop.operations import trust

    ends_on, _changes = trust.renew_office(desk)
    return say(f"Chứng thư của văn phòng có hạn mới: {dates.shown(date.fromisoformat(ends_on))}.", ends_on=ends_on)


def _show(desk: Desk, _options: argparse.Namespace) -> Answer:
    from desktop.operations import enrolments, trust

    told, waiting = trust.standing(desk), enrolments.waiting(desk)
    lines = [f"Đang tin {told.upper_name}, bản {told.upper_version}."] if told.upper_name else []
    if told.root_code:
        ends = dates.shown(date.fromisoformat(told.office_ends_on))
        lines.append(f"Mã khóa gốc: {told.root_code}. Chứng thư của văn phòng có hạn đến {ends}.")
        lines.append(f"Danh bạ bản {told.version}" + (", có thay đổi chưa xuất." if told.unsent else "."))
        lines += [f"  - {row['unit_name']} ({row['unit_code']}): {_STATES[row['state']]}" for row in told.vouched]
        lines += [f"  - {one.unit_name} ({one.unit_code}): chưa xác nhận khóa" for one in waiting]
    if not lines:
        lines = ["Chưa tin ai. Hãy tạo khóa, gửi yêu cầu cho cấp trên rồi nhận danh bạ khóa."]
    vouched = [{name: row[name] for name in ("unit_code", "unit_name", "state", "issued_at")} for row in told.vouched]
    return say(*lines, key_code=told.key_code, issued=told.issued, upper_name=told.upper_name,
               upper_version=told.upper_version, root_code=told.root_code, version=told.version, unsent=told.unsent,
               office_ends_on=told.office_ends_on, units=vouched,
               not_enrolled=[vars(one) for one in waiting])  # fmt: skip


_STATES = {"active": "đang được tin", "revoked": "đã thu hồi"}


def _issue(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import trust

    entry, _changes = trust.issue(desk, options.request, options.code)
    lines = (f"Đã xác nhận khóa của {entry.unit_name} ({entry.unit_code}).", "Hãy xuất danh bạ khóa và gửi cho đơn vị.")
    return say(*lines, unit_code=entry.unit_code, unit_name=entry.unit_name, certificate=entry.certificate_pem)


def _revoke(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import trust

    trust.revoke(desk, options.unit)
    line = f"Đã thu hồi khóa của {options.unit}. Hãy xuất danh bạ khóa mới và gửi cho các đơn vị."
    return say(line, unit_code=options.unit.upper())


def _export(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import trust

    path, units, _changes = trust.export(desk, options.to)
    root = None
    if options.root_to:
        root = trust.write_root(desk, options.root_to)
    held = trust.registry(desk)
    version, code = (held.version, held.root_code) if held else (0, "")
    lines = (f"Đã ghi danh bạ khóa ({units} đơn vị, bản {version}) vào {path}.", f"Mã khóa gốc: {code}")
    return say(*lines, path=str(path), units=units, version=version, root_code=code, root=str(root) if root else None)


def _install(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import trust

    done = trust.install(desk, options.file, options.code)
    lines = [f"Đã tin khóa của {done.issuer_name} (bản {done.version}, {done.units} đơn vị)."]
    if done.certified:
        lines.append("Khóa ký của đơn vị đã được cấp trên xác nhận; từ nay gói ký ra được tin.")
    return say(*lines, root_code=done.root_code, units=done.units, version=done.version, certified=done.certified)
