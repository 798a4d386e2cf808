"""Commands: server."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from desktop.cli.answer import Answer, say
from desktop.cli.secret import add_server, given_ca, given_proxy_password, given_token
from desktop.desk import Desk
from domain.errors import RuleError

if TYPE_CHECKING:
    from desktop.operations.servers import ReceivingServer


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    verbs = commands.add_parser("server", help="máy chủ nhận gói").add_subparsers(dest="verb", required=True)
    verbs.add_parser("list", parents=[shared], help="các máy chủ nhận gói").set_defaults(run=_list, opens=True)
    put = verbs.add_parser("add", parents=[shared], help="thêm, hoặc ghi lại máy chủ cùng địa chỉ")
    put.add_argument("url")
    put.add_argument("--kind", choices=["tus", "webdav"], required=True)
    put.add_argument("--name", default="")
    add_server(put)
    put.set_defaults(run=_add, opens=True)
    for verb, run, text in (("test", _test, "thử kết nối"), ("remove", _remove, "xóa khỏi sổ")):
        one = verbs.add_parser(verb, parents=[shared], help=text)
        one.add_argument("server", help="tên hoặc địa chỉ")
        one.set_defaults(run=run, opens=True)


def given(desk: Desk, kind: str, to: str, options: argparse.Namespace, name: str = "") -> ReceivingServer:
    """The server meant by its address or name, with what the options say anew; not written down yet."""
    from desktop.operations import servers

    known = servers.named(desk, kind, to)
    one = known or servers.ReceivingServer(name, kind, to)
    ca, token = given_ca(options), given_token(options)
    one = replace(one, name=name or one.name, secret=token)
    one = one if ca is None else replace(one, ca_pem=ca)
    one = replace(one, proxy_secret=given_proxy_password(options))
    one = one if options.proxy_user is None else replace(one, proxy_user=options.proxy_user)
    return one if options.user_name is None else replace(one, user_name=options.user_name)


def _list(desk: Desk, _options: argparse.Namespace) -> Answer:
    from desktop.operations import servers

    found = servers.everything(desk)
    lines = [f"{one.name}: {one.kind}, {one.url}" for one in found] or ["Chưa có máy chủ nhận nào."]
    return say(*lines, servers=[_values(one) for one in found])


def _add(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import servers

    one, _changes = servers.put(desk, given(desk, options.kind, options.url, options, options.name))
    return say(f"Đã ghi máy chủ {one.name}: {one.url}.", server=_values(one))


def _test(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import servers

    one = _known(desk, options.server)
    servers.trial(desk, one)(lambda: None)
    return say(f"{one.name} trả lời đúng loại {one.kind} và nhận mã truy cập.", ok=True, server=_values(one))


def _remove(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import servers

    one = _known(desk, options.server)
    servers.remove(desk, one.id)
    return say(f"Đã xóa máy chủ {one.name} và mã truy cập của nó.", removed=one.url)


def _known(desk: Desk, words: str) -> ReceivingServer:
    from desktop.operations import servers

    for one in servers.everything(desk):
        if words in (one.name, one.url):
            return one
    raise RuleError("server_unknown", field="server", name=words)


def _values(one: ReceivingServer) -> dict[str, Any]:
    return {"name": one.name, "kind": one.kind, "url": one.url, "user": one.user_name, "has_secret": one.has_secret,
            "has_ca": bool(one.ca_pem), "proxy_user": one.proxy_user,
            "has_proxy_password": one.has_proxy_secret}  # fmt: skip
