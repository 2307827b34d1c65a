"""The embedded database: started, healed and stopped by us, reached through a Unix socket alone."""

import fcntl
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Self
from urllib.parse import quote

from tonghao.cannot_start import CannotStart, DiskFull, FolderNotWritable, writing_into
from tonghao.postgres_home import DatabaseHome, find_home, my_name, own_folder, run_as
from tonghao.postmaster import forget_process, is_ready, is_server_of, recorded_process
from tonghao.processes import end_with_parent

DATABASE = "tonghao"
ROLE = "tonghao"
_SUPERUSER = "postgres"

_START_SECONDS = 30.0
# After a kill -9 the old server's processes need a moment to notice that their parent is gone.
_ORPHAN_SECONDS = 10.0
_STOP_SECONDS = 10.0
# Below this a start could write its first files and then fail half way.
_LEAST_FREE_BYTES = 64 * 1024 * 1024
_LONGEST_LOG_BYTES = 16 * 1024 * 1024

# Without --lc-ctype the pg_trgm extension finds no letters in Chinese text.
_BUILTIN_LOCALE = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--lc-ctype=C.UTF-8")
# PostgreSQL 16, which a machine may bring, has no builtin provider; the system's C.UTF-8 sorts alike.
_SYSTEM_LOCALE = ("--locale=C.UTF-8",)

# Run by the single-user server, one statement a line, before the new cluster gets its name: a start that
# is killed here leaves nothing half made. The application's role owns its database and is no superuser.
_FIRST_STATEMENTS = f"""\
CREATE ROLE {ROLE} LOGIN CREATEDB
GRANT pg_monitor, pg_checkpoint TO {ROLE}
CREATE DATABASE {DATABASE} OWNER {ROLE}
"""

_SETTINGS = """\
# Written by Tonghao at every start. Your own settings go into local.conf beside this file.
listen_addresses = ''
unix_socket_directories = '{socket_folder}'
unix_socket_permissions = 0700
max_connections = 100
shared_buffers = {shared_mib}MB
effective_cache_size = {cache_mib}MB
work_mem = 16MB
maintenance_work_mem = 128MB
fsync = {durable}
synchronous_commit = {durable}
full_page_writes = {durable}
wal_compression = pglz
min_wal_size = 128MB
max_wal_size = 1GB
checkpoint_timeout = 15min
# Pages are short and there are few cores: a second process for one query costs more than it saves.
max_parallel_workers_per_gather = 0
jit = off
random_page_cost = 1.1
autovacuum_naptime = 20s
autovacuum_vacuum_scale_factor = 0.05
autovacuum_analyze_scale_factor = 0.05
idle_in_transaction_session_timeout = 60s
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
default_text_search_config = 'pg_catalog.simple'
log_min_messages = warning
include_if_exists = 'local.conf'
"""

_ACCESS = "local all all peer map=tonghao\n"


class DatabaseInUse(CannotStart):
    """Another Tonghao already runs on {folder}. Stop it first, or set TONGHAO_DATA to another folder."""

    zh = "{folder} 上已有另一个同好在运行。请先停止它，或用 TONGHAO_DATA 指定另一个文件夹。"


class DatabaseOfAnotherVersion(CannotStart):
    """The database in {folder} was made by PostgreSQL {found}, and this is PostgreSQL {wanted}. Nothing was
    changed; start it with the version that made it, or move the folder away to begin anew."""

    zh = (
        "{folder} 中的数据库由 PostgreSQL {found} 创建，而本程序使用 PostgreSQL {wanted}。"
        "没有改动任何内容；请用原来的版本启动，或移走该文件夹重新开始。"
    )


class DatabaseDidNotStart(CannotStart):
    """The database in {folder} did not start: {reason} (more in {log})."""

    zh = "{folder} 中的数据库没有启动：{reason}（详见 {log}）。"


class PostgresServer:
    """One embedded server on one data folder, alive between `start` and `stop`.

    Args:
        folder: The data folder; the cluster goes into `postgres` under it.
        durable: False only for throw-away servers of tests: an acknowledged write may then be lost.
        say: Told where the files went when they could not stay in *folder*.
    """

    def __init__(
        self, folder: Path, *, durable: bool = True, say: Callable[[str], object] | None = None
    ) -> None:
        self.folder = folder.absolute()
        self.log = self.folder / "postgres.log"
        self._durable = durable
        self._say = say
        self._home: DatabaseHome | None = None
        self._lock: int | None = None
        self._server: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def home(self) -> DatabaseHome:
        if self._home is None:
            self._home = find_home(self.folder)
        return self._home

    def dsn(self, database: str = DATABASE) -> str:
        """Return the address of *database*, as asyncpg, dbmate and libpq read it."""
        return dsn_of(self.home.socket_folder, database)

    def start(self) -> str:
        """Start the server, making the cluster first when there is none, and return its address.

        Raises:
            DatabaseInUse: Another process of ours holds the folder.
            DatabaseOfAnotherVersion: Another major version made the cluster.
            DiskFull: Less is free than a start needs.
            FolderNotWritable: The data folder cannot be made or written.
        """
        self._take_folder()
        try:
            with writing_into(self.folder):
                self._refuse_full_disk()
                if self.home.notice and self._say:
                    self._say(self.home.notice)
                self._make_cluster()
                self._write_settings()
            self._end_orphan()
            self._run()
        except BaseException:
            self.stop()
            raise
        return self.dsn()

    def alive(self) -> bool:
        return self._server is not None and self._server.poll() is None

    def stop(self) -> None:
        """Stop the server and wait until it is gone; open transactions are rolled back."""
        self._end_server()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _end_server(self) -> None:
        server, self._server = self._server, None
        if server is None:
            return
        for how in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            if server.poll() is None:
                server.send_signal(how)
                with suppress(subprocess.TimeoutExpired):
                    server.wait(_STOP_SECONDS)

    def _take_folder(self) -> None:
        if self._lock is not None:
            return
        with writing_into(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock = os.open(self.folder / "postgres.lock", os.O_RDONLY | os.O_CREAT, 0o644)
        try:
            # The lock ends with this process, however it ends; a file with a number in it would not.
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._lock)
            self._lock = None
            raise DatabaseInUse(folder=self.folder) from None
        if not os.access(self.folder, os.W_OK):
            raise FolderNotWritable(folder=self.folder)

    def _refuse_full_disk(self) -> None:
        for folder in (self.folder, self.home.cluster.parent):
            if shutil.disk_usage(folder).free < _LEAST_FREE_BYTES:
                raise DiskFull(folder=folder)

    def _make_cluster(self) -> None:
        home = self.home
        made_by = home.cluster / "PG_VERSION"
        if made_by.exists():
            found = made_by.read_text().strip()
            if found != str(home.major):
                raise DatabaseOfAnotherVersion(folder=home.cluster, found=found, wanted=home.major)
            return
        unfinished = home.cluster.with_name("postgres.new")
        shutil.rmtree(unfinished, ignore_errors=True)
        own_folder(unfinished, home.user)
        locale = _BUILTIN_LOCALE if home.major >= 17 else _SYSTEM_LOCALE
        self._ran(
            run_as(
                home.user,
                [
                    str(home.programs / "initdb"),
                    "-D",
                    str(unfinished),
                    *locale,
                    "--encoding=UTF8",
                    f"--username={_SUPERUSER}",
                    "--auth-local=peer",
                    "--auth-host=reject",
                    "--no-instructions",
                    *([] if self._durable else ["--no-sync"]),
                ],
            )
        )
        single = [str(home.programs / "postgres"), "--single", "-D", str(unfinished), "postgres"]
        self._ran(run_as(home.user, single, statements=_FIRST_STATEMENTS))
        if home.cluster.exists():
            home.cluster.rmdir()
        unfinished.rename(home.cluster)

    def _ran(self, run: subprocess.CompletedProcess[str]) -> None:
        # The single-user server goes on after a failed statement and still ends with 0.
        if run.returncode == 0 and "ERROR:" not in run.stderr:
            return
        said = (run.stderr + run.stdout).strip()
        with self.log.open("a") as log:
            log.write(said + "\n")
        self._refuse(said)

    def _refuse(self, said: str) -> None:
        if "No space left on device" in said or "Disk quota exceeded" in said:
            raise DiskFull(folder=self.home.cluster)
        grave = [
            line for line in said.splitlines() if "FATAL:" in line or "PANIC:" in line or "error:" in line
        ]
        reason = (grave or said.splitlines() or ["?"])[-1].strip()
        raise DatabaseDidNotStart(folder=self.home.cluster, reason=reason, log=self.log)

    def _write_settings(self) -> None:
        home = self.home
        memory_mib = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 1024**2
        settings = _SETTINGS.format(
            socket_folder=str(home.socket_folder).replace("'", "''"),
            shared_mib=min(512, max(64, memory_mib // 24)),
            cache_mib=max(256, memory_mib // 2),
            durable="on" if self._durable else "off",
        )
        names = {my_name(), home.user.name}
        peers = "".join(f'tonghao "{name}" {role}\n' for name in sorted(names) for role in (ROLE, _SUPERUSER))
        for name, text in (
            ("postgresql.conf", settings),
            ("pg_hba.conf", _ACCESS),
            ("pg_ident.conf", peers),
        ):
            path = home.cluster / name
            path.unlink(missing_ok=True)
            # Exclusive: in a folder of the database user, root must not write through a link of theirs.
            with path.open("x") as file:
                file.write(text)
            path.chmod(0o644)

    def _end_orphan(self) -> None:
        """End the server of a supervisor that was killed; clear a file that names a stranger's process."""
        cluster = self.home.cluster
        patience = time.monotonic() + _ORPHAN_SECONDS
        asked = False
        while (number := recorded_process(cluster)) is not None:
            if not is_server_of(number, cluster):
                forget_process(cluster)
                return
            late = time.monotonic() > patience
            if not asked or late:
                os.kill(number, signal.SIGQUIT if late else signal.SIGINT)
                asked = True
            time.sleep(0.05)

    def _run(self) -> None:
        until = time.monotonic() + _START_SECONDS
        while True:
            if self.log.exists() and self.log.stat().st_size > _LONGEST_LOG_BYTES:
                self.log.replace(self.log.with_suffix(".log.1"))
            with self.log.open("ab") as log:
                begin = log.tell()
                self._server = self._spawn(log)
            if self._became_ready(self._server, until):
                return
            self._end_server()
            said = self._said_since(begin)
            held = "postmaster.pid" in said or "pre-existing shared memory block" in said
            if not held or time.monotonic() > until:
                self._refuse(said)
            # Backends of a killed server still hold its memory; they leave as soon as they notice.
            time.sleep(0.2)

    def _spawn(self, log: IO[bytes]) -> subprocess.Popen[bytes]:
        home = self.home
        return subprocess.Popen(  # type: ignore[call-overload,no-any-return]
            [str(home.programs / "postgres"), "-D", str(home.cluster)],
            cwd="/",
            env={"LC_ALL": "C", "PATH": os.defpath, "TZ": "UTC"},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            # Ctrl-C reaches every process of the terminal's group; the database must go last.
            start_new_session=True,
            preexec_fn=end_with_parent(signal.SIGINT),
            **home.user.popen_options(),
        )

    def _became_ready(self, server: subprocess.Popen[bytes], until: float) -> bool:
        while server.poll() is None and time.monotonic() < until:
            if is_ready(self.home.cluster, server.pid):
                return True
            time.sleep(0.01)
        return False

    def _said_since(self, begin: int) -> str:
        with self.log.open("rb") as log:
            log.seek(begin)
            return log.read().decode(errors="replace")


def dsn_of(socket_folder: Path, database: str) -> str:
    """Return the address of *database* behind a Unix socket; dbmate reads `host` like asyncpg does."""
    return f"postgresql://{ROLE}@/{database}?host={quote(str(socket_folder))}"


@contextmanager
def database(folder: Path, url: str | None, say: Callable[[str], object] | None = None) -> Iterator[str]:
    """Lend the address of the database to one command.

    A server that `up` already runs on *folder* is shared; without one, ours lives as long as the command.
    """
    if url:
        yield url
        return
    server = PostgresServer(folder, say=say)
    try:
        address = server.start()
    except DatabaseInUse:
        yield server.dsn()
        return
    try:
        yield address
    finally:
        server.stop()


@contextmanager
def temporary_server() -> Iterator[PostgresServer]:
    """Run a throw-away server in a folder of its own, for tests, benchmarks and generated files."""
    folder = Path(tempfile.mkdtemp(prefix="tonghao-"))
    # The database user must pass through when we are root; the cluster inside stays closed.
    folder.chmod(0o755)
    server = PostgresServer(folder, durable=False)
    try:
        with server:
            yield server
    finally:
        # With a closed TMPDIR the cluster went elsewhere and only a link lies here.
        shutil.rmtree(server.home.cluster, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)
