from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

import pytest

from domain import home_place
from domain.home_place import CLOUD, FINE, NETWORK, REMOVABLE, judged


@pytest.mark.parametrize(("path", "name"), [
    (r"C:\Users\Han\OneDrive\So", "OneDrive"),
    (r"C:\Users\Han\OneDrive - LĐLĐ tỉnh\Tài liệu\So", "OneDrive"),
    (r"G:\My Drive\So", "Google Drive"),
    (r"G:\Drive của tôi\So", "Google Drive"),
    (r"D:\Google Drive (2)\So", "Google Drive"),
    (r"C:\Users\Han\Dropbox (Công đoàn)\So", "Dropbox"),
    (r"C:\Users\Han\Documents\Zalo Received Files\So", "Zalo"),
    (r"C:\Users\Han\AppData\Local\ZaloPC\So", "Zalo"),
    (r"C:\Users\Han\iCloudDrive\So", "iCloud Drive"),
])  # fmt: skip
def test_folders_that_a_program_copies_to_the_network_are_told_by_name(path: str, name: str) -> None:
    found = judged(PureWindowsPath(path).parts, disk="NTFS")
    assert (found.kind, found.name) == (CLOUD, name)


@pytest.mark.parametrize("path", [
    r"C:\Users\Han\AppData\Local\SoSangKien\register", r"D:\Công đoàn\Dropbox cũ\So", r"D:\OneDriver\So",
    r"E:\zalo-anh\So",
])  # fmt: skip
def test_a_name_that_only_looks_like_one_is_no_reason(path: str) -> None:
    assert judged(PureWindowsPath(path).parts, disk="NTFS").kind == FINE


@pytest.mark.parametrize("marker", home_place.MARKERS)
def test_a_folder_that_was_renamed_is_told_by_what_the_program_leaves_in_it(marker: str) -> None:
    found = judged(("/", "home", "han", "May"), disk="ext4", markers=[marker])
    assert (found.kind, found.name) == (CLOUD, home_place.MARKERS[marker])


@pytest.mark.parametrize("disk", ["nfs4", "cifs", "smb3", "fuse.sshfs", "vboxsf"])
def test_shares_are_told_by_their_disk(disk: str) -> None:
    assert judged(PurePosixPath("/mnt/chung/so").parts, disk=disk).kind == NETWORK


def test_shares_of_windows_are_told_by_their_path_or_by_the_system() -> None:
    assert judged(PureWindowsPath(r"\\may-chu\chung\So").parts, disk="").kind == NETWORK
    assert judged(PureWindowsPath(r"Z:\So").parts, disk="NTFS", remote=True).kind == NETWORK


def test_a_stick_is_allowed_and_named() -> None:
    assert judged(PurePosixPath("/media/han/USB/so").parts, disk="vfat", removable=True).kind == REMOVABLE
    assert judged(PurePosixPath("/home/han/so").parts, disk="ext4").kind == FINE
