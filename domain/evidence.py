"""Evidence: which files may prove what an initiative says, how large they may be, and what they are called."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from domain.errors import Problem, RuleError

# A picture over this is offered to be made smaller; nobody has to.
LARGE_PICTURE_BYTES = 3 << 20
HEAD_BYTES = 256
NAME_LIMIT = 120
_KEPT_OUT = frozenset('<>:"/\\|?*')
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})


@dataclass(frozen=True)
class Limits:
    """How large one file and all files of an initiative may be, and how many days a removed one can be brought back.

    The register sets them. No file may be larger than a package can carry.
    """

    file_mb: int = 100
    record_mb: int = 300
    kept_days: int = 90

    @property
    def file_bytes(self) -> int:
        return self.file_mb << 20

    @property
    def record_bytes(self) -> int:
        return self.record_mb << 20


# The least and the most each limit may be set to.
LIMITS_WITHIN = {"file_mb": (1, 100), "record_mb": (1, 2000), "kept_days": (1, 3650)}
MOST_BYTES = LIMITS_WITHIN["file_mb"][1] << 20  # of one file, whatever a register says


@dataclass(frozen=True)
class Kind:
    """What a file is by its content: `ending` is how it is named when it leaves the store."""

    code: str
    media_type: str
    endings: tuple[str, ...]
    picture: bool = False

    @property
    def ending(self) -> str:
        return self.endings[0]


_OFFICE = "application/vnd.openxmlformats-officedocument."
KINDS = {
    kind.code: kind
    for kind in (
        Kind("pdf", "application/pdf", ("pdf",)),
        Kind("jpeg", "image/jpeg", ("jpg", "jpeg", "jpe"), picture=True),
        Kind("png", "image/png", ("png",), picture=True),
        Kind("tiff", "image/tiff", ("tif", "tiff")),
        Kind("heic", "image/heic", ("heic", "heif")),
        Kind("docx", _OFFICE + "wordprocessingml.document", ("docx",)),
        Kind("xlsx", _OFFICE + "spreadsheetml.sheet", ("xlsx",)),
        Kind("pptx", _OFFICE + "presentationml.presentation", ("pptx",)),
        Kind("odt", "application/vnd.oasis.opendocument.text", ("odt",)),
        Kind("ods", "application/vnd.oasis.opendocument.spreadsheet", ("ods",)),
        Kind("office", "application/x-ole-storage", ("doc", "xls", "ppt")),
    )
}
OFFICE_HEAD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # of .doc, .xls and .ppt
_SIGNATURES = (
    (b"%PDF-", "pdf"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (OFFICE_HEAD, "office"),
)
_PARTS = (("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx"), ("ppt/presentation.xml", "pptx"))
_HEIC_BRANDS = (b"heic", b"heix", b"mif1", b"heim", b"hevc")
ZIP_HEAD = b"PK\x03\x04"
_MACRO_SHEETS = "macrosheets/"  # of Excel 4: xl/macrosheets/, xl/intlmacrosheets/


def told_by_head(head: bytes) -> bool:
    """Whether the first bytes alone say what a file is; of the others, somebody has to look into it."""
    return not head.startswith((ZIP_HEAD, OFFICE_HEAD))


def kind_of(head: bytes, names: Collection[str] = (), name: str = "") -> Kind | None:
    """What the content is, from its first bytes and, of a ZIP, the names of its entries; None for what is not taken.

    Office files with macros are not: a list that runs a program when it is opened proves nothing. `name` only tells
    kinds of old office files apart, which all begin alike.
    """
    if head.startswith(ZIP_HEAD):
        return _zipped(head, names)
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return KINDS["heic"]
    found = next((KINDS[code] for signature, code in _SIGNATURES if head.startswith(signature)), None)
    if found is not None and found.code == "office" and _ending(name) not in found.endings:
        return None  # an installer begins like that too
    return found


def _zipped(head: bytes, names: Collection[str]) -> Kind | None:
    if any(name.rpartition("/")[2].lower() == "vbaproject.bin" or _MACRO_SHEETS in name.lower() for name in names):
        return None
    for code in ("odt", "ods"):
        if KINDS[code].media_type.encode() in head:  # its first entry says so, as it stands
            return KINDS[code]
    return next((KINDS[code] for part, code in _PARTS if part in names), None)


def file_name(given: str, kind: Kind) -> str:
    """A name any file system takes, in NFC, with an ending that fits the content; "" becomes «minh chứng»."""
    line = "".join(letter for letter in unicodedata.normalize("NFC", given) if _may_stand(letter))
    name = line.strip(" .")
    stem, dot, ending = name.rpartition(".")
    fits = bool(dot) and ending.lower() in kind.endings
    stem, ending = (stem, ending.lower()) if fits else (name, kind.ending)
    stem = stem[:NAME_LIMIT].strip(" .")
    if not stem or stem.partition(".")[0].lower() in _DEVICES:
        stem = f"minh chứng {stem}".strip()
    return f"{stem}.{ending}"


def _may_stand(letter: str) -> bool:
    # Signs that turn the direction of a text can make "…fdp.exe" look like "…exe.pdf".
    return letter not in _KEPT_OUT and unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def _ending(name: str) -> str:
    return name.rpartition(".")[2].lower()


def demand_sensible(limits: Limits) -> None:
    """RuleError with a problem for each limit that cannot be kept."""
    found = [
        Problem("evidence_limit_outside", name, facts={"least": least, "most": most})
        for name, (least, most) in LIMITS_WITHIN.items()
        if not least <= getattr(limits, name) <= most
    ]
    if not found and limits.record_mb < limits.file_mb:
        found = [Problem("evidence_limit_below_file", "record_mb", facts={"file_mb": limits.file_mb})]
    if found:
        raise RuleError("evidence_limits_wrong", problems=found)


def size_words(size_bytes: int) -> str:
    """8,4 MB; 100 MB; 512 KB."""
    if size_bytes >= 1 << 20:
        return f"{size_bytes / (1 << 20):.1f}".removesuffix(".0").replace(".", ",") + " MB"
    return f"{max(1, round(size_bytes / 1024))} KB"
