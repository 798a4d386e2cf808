"""Servers that take packages: what may be written down, where the secret lies, and trying one out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.desk import Desk
from desktop.operations import keys, outbox, servers, uploading
from desktop.operations.servers import ReceivingServer
from domain.errors import RuleError, TroubleError
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
