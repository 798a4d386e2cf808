"""Packages on their way to servers: carried over, cut, killed, held, tried again, told of, and closed by a receipt."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from desktop import clock
from desktop.desk import Desk, open_desk
from desktop.operations import keys, outbox, sending, servers, uploading
from desktop.operations.servers import ReceivingServer
from domain.errors import RuleError, TroubleError
from tests.desktop.operations import unions
from tests.desktop.operations.unions import StoppedError, quiet
from tests.servers import faults, running
from tests.servers.faults import Faults
from tests.servers.running import Running


@pytest.fixture(scope="module")
def there() -> Iterator[Running]:
    with running.running("reference") as server:
        yield server


@pytest.fixture
def server(there: Running) -> Running:
    there.clear()
    return there


@pytest.fixture
def line(server: Running) -> Iterator[Faults]:
    with faults.between(server.port) as between:
        yield between


@pytest.fixture
def sealed(unit: Desk) -> str:
    """A sealed package of the unit, by its manifest."""
    keys.new(unit)
    unions.recognised(unit, 3)
    return unions.send(unit, None).manifest_sha256


def written(unit: Desk, url: str, secret: str = "", kind: str = "tus") -> int:
    return servers.put(unit, ReceivingServer("LĐLĐ", kind, url, secret=secret or running._secret("tus")))[0].id


def row(unit: Desk) -> dict[str, object]:
    return outbox.rows(unit)[0]


def state(unit: Desk) -> tuple[object, object]:
    return row(unit)["state"], row(unit)["detail"]


def url(port: int, area: str = "files") -> str:
    return f"http://127.0.0.1:{port}/{area}"


def size_of(unit: Desk, sealed: str) -> int:
    return Path(sending.find(unit, sealed)["path"]).stat().st_size


def test_a_package_goes_up_and_its_account_says_when_and_to_whom(unit: Desk, sealed: str, server: Running) -> None:
    done, changes = uploading.to_server(unit, sealed, written(unit, url(server.port)), step=quiet)
    kept = Path(sending.find(unit, sealed)["path"])
    assert server.arrived() == [(kept.name, kept.read_bytes())]
    assert (state(unit), changes.touches("packages")) == (("delivered", done.where), True)
    told = outbox.history(unit, sealed)
    assert [one["state"] for one in told] == ["delivered", "sending", "sealed"]
    assert {(one["channel"], one["target"], one["recipient"]) for one in told[:2]} == {
        ("tus", url(server.port), "27000")
    }
    assert told == outbox.history(unit)


def test_a_receipt_closes_the_row_and_an_upload_that_ends_later_opens_it_no_more(
    vouched_pair: tuple[Desk, Desk], server: Running, tmp_path: Path
) -> None:
    unit, upper = vouched_pair
    sealed = unions.send(unit, None).manifest_sha256
    upload, _changes = uploading.begin(unit, sealed, written(unit, url(server.port)))
    arrival = uploading.transfer(upload, step=quiet, keep=lambda *_at: None)
    came = tmp_path / "came"
    came.mkdir()
    for name, content in server.arrived():
        (came / name).write_bytes(content)
    unions.take(upper, came, receipts_to=tmp_path)
    unions.take(unit, next(tmp_path.glob("*bien-nhan*")))
    assert row(unit)["state"] == "acknowledged"
    uploading.ended(unit, upload, arrival)
    assert row(unit)["state"] == "acknowledged"
    uploading.ended(unit, upload, TroubleError("server_cut", again=True))
    assert (row(unit)["state"], outbox.due(unit)) == ("acknowledged", [])


def test_a_line_that_is_cut_is_taken_up_at_once_while_it_brings_bytes_over(
    unit: Desk, sealed: str, server: Running, line: Faults
) -> None:
    line.cut_every(size_of(unit, sealed) // 3)
    uploading.to_server(unit, sealed, written(unit, url(line.port)), step=quiet)
    assert (line.cuts >= 2, len(server.arrived()), row(unit)["attempts"]) == (True, 1, 1)


def test_a_server_that_is_away_is_tried_again_later_and_later(
    unit: Desk, sealed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now)
    monkeypatch.setattr(clock, "stamp", lambda: clock.stamp_of(now))
    nowhere = written(unit, url(running.free_port()))
    for least, most in ((15, 30), (30, 60), (60, 120)):
        with pytest.raises(TroubleError) as away:
            uploading.to_server(unit, sealed, nowhere, step=quiet)
        assert (away.value.code, state(unit)) == ("server_unreachable", ("queued", "server_unreachable"))
        bounds = [clock.stamp_of(now + timedelta(seconds=seconds)) for seconds in (least, most)]
        assert bounds[0] <= str(row(unit)["next_at"]) <= bounds[1]
        assert outbox.due(unit) == []
    later = now + timedelta(days=1, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    monkeypatch.setattr(clock, "stamp", lambda: clock.stamp_of(later))
    assert [one["manifest_sha256"] for one in outbox.due(unit)] == [sealed]
    assert outbox.stuck(row(unit)) and "127.0.0.1" in outbox.why(row(unit))


def test_a_busy_server_says_for_how_long(unit: Desk, sealed: str, server: Running) -> None:
    before = clock.now()
    with pytest.raises(TroubleError) as busy:
        uploading.to_server(unit, sealed, written(unit, url(server.port, "late")), step=quiet)
    assert (busy.value.again, busy.value.facts["wait_s"]) == (True, 120)
    assert str(row(unit)["next_at"]) >= clock.stamp_of(before + timedelta(seconds=120))


@pytest.mark.parametrize(("area", "secret", "code"), [
    ("files", "wrong", "server_key_refused"), ("small", "", "server_too_large"), ("away", "", "server_elsewhere"),
])  # fmt: skip
def test_what_waiting_does_not_mend_is_failed_and_not_tried_again(
    unit: Desk, server: Running, area: str, secret: str, code: str
) -> None:
    keys.new(unit)
    unions.recognised(unit, 3)
    sealed = unions.send(unit, None).manifest_sha256
    if area == "small":
        Path(sending.find(unit, sealed)["path"]).write_bytes(b"")  # replaced below by something long
        _lengthen(unit, sealed)
    with pytest.raises(TroubleError) as refused:
        uploading.to_server(unit, sealed, written(unit, url(server.port, area), secret), step=quiet)
    assert (refused.value.code, refused.value.again, row(unit)["state"]) == (code, False, "failed")
    assert (row(unit)["next_at"], outbox.why(row(unit)).count("{"), server.arrived()) == (None, 0, [])


def _lengthen(unit: Desk, sealed: str) -> None:
    """The same row with a file too long for the server: what is in it is nobody's matter here."""
    import hashlib
    import json

    kept, content = Path(sending.find(unit, sealed)["path"]), bytes(running.MOST + 1)
    kept.write_bytes(content)
    with unit.store.atomic():
        unit.store.execute("UPDATE package SET detail = ?",
                           [json.dumps({"file_sha256": hashlib.sha256(content).hexdigest()})])  # fmt: skip


def test_stopped_it_is_held_and_goes_on_where_it_was(unit: Desk, sealed: str, server: Running, line: Faults) -> None:
    server_id, size = written(unit, url(line.port)), size_of(unit, sealed)
    line.cut_every(size // 2, times=1)

    def stop(_done: int, _total: int) -> None:
        if line.cuts:
            raise StoppedError

    with pytest.raises(StoppedError):
        uploading.to_server(unit, sealed, server_id, step=stop)
    mark = row(unit)["mark"]
    assert (state(unit), bool(mark), server.arrived()) == (("held", "stopped"), True, [])
    assert outbox.send_waiting(unit, step=quiet) == []
    outbox.resume(unit, sealed)
    (sent,) = outbox.send_waiting(unit, step=quiet)
    assert (sent["state"], sent["mark"], len(server.arrived())) == ("delivered", mark, 1)


def test_killed_it_goes_on_by_itself_when_the_register_is_opened_again(
    unit: Desk, sealed: str, server: Running, line: Faults
) -> None:
    upload, _changes = uploading.begin(unit, sealed, written(unit, url(line.port)))
    line.cut_every(size_of(unit, sealed) // 2)
    with pytest.raises(TroubleError):
        upload.channel.deliver(upload.parcel, "", step=quiet, keep=lambda *at: uploading.keep(unit, upload, *at))
    unit.close()  # nobody wrote down how it ended
    line.mend()
    again = open_desk(unit.home, None)
    try:
        assert [one["state"] for one in outbox.due(again)] == ["queued"]
        assert outbox.send_waiting(again, only_due=True, step=quiet)[0]["state"] == "delivered"
        assert len(server.arrived()) == 1
    finally:
        again.close()


def test_sent_again_by_another_way_it_waits_for_the_server_no_more(unit: Desk, sealed: str, usb: Path) -> None:
    with pytest.raises(TroubleError):
        uploading.to_server(unit, sealed, written(unit, url(running.free_port())), step=quiet)
    sending.to_folder(unit, sealed, usb, step=quiet)
    assert (row(unit)["state"], outbox.send_waiting(unit, step=quiet)) == ("delivered", [])
    assert [one["channel"] for one in outbox.history(unit, sealed)] == ["folder", "folder", "tus", "tus", ""]


def test_hold_and_resume_ask_for_something_to_hold(unit: Desk, sealed: str, usb: Path) -> None:
    with pytest.raises(RuleError, match="outbox_not_held"):
        outbox.resume(unit, sealed)
    outbox.hold(unit, sealed)
    assert row(unit)["state"] == "held"
    outbox.resume(unit, sealed)
    assert row(unit)["state"] == "sealed"
    sending.to_folder(unit, sealed, usb, step=quiet)
    with pytest.raises(RuleError, match="outbox_not_waiting"):
        outbox.hold(unit, sealed)
    with pytest.raises(RuleError, match="outbox_no_server"):
        outbox.send_waiting(unit, sealed, step=quiet)


def test_the_account_is_never_changed(unit: Desk, sealed: str) -> None:
    for words in ("UPDATE outbox_history SET state = 'x'", "DELETE FROM outbox_history"):
        with pytest.raises(Exception, match="append-only"), unit.store.atomic():
            unit.store.execute(words)
