"""Set this program up on a fresh machine, then run or test it: python3 tool.py run | test.

Standard library only, one file. Four steps: the system libraries Qt needs (Debian: found by loading
them; missing ones are installed with apt-get when that is allowed, otherwise unpacked into .cache/),
a virtual environment, the locked and hashed wheels, then the job. A stamp makes later starts immediate.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent
VENV = ROOT / ".venv"
CACHE = ROOT / ".cache"
LOCK = ROOT / "requirements.lock"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
APT_INSTALL = ["apt-get", "install", "-y", "--no-install-recommends"]
FINGERPRINT = "|".join([sys.version, str(ROOT)])

# What Qt loads at start (shared object -> Debian package), offscreen and with a screen.
LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
# What the README's own commands for outsiders need: a test runs them. A WebDAV server and sticks for other tests.
PROGRAMS = {
    "unzip": "unzip",
    "openssl": "openssl",
    "apache2": "apache2-bin",
    "mkfs.vfat": "dosfstools",
    "mcopy": "mtools",
}
# What the libraries need in turn, for the machine where nobody may install anything.
CLOSURE = (
    "libegl1 libgl1 libglx0 libglvnd0 libx11-6 libxcb1 libxau6 libxdmcp6 libbsd0 libmd0 libxkbcommon0"
    " xkb-data libdbus-1-3 libfontconfig1 fontconfig-config libfreetype6 libpng16-16 libbrotli1"
    " libglib2.0-0 libexpat1 libxcb-cursor0 libxcb-util1 libxcb-image0 libxcb-render0"
    " libxcb-render-util0 libxcb-shm0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-randr0"
    " libxcb-sync1 libxcb-xfixes0 libxcb-xkb1 libxkbcommon-x11-0 libx11-xcb1"
).split()


def say(*words: object) -> None:
    print("==", *words, flush=True)


def run(*command: object, **options: object) -> None:
    subprocess.run([str(part) for part in command], check=True, **options)  # type: ignore[call-overload]


def loads(shared_object: str) -> bool:
    try:
        ctypes.CDLL(shared_object)
    except OSError:
        return False
    return True


def has_module(name: str) -> bool:
    return importlib.util.find_spec(name) is not None


def right_to_install() -> list[str] | None:
    """The words to put before apt-get, or None where we may not install."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        return ["sudo", "-n"]
    return None


def outsiders_programs() -> None:
    """Install what the outsider's tests call, where we may; elsewhere those tests say what is missing."""
    wanted = [package for program, package in PROGRAMS.items() if not shutil.which(program)]
    if sys.platform != "linux" or not wanted or not shutil.which("apt-get"):
        return
    prefix = right_to_install()
    if prefix is not None:
        install(prefix, wanted)


def install(prefix: list[str], packages: list[str]) -> None:
    say("cài gói hệ thống / installing system packages:", *packages)
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    run(*prefix, "apt-get", "update", "-qq", env=environment, stdout=sys.stderr)
    run(*prefix, *APT_INSTALL, *packages, "-qq", env=environment, stdout=subprocess.DEVNULL)


def system_libraries() -> dict[str, str]:
    """Make Qt's system libraries available; returns environment variables the job needs for them."""
    private = CACHE / "libs"
    if sys.platform != "linux":
        return {}
    if private.is_dir():
        return private_environment(private)
    missing = [package for so, package in LIBRARIES.items() if not loads(so)]
    wanted = list(missing)
    if sys.prefix == "/usr" and not has_module("ensurepip"):
        wanted.append(f"python3.{sys.version_info[1]}-venv")
    if not wanted:
        return {}
    line = " ".join([*APT_INSTALL, *wanted])
    if not shutil.which("apt-get"):
        sys.exit("Thiếu thư viện hệ thống / missing system libraries: " + " ".join(missing))
    prefix = right_to_install()
    if prefix is not None:
        install(prefix, wanted)
        return {}
    if not missing:
        return {}
    say("không có quyền quản trị / not root: unpacking libraries into", private)
    try:
        unpack(CLOSURE, private)
    except subprocess.CalledProcessError:
        sys.exit("Nhờ người quản trị chạy một lần / ask an administrator to run once:\n  sudo " + line)
    return private_environment(private)


def unpack(packages: list[str], into: pathlib.Path) -> None:
    folder = CACHE / "debs"
    folder.mkdir(parents=True, exist_ok=True)
    run("apt-get", "download", "-qq", *packages, cwd=folder)
    staging = into.with_name(into.name + ".part")
    shutil.rmtree(staging, ignore_errors=True)
    for name in packages:
        run("dpkg", "-x", next(folder.glob(f"{name}_*.deb")), staging)
    staging.rename(into)


def private_environment(folder: pathlib.Path) -> dict[str, str]:
    triple = f"{os.uname().machine}-linux-gnu"
    return {
        "LD_LIBRARY_PATH": f"{folder}/usr/lib/{triple}:{folder}/lib/{triple}",
        "FONTCONFIG_PATH": f"{folder}/etc/fonts",
        "XKB_CONFIG_ROOT": f"{folder}/usr/share/X11/xkb",
        "QT_XKB_CONFIG_ROOT": f"{folder}/usr/share/X11/xkb",
    }


def virtual_environment() -> None:
    """Create .venv with exactly the locked wheels, unless the stamp says it is there already."""
    mark = hashlib.sha256(LOCK.read_bytes() + FINGERPRINT.encode()).hexdigest()
    stamp = VENV / ".stamp"
    if stamp.exists() and stamp.read_text() == mark and PYTHON.exists():
        return
    say("chuẩn bị môi trường, có thể mất vài phút / setting up, may take some minutes:", VENV.name)
    shutil.rmtree(VENV, ignore_errors=True)
    if has_module("ensurepip"):
        run(sys.executable, "-m", "venv", VENV)
        pip: list[object] = [PYTHON, "-m", "pip"]
    else:  # Debian without python3-venv and without root: pip out of Debian's own wheel package
        unpack(["python3-pip-whl"], CACHE / "pip")
        run(sys.executable, "-m", "venv", "--without-pip", VENV)
        pip = [PYTHON, f"{next((CACHE / 'pip').rglob('pip-*.whl'))}/pip"]
    run(*pip, "install", "-q", "--disable-pip-version-check", "--no-warn-script-location",
        "--require-hashes", "--only-binary", ":all:", "-r", LOCK)  # fmt: skip
    stamp.write_text(mark)


def has_screen() -> bool:
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def command(job: str, rest: list[str]) -> list[object]:
    if job == "test":
        return [PYTHON, "-m", "tests.check", *rest]
    if rest or has_screen():
        return [PYTHON, "-m", "desktop", *rest]
    say("không có màn hình, chạy bản trình diễn / no display: running the demo into build/demo")
    shutil.rmtree(ROOT / "build" / "demo", ignore_errors=True)
    return [PYTHON, "-m", "desktop", "demo", "--to", ROOT / "build" / "demo"]


def main(job: str = "", *rest: str) -> int:
    if job not in ("run", "test"):
        print(__doc__)
        return 2
    if sys.version_info < (3, 11):  # noqa: UP036 - the very thing this line is for
        print("Cần Python 3.11 trở lên / Python 3.11 or newer is needed.", file=sys.stderr)
        return 2
    environment = dict(os.environ, PYTHONUTF8="1", **system_libraries())
    virtual_environment()
    if job == "test":
        outsiders_programs()
    if job == "test" or not has_screen():
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    return subprocess.call([str(part) for part in command(job, list(rest))], cwd=ROOT, env=environment)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
