"""E-mail: drafts that the user's own mail program opens, with the package in them, cut where mail would refuse it."""

from __future__ import annotations

import email
import email.policy
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from domain.errors import TroubleError
from exports.package import gate
from exports.package.layout import RefusedError
from exports.package.place import Clear, Source
from exports.transports import parts
from exports.transports.channel import Arrival, Keep, Parcel, Step, checked
from exports.transports.parts import PlaceOf

SUFFIX = ".eml"
PART_BYTES = 7_000_000  # 1.37 times as much on the wire: what nearly every mail server takes
LONGEST_EML = 60_000_000
# Some relays take letters of seven bits alone: the text is then written in signs that all of them take.
_SEVEN_BITS = email.policy.SMTP.clone(cte_type="7bit")
_TAKEN = (".asice", ".age", parts.SUFFIX)


@dataclass(frozen=True)
class Letter:
    """What stands in a draft but the file. `to` may be "" where the person writes the address."""

    to: str
    subject: str
    text: str


@dataclass(frozen=True)
class Drafts:
    """A folder of drafts as a channel: the package is on its way once a person has sent them."""

    folder: Path
    letter: Letter

    def deliver(self, parcel: Parcel, mark: str, *, step: Step, keep: Keep) -> Arrival:
        made = write(parcel.source, self.folder, parcel.name, parcel.sha256, self.letter, step=step)
        return Arrival(str(made[0]), sum(draft.stat().st_size for draft in made))


def write(source: Source, folder: Path, name: str, sha256: str, letter: Letter, *, step: Step) -> list[Path]:
    """Drafts in `folder`, one a part, each whole or not there; `step(done, total)` counts bytes and may raise to stop.

    `sha256` (hex) is what the file had when it was sealed: a changed file is not sent. The drafts say X-Unsent, so
    that mail programs open them for sending. TroubleError: package_missing, package_changed, folder_full, folder_gone.
    """
    size = checked(source, sha256)
    made: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        pieces = [(name, _read(source))] if size <= PART_BYTES else parts.split(source, name, sha256, PART_BYTES)
        count = max(1, -(-size // PART_BYTES))
        for number, (file_name, piece) in enumerate(pieces, 1):
            step(min((number - 1) * PART_BYTES, size), size)
            subject = letter.subject if count == 1 else f"{letter.subject} ({number}/{count})"
            made.append(_draft(folder, file_name, piece, letter, subject))
        step(size, size)
    except BaseException as error:
        for draft in made:
            draft.unlink(missing_ok=True)
        if isinstance(error, OSError):
            code = "folder_full" if error.errno == 28 else "folder_gone"
            raise TroubleError(code, again=True, path=str(folder), detail=error.strerror or "") from error
        raise
    return made


def attachments(mail: Path, into: Path, place: PlaceOf = Clear) -> list[Path]:
    """The packages and parts in a saved mail, as files in `into`; [] where it holds none or is no mail.

    Errors as `gate.let_in`.
    """
    if mail.stat().st_size > LONGEST_EML:
        return []
    with gate.let_in(mail, gate.MAIL) as file:
        raw = file.read()
    found = []
    for number, (name, content) in enumerate(_carried(raw)):
        if not name.lower().endswith(_TAKEN):
            continue
        into.mkdir(parents=True, exist_ok=True)
        # Of the name only its ending is used: what stands before it comes from outside.
        ending = next(one for one in _TAKEN if name.lower().endswith(one))
        target = into / f"{hashlib.sha256(content).hexdigest()[:16]}-{number}{ending}"
        with place(target).appearing() as file:
            file.write(content)
        found.append(target)
    return found


def gathered(given: Iterable[Path], into: Path, place: PlaceOf = Clear) -> list[Path]:
    """The same paths with saved mails and parts among them turned into the packages they carry, in `into`, by way of
    `place`.

    What carries nothing stays in the list, so that it is named and not lost.
    """
    found, pieces = [], []
    for path in given:
        if path.suffix.lower() == SUFFIX and path.is_file():
            inside = _inside(path, into, place)
            found += [one for one in inside if one.suffix != parts.SUFFIX] or ([] if inside else [path])
            pieces += [one for one in inside if one.suffix == parts.SUFFIX]
        elif path.suffix.lower() == parts.SUFFIX and path.is_file() and parts.head_of(path):
            pieces.append(path)
        else:
            found.append(path)
    made, left = parts.join(pieces, into, place)
    return [*found, *made, *left]


def _inside(mail: Path, into: Path, place: PlaceOf) -> list[Path]:
    """Nothing in a mail that cannot be read: it is refused by name when it is looked at as a package."""
    try:
        return attachments(mail, into, place)
    except (RefusedError, TroubleError):
        return []


def _carried(raw: bytes) -> list[tuple[str, bytes]]:
    """Names and bytes of all that a mail holds; [] for one so made that the library gives up."""
    try:
        parts_of = list(email.message_from_bytes(raw, policy=email.policy.default).walk())
        told = [(part.get_filename() or "", part.get_payload(decode=True)) for part in parts_of]
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError):
        return []
    return [(name, content) for name, content in told if isinstance(content, bytes)]


def _read(source: Source) -> bytes:
    with source.open("rb") as file:
        return file.read()


def _draft(folder: Path, file_name: str, piece: bytes, letter: Letter, subject: str) -> Path:
    message = EmailMessage(policy=_SEVEN_BITS)
    message["X-Unsent"] = "1"
    if letter.to:
        message["To"] = letter.to
    message["Subject"] = subject
    message.set_content(letter.text)
    message.add_attachment(piece, maintype="application", subtype="octet-stream", filename=file_name)
    target = folder / (file_name + SUFFIX)
    unfinished = target.with_name(target.name + ".part")
    try:
        unfinished.write_bytes(message.as_bytes())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return target
