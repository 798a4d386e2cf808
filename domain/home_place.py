"""Whether a register may lie in a folder, told from the folder's path and its disk: rules without a disk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

NETWORK, CLOUD, REMOVABLE, FINE = "network", "cloud", "removable", "fine"

# A store is written in place, page by page: a program that copies changed files up, or a share that loses the order of
# writes or the lock, tears it. Names of folders as these programs make them, folded.
_CLOUDS = {
    "onedrive": "OneDrive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "drive của tôi": "Google Drive",
    "dropbox": "Dropbox",
    "iclouddrive": "iCloud Drive",
    "icloud drive": "iCloud Drive",
    "mobile documents": "iCloud Drive",
    "zalo": "Zalo",
    "zalopc": "Zalo",
    "zalodata": "Zalo",
    "zalo received files": "Zalo",
    "mega": "MEGA",
    "megasync": "MEGA",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "box sync": "Box",
    "pclouddrive": "pCloud",
    "pcloud drive": "pCloud",
    "yandex.disk": "Yandex.Disk",
    "synologydrive": "Synology Drive",
    "seafile": "Seafile",
}
# «OneDrive - Công ty», «Dropbox (Cá nhân)», «Google Drive (2)».
_BEGINNINGS = {"onedrive - ": "OneDrive", "dropbox (": "Dropbox", "google drive (": "Google Drive"}
# What such a program leaves in the folder it keeps alike.
MARKERS = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".tmp.drivedownload": "Google Drive",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".synologyworkingdirectory": "Synology Drive",
    ".megaignore": "MEGA",
}
_NETWORKS = frozenset(
    "nfs nfs4 cifs smb smb2 smb3 smbfs afpfs ncpfs afs ceph coda davfs webdav fuse.sshfs fuse.rclone fuse.davfs2"
    " fuse.gvfsd-fuse fuse.glusterfs fuse.smbnetfs fuse.curlftpfs vboxsf fuse.vmhgfs-fuse".split()
)
_CLOUD_DISKS = {"fuse.google-drive-ocamlfuse": "Google Drive", "fuse.onedriver": "OneDrive", "fuse.rclone": "rclone"}


@dataclass(frozen=True)
class Judgement:
    """`kind` is one of the four words above; `name` the cloud or the share, "" where nobody can tell."""

    kind: str
    name: str = ""


def judged(
    parts: Iterable[str], *, disk: str, remote: bool = False, removable: bool = False, markers: Iterable[str] = ()
) -> Judgement:
    """What a folder is, by the names along its path, the kind of its disk as the system calls it, and the names of
    markers found in the folders above it."""
    names = list(parts)
    for name in names:
        if found := _cloud(name.strip().casefold()):
            return Judgement(CLOUD, found)
    for marker in markers:
        if marker.casefold() in MARKERS:
            return Judgement(CLOUD, MARKERS[marker.casefold()])
    disk = disk.casefold()
    if disk in _CLOUD_DISKS:
        return Judgement(CLOUD, _CLOUD_DISKS[disk])
    if remote or disk in _NETWORKS or (names and names[0].startswith(("\\\\", "//"))):
        return Judgement(NETWORK, names[0] if names else "")
    return Judgement(REMOVABLE if removable else FINE)


def _cloud(name: str) -> str:
    if name in _CLOUDS:
        return _CLOUDS[name]
    return next((cloud for beginning, cloud in _BEGINNINGS.items() if name.startswith(beginning)), "")
