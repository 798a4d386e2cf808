"""Servers that take packages: what may be written down, where the secret lies, and trying one out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop import network
from desktop.desk import Desk
from desktop.operations import keys, outbox, servers, uploading
from desktop.operations.servers import ReceivingServer
from domain.errors import RuleError, TroubleError
from exports.transports.server import Server
from tests.desktop.operations import unions
from tests.desktop.operations.unions import quiet
from tests.servers import running
from tests.servers.running import Running

GIVEN = ReceivingServer("LĐLĐ tỉnh", "tus", "https://nhan.example.vn/files", secret="ma-bi-mat-9513")


@pytest.fixture(scope="module")
def tus() -> Iterator[Running]:
    with running.running("reference") as server:
        yield server


def test_the_secret_is_kept_sealed_and_told_to_nobody(unit: Desk) -> None:
    kept, changes = servers.put(unit, GIVEN)
    assert (kept.secret, kept.has_secret, changes.touches("servers")) == ("", True, True)
    row = unit.store.row("SELECT * FROM upload_server")
    assert row and GIVEN.secret.encode() not in b"".join(str(value).encode() for value in row.values())
    assert GIVEN.secret not in str(unions.everything_written(unit))
    assert servers.channel(unit, kept.id).server.secret == GIVEN.secret  # type: ignore[attr-defined]
    assert GIVEN.secret not in repr(servers.channel(unit, kept.id))


def test_written_anew_without_a_secret_the_old_one_stays(unit: Desk) -> None:
    kept, _changes = servers.put(unit, GIVEN)
    moved, _changes = servers.put(unit, replace(kept, url="https://moi.example.vn/files"))
    assert (moved.id, servers.channel(unit, moved.id).server.secret) == (kept.id, GIVEN.secret)  # type: ignore[attr-defined]


def test_a_row_pointed_elsewhere_takes_no_secret_there(unit: Desk) -> None:
    kept, _changes = servers.put(unit, GIVEN)
    with unit.store.atomic():
        unit.store.execute("UPDATE upload_server SET url = 'https://ke-gian.example.vn/'")
    with pytest.raises(TroubleError, match="secret_damaged"):
        servers.channel(unit, kept.id)


@pytest.mark.parametrize(("change", "code"), [
    ({"url": "nhan.example.vn"}, "server_url_wrong"), ({"url": "ftp://nhan.example.vn"}, "server_url_wrong"),
    ({"url": "https://a:b@nhan.example.vn/"}, "server_url_wrong"), ({"url": "https://nhan.example.vn:x/"},
     "server_url_wrong"), ({"url": "http://nhan.example.vn/"}, "server_not_safe"),
    ({"kind": "ftp"}, "server_kind_wrong"), ({"secret": "mã của tôi"}, "server_secret_odd"),
    ({"user_name": "a:b"}, "server_user_odd"), ({"ca_pem": "-----BEGIN CERTIFICATE-----\nx"}, "ca_unreadable"),
])  # fmt: skip
def test_what_could_not_work_or_gives_the_secret_away_is_refused(unit: Desk, change: dict[str, str], code: str) -> None:
    with pytest.raises(RuleError, match=code) as refused:
        servers.put(unit, replace(GIVEN, **change))  # type: ignore[arg-type]
    assert refused.value.field and servers.everything(unit) == []


def test_one_address_is_written_down_once(unit: Desk) -> None:
    servers.put(unit, GIVEN)
    with pytest.raises(RuleError, match="server_known"):
        servers.put(unit, replace(GIVEN, name="nữa"))


def test_a_password_may_have_accents_where_there_is_a_user(unit: Desk) -> None:
    kept, _changes = servers.put(unit, replace(GIVEN, kind="webdav", user_name="donvi", secret="mật khẩu"))
    assert servers.channel(unit, kept.id).server.secret == "mật khẩu"  # type: ignore[attr-defined]


def test_trying_out_says_what_is_wrong(unit: Desk, tus: Running) -> None:
    good = ReceivingServer("x", "tus", f"http://127.0.0.1:{tus.port}/files", secret=running._secret("tus"))
    servers.trial(unit, good)(lambda: None)
    for change, code in (({"secret": "wrong"}, "server_key_refused"), ({"kind": "webdav"}, "server_other_kind"),
                         ({"url": f"http://127.0.0.1:{running.free_port()}/"}, "server_unreachable")):  # fmt: skip
        with pytest.raises(TroubleError, match=code):
            servers.trial(unit, replace(good, **change))(lambda: None)
    assert (servers.everything(unit), list(tus.folder.iterdir())) == ([], [])


def test_a_server_taken_out_holds_what_waited_for_it(unit: Desk, tmp_path: Path) -> None:
    keys.new(unit)
    unions.recognised(unit, 1)
    sealed = unions.send(unit, None).manifest_sha256
    kept, _changes = servers.put(unit, replace(GIVEN, url=f"http://127.0.0.1:{running.free_port()}/"))
    with pytest.raises(TroubleError):
        uploading.to_server(unit, sealed, kept.id, step=quiet)
    servers.remove(unit, kept.id)
    (row,) = outbox.rows(unit)
    assert (row["state"], row["server_id"], servers.everything(unit)) == ("held", None, [])
    assert "xóa" in outbox.why(row)
    outbox.resume(unit, sealed)
    assert outbox.rows(unit)[0]["state"] == "sealed"


PROXY = {"proxy_user": "donvi", "proxy_secret": "mật khẩu proxy"}


@pytest.fixture
def proxied(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A PC whose system names a proxy, as offices set it."""
    monkeypatch.setenv("https_proxy", "http://proxy.coquan.vn:3128")
    assert network.proxy_for(GIVEN.url) == "proxy.coquan.vn:3128"
    return monkeypatch


def at(unit: Desk, server_id: int) -> Server:
    return servers.channel(unit, server_id).server  # type: ignore[attr-defined,no-any-return]


def test_a_proxys_login_is_kept_sealed_for_that_proxy_alone(unit: Desk, proxied: pytest.MonkeyPatch) -> None:
    kept, _changes = servers.put(unit, replace(GIVEN, **PROXY))  # type: ignore[arg-type]
    assert (kept.proxy_user, kept.proxy_secret, kept.has_proxy_secret) == ("donvi", "", True)
    assert PROXY["proxy_secret"] not in str(unions.everything_written(unit))
    there = at(unit, kept.id)
    assert (there.proxy, there.proxy_user, there.proxy_secret) == ("proxy.coquan.vn:3128", *PROXY.values())
    servers.put(unit, replace(kept, name="Tên khác"))
    assert at(unit, kept.id).proxy_secret == PROXY["proxy_secret"]
    for elsewhere in ("http://proxy.quan-ca-phe.vn:3128", ""):
        proxied.setenv("https_proxy", elsewhere)
        there = at(unit, kept.id)
        assert (there.proxy_user, there.proxy_secret) == ("", "")


def test_a_proxys_login_taken_away_is_gone(unit: Desk, proxied: pytest.MonkeyPatch) -> None:
    kept, _changes = servers.put(unit, replace(GIVEN, **PROXY))  # type: ignore[arg-type]
    without, _changes = servers.put(unit, replace(kept, proxy_user=""))
    assert (without.has_proxy_secret, at(unit, kept.id).proxy_secret) == (False, "")


def test_a_row_pointed_at_another_proxy_tells_it_nothing(unit: Desk, proxied: pytest.MonkeyPatch) -> None:
    kept, _changes = servers.put(unit, replace(GIVEN, **PROXY))  # type: ignore[arg-type]
    with unit.store.atomic():
        unit.store.execute("UPDATE upload_server SET proxy = 'ke-gian.vn:3128'")
    proxied.setenv("https_proxy", "http://ke-gian.vn:3128")
    with pytest.raises(TroubleError, match="secret_damaged"):
        servers.channel(unit, kept.id)


@pytest.mark.parametrize(("change", "code"), [
    ({"proxy_secret": "x"}, "proxy_user_missing"), ({"proxy_secret": "x", "proxy_user": "a:b"}, "proxy_user_odd"),
    (PROXY, "proxy_none"),
])  # fmt: skip
def test_a_login_no_proxy_could_take_is_refused(unit: Desk, monkeypatch: pytest.MonkeyPatch, change: dict[str, str],
                                                code: str) -> None:  # fmt: skip
    monkeypatch.delenv("https_proxy", raising=False)
    with pytest.raises(RuleError, match=code) as refused:
        servers.put(unit, replace(GIVEN, **change))  # type: ignore[arg-type]
    assert (refused.value.field, servers.everything(unit)) == ("proxy_user", [])
