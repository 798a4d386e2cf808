"""Command: user."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desktop.cli.answer import Answer, say
from desktop.cli.secret import given_passphrase
from desktop.desk import Desk
from domain import role_words
from domain.role import UserRole, in_order

ROLES = [str(role) for role in UserRole]


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    verbs = commands.add_parser("user", help="người dùng của sổ").add_subparsers(dest="verb", required=True)
    added = verbs.add_parser("add", parents=[shared], help="thêm người được mở sổ")
    added.add_argument("name")
    added.add_argument("--role", choices=ROLES, nargs="+", default=["appraiser"])
    added.add_argument("--new-passphrase-file", type=Path)
    added.set_defaults(run=_add, opens=True, marks=True)
    roles = verbs.add_parser("roles", parents=[shared], help="đổi vai trò của một người")
    roles.add_argument("name")
    roles.add_argument("--role", choices=ROLES, nargs="+", required=True)
    roles.set_defaults(run=_roles, opens=True, marks=True)
    removed = verbs.add_parser("remove", parents=[shared], help="một người thôi dùng sổ")
    removed.add_argument("name")
    removed.add_argument("--reason", default="")
    removed.add_argument("--successor", default="", help="người giữ sổ thay, khi người thôi là người giữ sổ cuối cùng")
    removed.set_defaults(run=_remove, opens=True, marks=True)
    verbs.add_parser("list", parents=[shared], help="những người mở được sổ").set_defaults(
        run=_list, opens=True, marks=True
    )
    _secrets(verbs, shared)


def _secrets(verbs: Any, shared: argparse.ArgumentParser) -> None:
    changed = verbs.add_parser("passphrase", parents=[shared], help="mật khẩu mới cho mình, hoặc cho người đã quên")
    changed.add_argument("name", nargs="?", default="")
    changed.add_argument("--new-passphrase-file", type=Path, required=True)
    changed.set_defaults(run=_passphrase, opens=True, marks=True)
    kept = verbs.add_parser("remember", parents=[shared], help="cho máy này mở sổ không cần mật khẩu; --off thì thôi")
    kept.add_argument("--off", action="store_true")
    kept.set_defaults(run=_remember, opens=True, marks=True)
    code = verbs.add_parser("recovery", parents=[shared], help="mã khôi phục mới; mã cũ không mở được sổ nữa")
    code.add_argument("--to", type=Path, help="ghi tờ mã khôi phục vào tệp này")
    code.set_defaults(run=_recovery, opens=True, marks=True)
    lock = verbs.add_parser("lock-after", parents=[shared], help="số phút không dùng thì khóa cửa sổ")
    lock.add_argument("minutes", type=int, nargs="?")
    lock.set_defaults(run=_lock_after, opens=True, marks=True)


def _add(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import users

    given = given_passphrase(argparse.Namespace(passphrase_file=options.new_passphrase_file)) or ""
    users.add(desk, options.name, options.role, given)
    return _told(desk, options.name, "Đã thêm")


def _roles(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import users

    users.set_roles(desk, options.name, options.role)
    return _told(desk, options.name, "Từ nay")


def _told(desk: Desk, name: str, begin: str) -> Answer:
    from desktop.operations import users

    user = users.find(desk, name)
    held = [str(role) for role in in_order(user.roles)]
    return say(f"{begin} {user.name}: {words(user.roles)}.", name=user.name, roles=held)


def _remove(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import users

    users.remove(desk, options.name, options.reason, successor=options.successor)
    return say(f"{options.name} không mở được sổ nữa; những gì người này đã làm vẫn còn.", name=options.name)


def _list(desk: Desk, _options: argparse.Namespace) -> Answer:
    from desktop.operations import users

    found, left = users.everyone(desk), users.left(desk)
    lines = [f"{user.name}: {words(user.roles)}" for user in found]
    lines += [f"{user.name}: đã thôi dùng sổ" for user in left]
    outside = users.code_outside(desk)
    if outside:
        lines.append(f"{', '.join(outside)} có thể còn biết mã khôi phục. Hãy thay mã: «user recovery --to TỆP».")
    values = [{"name": user.name, "roles": [str(role) for role in in_order(user.roles)]} for user in found]
    return say(*lines, users=values, left=[user.name for user in left], code_outside=outside)


def _passphrase(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import users

    given = given_passphrase(argparse.Namespace(passphrase_file=options.new_passphrase_file)) or ""
    name = options.name or desk.user.name
    if name == desk.user.name:
        users.change_passphrase(desk, given)
    else:
        users.reset_passphrase(desk, name, given)
    return say(f"Từ lần sau {name} mở sổ bằng mật khẩu mới.", name=name)


def _remember(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import remembering

    if options.off:
        remembering.forget(desk)
        return say("Máy này không tự mở sổ nữa; lần sau phải gõ mật khẩu.", remembered=False)
    remembering.remember(desk)
    where = remembering.keyring()
    return say(f"{where} của máy này giữ khóa mở sổ cho {desk.user.name}. Ai vào được tài khoản máy tính này thì mở "
               "được sổ dưới tên đó. Bỏ bằng «user remember --off».", remembered=True, keyring=where)  # fmt: skip


def _recovery(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import users

    made = users.new_recovery(desk, options.to)
    if made.sheet is not None:
        line = f"Mã khôi phục mới đã ghi vào {made.sheet}. Hãy in và cất tờ này trong tủ có khóa, rồi hủy tờ cũ."
        return say(line, recovery_file=str(made.sheet))
    return say(f"Mã khôi phục mới (chỉ hiện một lần, hãy chép lại): {made.code}", recovery_code=made.code)


def _lock_after(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import users

    if options.minutes is not None:
        users.set_lock_after(desk, options.minutes)
    minutes = users.lock_after_min(desk)
    line = f"Cửa sổ tự khóa sau {minutes} phút không dùng." if minutes else "Sổ không có mật khẩu nên không tự khóa."
    return say(line, minutes=minutes)


def words(roles: frozenset[UserRole]) -> str:
    """The roles as people call them."""
    return ", ".join(role_words.USER_ROLES[role] for role in in_order(roles))
