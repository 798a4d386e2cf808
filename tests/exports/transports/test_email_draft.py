"""E-mail drafts: whole files, cut where mail refuses them, joined again in any order and refused when tampered with."""

from __future__ import annotations

import email
import email.policy
import hashlib
import os
import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import TroubleError
from exports.transports import email_draft, parts
from exports.transports.email_draft import Letter
from tests.exports.transports.far_ends import post
from tests.servers import running

CONTENT = os.urandom(2_000_003)
SHA256 = hashlib.sha256(CONTENT).hexdigest()
NAME = "27001_0001.asice"
LETTER = Letter("congdoan@binhtan.vn", "May Hoa Sim (27001): gói sáng kiến số 1", "Kính gửi LĐLĐ huyện Bình Tân,\n")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "kept.asice"
    file.write_bytes(CONTENT)
    return file


def _quiet(_done: int, _total: int) -> None:
    pass


def _drafts(source: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, part_bytes: int) -> list[Path]:
    monkeypatch.setattr(email_draft, "PART_BYTES", part_bytes)
    return email_draft.write(source, folder, NAME, SHA256, LETTER, step=_quiet)


def test_a_small_package_is_one_draft_that_a_mail_program_opens_for_sending(source: Path, tmp_path: Path) -> None:
    (draft,) = email_draft.write(source, tmp_path / "thư nháp", NAME, SHA256, LETTER, step=_quiet)
    message = email.message_from_bytes(draft.read_bytes(), policy=email.policy.default)
    assert (message["X-Unsent"], message["To"], message["Subject"]) == ("1", LETTER.to, LETTER.subject)
    body = message.get_body(("plain",))
    assert body is not None
    assert "Kính gửi LĐLĐ huyện Bình Tân" in body.get_content()
    (attached,) = message.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == (NAME, CONTENT)


def test_a_large_one_is_cut_and_joined_in_any_order_twice_over(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts = _drafts(source, tmp_path / "drafts", monkeypatch, 300_000)
    assert len(drafts) == 7
    mails = [*drafts, *drafts[:3]]
    random.Random(4).shuffle(mails)
    (whole,) = email_draft.gathered(mails, tmp_path / "joined")
    assert (whole.name, whole.read_bytes()) == (NAME, CONTENT)


def test_a_large_one_goes_through_a_mail_server_of_the_old_kind(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts = _drafts(source, tmp_path / "drafts", monkeypatch, 300_000)
    with running.running("mail") as server:
        for draft in random.Random(7).sample(drafts, len(drafts)):
            post(draft, server)
        came = sorted(server.folder.glob("*.eml"))
        assert len(came) == len(drafts) == 7
        (whole,) = email_draft.gathered(came, tmp_path / "joined")
        assert (whole.name, whole.read_bytes()) == (NAME, CONTENT)
        letter = email.message_from_bytes(came[0].read_bytes(), policy=email.policy.default)
    text = letter.get_body(("plain",))
    assert text is not None
    assert text.get_content().replace("\r\n", "\n") == LETTER.text
    assert letter["Subject"].startswith(LETTER.subject)


@given(text=st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=3_000))
def test_every_byte_of_a_draft_is_one_that_mail_takes(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "kept.asice"
        source.write_bytes(b"x" * 90)
        letter = Letter("a@b.vn", "Gói số 1", text + "\n")
        sha256 = hashlib.sha256(b"x" * 90).hexdigest()
        (draft,) = email_draft.write(source, Path(folder), NAME, sha256, letter, step=_quiet)
        written = draft.read_bytes()
    assert written.isascii()
    assert max(map(len, written.split(b"\r\n"))) <= 998


def test_parts_saved_from_mails_are_joined_as_well(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts = _drafts(source, tmp_path / "drafts", monkeypatch, 900_000)
    saved = [file for draft in drafts for file in email_draft.attachments(draft, tmp_path / "saved")]
    assert {file.suffix for file in saved} == {parts.SUFFIX}
    (whole,) = email_draft.gathered(reversed(saved), tmp_path / "joined")
    assert whole.read_bytes() == CONTENT


def test_while_a_part_is_missing_nothing_is_made_and_the_others_are_named(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts = _drafts(source, tmp_path / "drafts", monkeypatch, 900_000)
    left = email_draft.gathered(drafts[1:], tmp_path / "joined")
    assert {file.suffix for file in left} == {parts.SUFFIX}
    assert not (tmp_path / "joined" / NAME).exists()


@pytest.mark.parametrize("at", [200, 600_000, -1])
def test_a_changed_part_makes_nothing(tmp_path: Path, at: int) -> None:
    source = tmp_path / "kept"
    source.write_bytes(CONTENT)
    files = []
    for name, piece in parts.split(source, NAME, SHA256, 900_000):
        changed = bytearray(piece)
        if not files:
            changed[at] ^= 1
        (tmp_path / name).write_bytes(changed)
        files.append(tmp_path / name)
    made, left = parts.join(files, tmp_path / "joined")
    assert made == []
    assert len(left) == len(files)


@given(st.binary(max_size=300))
def test_what_is_no_part_is_never_taken_for_one(tmp_path_factory: pytest.TempPathFactory, junk: bytes) -> None:
    file = tmp_path_factory.mktemp("junk") / "x.part"
    for content in (junk, parts.MARK + junk, parts.MARK + b'{"name": "../x", "part": 1}\n' + junk):
        file.write_bytes(content)
        assert parts.head_of(file) is None


def test_a_changed_package_is_not_sent(source: Path, tmp_path: Path) -> None:
    source.write_bytes(CONTENT[:-1] + b"x")
    with pytest.raises(TroubleError, match="package_changed"):
        email_draft.write(source, tmp_path / "drafts", NAME, SHA256, LETTER, step=_quiet)
    assert not (tmp_path / "drafts").exists()


def test_stopping_leaves_no_draft(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(email_draft, "PART_BYTES", 300_000)

    def stop(done: int, _total: int) -> None:
        if done > 700_000:
            raise InterruptedError

    with pytest.raises(TroubleError):
        email_draft.write(source, tmp_path / "drafts", NAME, SHA256, LETTER, step=stop)
    assert list((tmp_path / "drafts").iterdir()) == []


def test_a_mail_without_a_package_stays_in_the_list(tmp_path: Path) -> None:
    mail = tmp_path / "thư.eml"
    mail.write_text("Subject: Xin chào\n\nKhông có gì.\n", encoding="utf-8")
    assert email_draft.gathered([mail], tmp_path / "joined") == [mail]
