"""Evidence goes along with a request to mark elsewhere, masked where it is blind, and of a technology secret never."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop import clock, paths
from desktop.desk import Desk
from desktop.operations import (
    appraisal_requests,
    appraisals,
    blinding,
    evidence,
    evidence_in_requests,
    evidence_intake,
    evidence_pages,
    initiatives,
    keys,
    marking_stores,
    tokens,
)
from desktop.operations.appraisal_requests import Made, Plan
from desktop.operations.evidence_intake import bytes_source
from domain.council import Council, CouncilMember
from domain.errors import RuleError
from domain.evidence import OFFICE_HEAD
from domain.initiative import State
from domain.moves import Decision
from exports.package import build, verify
from tests.desktop.operations import unions
from tests.desktop.operations.elsewhere import BINH, MEMBERS, SECRET
from tests.desktop.operations.test_evidence import PDF
from tests.desktop.operations.test_evidence_pages import pdf
from tests.exports.package import soft_token, strange_worker, union

EXE = b"MZ" + bytes(200)
MB = 1 << 20


def proved(unit: Desk, *, secret: bool = False) -> tuple[str, str]:
    """An initiative under appraisal with two files, the first called after its author; public id and author."""
    seated = tuple(CouncilMember(name, role) for name, role in MEMBERS)
    appraisals.set_council(unit, Council("Hội đồng sáng kiến", seated, "2023-07-14"))
    values = unions.sample()[0] | {"technology_secret": secret}
    stored = initiatives.enter(unit, values).stored
    author = stored.initiative.authors[0].full_name
    for name, content in ((f"{author} bản vẽ.pdf", pdf((595, 842))), ("Biên bản.pdf", PDF)):
        evidence_intake.add(unit, stored.row_id, bytes_source(name, content))
    assert initiatives.move(unit, [stored.row_id], State.UNDER_APPRAISAL).refused == {}
    return stored.initiative.id, author


def plan(unit: Desk, *, blind: bool = False, wanted: bool | None = None) -> Plan:
    return appraisal_requests.plan(unit, BINH, blind=blind, evidence=wanted)


def made_of(unit: Desk, usb: Path, *, blind: bool = False, wanted: bool | None = None, pin: str | None = None) -> Made:
    return appraisal_requests.make(unit, plan(unit, blind=blind, wanted=wanted), usb, step=unions.quiet, pin=pin)


def names(opened: Desk, public_id: str) -> list[str]:
    return [one.name for one in evidence.of_record(opened, initiatives.find(opened, public_id).row_id)]


def resealed(unit: Desk, path: Path, change: Callable[[dict[str, Any]], None], **added: bytes) -> Path:
    """The same request signed anew by the same unit, with a header that says something else."""
    with verify.open_verified(path, now=clock.now(), untrusted_too=True) as opened:
        header, lines = dict(opened.verification.header), list(opened.records())
        files = {entry: opened.people_file(entry) for entry in header["files"]}
    change(header)
    target = path.with_name("khác.asice")
    build.seal(target, header, lines, files | added, keys.unit_signer(unit), now=clock.now())
    return target


def test_the_appraiser_elsewhere_has_the_evidence_beside_the_sheet(unit: Desk, usb: Path, tmp_path: Path) -> None:
    public_id, author = proved(unit)
    planned = plan(unit)
    assert planned.evidence and [one.name for _item, one in planned.files] == [f"{author} bản vẽ.pdf", "Biên bản.pdf"]
    made = appraisal_requests.make(unit, planned, usb, step=unions.quiet)
    assert made.files == 2
    offer = marking_stores.look(made.path)
    assert [name for _entry, name, whose in offer.evidence if whose == public_id] == names(unit, public_id)
    pc = tmp_path / "pc"
    opened = marking_stores.open_request(made.path, pc, SECRET)
    reading = blinding.reading(opened, initiatives.find(opened, public_id).row_id)
    drawing, minutes = reading.evidence
    shown = evidence_pages.page(opened, drawing, 0, 400)
    assert shown.pages == 1 and not shown.image.isNull()
    assert b"".join(evidence.content(opened, minutes.id)) == PDF
    with pytest.raises(RuleError):
        evidence.remove(opened, minutes.id)
    opened.close()
    for file in pc.rglob("*"):
        assert not file.is_file() or PDF[:200] not in file.read_bytes(), "nothing of it lies in the clear"
    assert not list(pc.rglob("*.asice"))


def test_a_newer_request_brings_what_is_judged_now_and_blind_leaves_no_old_names(
    unit: Desk, usb: Path, tmp_path: Path
) -> None:
    public_id, author = proved(unit)
    opened = marking_stores.open_request(made_of(unit, usb).path, tmp_path / "pc", SECRET)
    marking_stores.renew(opened, made_of(unit, usb, wanted=False).path)
    assert names(opened, public_id) == names(unit, public_id), "left out, not taken back"
    row_id = initiatives.find(unit, public_id).row_id
    initiatives.move(unit, [row_id], State.ELIGIBLE, Decision(reason="bỏ một tệp"))
    evidence.remove(unit, evidence.of_record(unit, row_id)[1].id)
    initiatives.move(unit, [row_id], State.UNDER_APPRAISAL)
    marking_stores.renew(opened, made_of(unit, usb).path)
    assert names(opened, public_id) == [f"{author} bản vẽ.pdf"]
    marking_stores.renew(opened, made_of(unit, usb, blind=True, wanted=True).path)
    assert names(opened, public_id) == ["[…] bản vẽ.pdf"]
    marking_stores.renew(opened, made_of(unit, usb, blind=True).path)
    assert names(opened, public_id) == []
    opened.close()


def test_blind_requests_mask_the_names_and_send_files_only_when_asked(unit: Desk, usb: Path) -> None:
    _public_id, author = proved(unit)
    assert not plan(unit, blind=True).evidence
    silent = made_of(unit, usb, blind=True)
    assert (silent.files, marking_stores.look(silent.path).evidence) == (0, ())
    asked = made_of(unit, usb, blind=True, wanted=True)
    offer = marking_stores.look(asked.path)
    assert [name for _entry, name, _whose in offer.evidence] == ["[…] bản vẽ.pdf", "Biên bản.pdf"]
    with verify.open_verified(asked.path, now=clock.now(), untrusted_too=True) as opened:
        assert author not in str(opened.verification.header)


def test_files_of_a_technology_secret_never_leave(unit: Desk, usb: Path) -> None:
    proved(unit, secret=True)
    planned = plan(unit, wanted=True)
    assert (planned.files, planned.items[0].files_kept) == ((), 2)
    assert marking_stores.look(made_of(unit, usb, wanted=True).path).evidence == ()


def test_an_older_request_says_nothing_of_evidence_and_still_opens(unit: Desk, usb: Path, tmp_path: Path) -> None:
    public_id, _author = proved(unit)

    def older(header: dict[str, Any]) -> None:
        header["appraisal_request"] = dict(header["appraisal_request"])
        del header["appraisal_request"]["evidence"]

    old = resealed(unit, made_of(unit, usb, wanted=False).path, older)
    opened = marking_stores.open_request(old, tmp_path / "pc", SECRET)
    assert [line.public_id for line in appraisals.waiting(opened)] == [public_id]
    assert names(opened, public_id) == []
    assert list((tmp_path / "pc").rglob("*.asice*")), "kept as ever: there is no evidence in it"
    opened.close()


@pytest.mark.parametrize(
    ("content", "foreign", "code"),
    [(EXE, False, "evidence_kind_refused"), (PDF, True, "package_evidence_foreign")],
)
def test_evidence_that_is_not_what_it_must_be_makes_no_store(
    unit: Desk, usb: Path, tmp_path: Path, content: bytes, foreign: bool, code: str
) -> None:
    public_id, _author = proved(unit)
    entry, record = "data/evidence/00009.pdf", "somebody-else" if foreign else public_id

    def forged(header: dict[str, Any]) -> None:
        told = {"name": "a.pdf", "media_type": "application/pdf", "record": record}
        header["files"] = header["files"] | {entry: told}

    path = resealed(unit, made_of(unit, usb).path, forged, **{entry: content})
    with pytest.raises(RuleError, match=code):
        marking_stores.open_request(path, tmp_path / "pc", SECRET)
    assert not (tmp_path / "pc").exists()


def test_evidence_that_brings_its_reader_down_makes_no_store(
    unit: Desk, usb: Path, tmp_path: Path, brittle_gate: None
) -> None:
    public_id, _author = proved(unit)
    entry = "data/evidence/00009.doc"

    def trapped(header: dict[str, Any]) -> None:
        told = {"name": "bẫy.doc", "media_type": "application/msword", "record": public_id}
        header["files"] = header["files"] | {entry: told}

    path = resealed(unit, made_of(unit, usb).path, trapped, **{entry: OFFICE_HEAD + strange_worker.DIE})
    with pytest.raises(RuleError, match="package_crashed") as caught:
        marking_stores.open_request(path, tmp_path / "pc", SECRET)
    assert caught.value.facts["name"] == path.name
    assert not (tmp_path / "pc").exists()


def test_a_file_altered_on_its_way_makes_no_store(unit: Desk, usb: Path, tmp_path: Path) -> None:
    proved(unit)
    path = made_of(unit, usb).path
    raw = bytearray(path.read_bytes())
    raw[raw.index(b"data/evidence/00001.pdf") + 60] ^= 1
    path.write_bytes(raw)
    with pytest.raises(RuleError):
        marking_stores.open_request(path, tmp_path / "pc", SECRET)
    assert not (tmp_path / "pc").exists()


def test_what_is_heavy_stays_unless_asked_for_and_what_has_no_room_is_refused(unit: Desk) -> None:
    proved(unit)
    ((_item, one), *_rest) = plan(unit).files
    light, heavy = evidence_in_requests.LIGHT_BYTES, evidence_in_requests.MOST_BYTES
    sized: Callable[..., list[Any]] = lambda *sizes: [dataclasses.replace(one, size_bytes=n) for n in sizes]  # noqa: E731 - short
    assert evidence_in_requests.usual(sized(light - 1, 1), blind=False)
    assert not evidence_in_requests.usual(sized(light, 1), blind=False)
    assert not evidence_in_requests.usual(sized(1), blind=True)
    assert not evidence_in_requests.usual([], blind=False)
    evidence_in_requests.demand_room(sized(heavy - MB, MB))
    for too_much in (sized(heavy, 1), sized(*[1] * (evidence_in_requests.MOST_FILES + 1))):
        with pytest.raises(RuleError) as caught:
            evidence_in_requests.demand_room(too_much)
        assert (caught.value.code, caught.value.facts["limit"]) == ("request_evidence_too_large", "280 MB")


def test_what_has_no_room_is_refused_before_anything_is_written(
    unit: Desk, usb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proved(unit)
    monkeypatch.setattr(evidence_in_requests, "MOST_BYTES", 1_000)
    before = unions.everything_written(unit)
    with pytest.raises(RuleError, match="request_evidence_too_large"):
        made_of(unit, usb, wanted=True)
    assert unions.everything_written(unit) == before and list(usb.iterdir()) == []


def test_a_key_on_a_token_signs_with_its_pin_and_seals_nothing_without(
    unit: Desk, usb: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOFTHSM2_CONF", "")
    module = soft_token.initialised(tmp_path)
    (tmp_path / "seller").mkdir()
    seller = union.found(tmp_path / "seller", union.datetime.now(union.UTC).replace(microsecond=0))
    token = soft_token.with_keys(module, seller)
    code = next(one.code for one in tokens.find(token.module)[0].certificates if one.label == "ec")
    tokens.use(unit, token.module, soft_token.LABEL, code, soft_token.PIN)
    public_id, _author = proved(unit)
    for pin, told in ((None, ("token_pin_needed",)), ("999999", ("token_pin_wrong", "token_pin_few"))):
        with pytest.raises(RuleError) as caught:
            made_of(unit, usb, pin=pin)
        assert caught.value.code in told
    assert (appraisal_requests.standings(unit), list(usb.iterdir())) == ([], [])
    assert list(paths.sent(unit.home).iterdir()) == []
    made = made_of(unit, usb, pin=soft_token.PIN)
    offer = marking_stores.look(made.path)
    assert (made.signer_code, offer.signer_code, len(offer.evidence)) == (code, code, 2)
    opened = marking_stores.open_request(made.path, tmp_path / "pc", SECRET)
    assert len(names(opened, public_id)) == 2
    opened.close()
