"""`up`: the database, the web process and the job worker, started in order and kept alive together."""

import errno
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from types import FrameType

from tonghao.cannot_start import CannotStart, SettingWrong, writing_into
from tonghao.metrics import FOLDER_VARIABLE, forget_process, fresh_folder
from tonghao.migrate import migrate
from tonghao.postgres import PostgresServer
from tonghao.processes import STOP_SIGNALS, Child

_LOOK_SECONDS = 0.2
_FIRST_ANSWER_SECONDS = 60.0
_STOP_SECONDS = 6.0
# After a kill -9 the old web process may hold the port until it notices that we are gone.
_PORT_SECONDS = 6.0
# Written by the demo, last of all, for its owner alone.
_SIGN_INS = "demo-sign-ins.txt"
# The embedded server takes 100; what is left is for the worker, the relays and a command beside them.
_WEB_CONNECTIONS = 64
_CONNECTIONS_OF_ONE = 16
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


class PortTaken(CannotStart):
    """Port {port} on {host} is taken by another program. Stop it, or choose another with --port."""

    zh = "{host} 的端口 {port} 已被其他程序占用。请停止那个程序，或用 --port 换一个端口。"


class AddressNotUsable(CannotStart):
    """Tonghao cannot listen on {host}, port {port}: {reason}."""

    zh = "无法在 {host} 的端口 {port} 上监听：{reason}。"


class WebDidNotStart(CannotStart):
    """The web process does not answer. What it said stands above."""

    zh = "网页进程没有响应，原因见上方输出。"


class DemoNotTold(CannotStart):
    """The demo could not be made; why stands above. Start without it: ./tonghao up --no-demo."""

    zh = "演示社区没有建成，原因见上方。可以不带演示启动：./tonghao up --no-demo。"


class _Stopped(Exception):
    """Somebody asked us to end."""


def say(text: str) -> None:
    print(text, flush=True)


class Step:
    """One line of progress: what is being done, then how long it took."""

    def __init__(self, zh: str, en: str) -> None:
        self._title = f"{zh} / {en}"

    def __enter__(self) -> None:
        self._begin = time.monotonic()
        if sys.stdout.isatty():
            sys.stdout.write(f"  … {self._title}\r")
            sys.stdout.flush()

    def __exit__(self, failed: type[BaseException] | None, *_: object) -> None:
        if failed is None:
            say(f"  ✓ {self._title} ({time.monotonic() - self._begin:.1f} s)")
        elif sys.stdout.isatty():
            say("")


def _check_settings() -> None:
    """Refuse a setting before anything runs that could not read it.

    Raises:
        SettingWrong: The first one, without what it says: it may be a password.
        NoticesUnsigned, GatewayIncomplete: see `must_be_complete`.
    """
    if not any(name.startswith("TONGHAO_") for name in os.environ):
        return  # reading them costs a tenth of a second
    from pydantic import ValidationError

    from tonghao.config import Config
    from tonghao.gateways.complete import must_be_complete

    try:
        config = Config()
    except ValidationError as wrong:
        first = wrong.errors(include_input=False, include_url=False)[0]
        setting = f"TONGHAO_{str(first['loc'][0]).upper()}"
        raise SettingWrong(setting=setting, reason=first["msg"]) from None
    must_be_complete(config)


def up(
    *,
    host: str,
    port: int,
    demo: bool,
    database_url: str,
    folder: Path,
    workers: int = 1,
) -> None:
    """Run everything until Ctrl-C or SIGTERM.

    Args:
        host: Address to listen on.
        port: 0 takes a free one.
        demo: Whether the demo is offered.
        database_url: Empty for the embedded database.
        folder: The data folder.
        workers: Web processes, from 1; all take their visitors from one queue, so none waits for one
            that was killed.

    Raises:
        CannotStart: Said in two languages; nothing is left running.
    """
    asked = _stop_on_signals()
    try:
        with ExitStack() as undo:
            _check_settings()
            with writing_into(folder):
                folder.mkdir(parents=True, exist_ok=True)
            listener = undo.enter_context(_listen(host, port, folder))
            port = listener.getsockname()[1]
            database = None if database_url else PostgresServer(folder, say=say)
            if database is not None:
                undo.callback(database.stop)
                with Step("数据库", "database"):
                    database_url = database.start()
            running = folder / "up.running"
            # Commands beside it print links that lead here, whatever the settings say of the port.
            running.write_text(str(port), "utf-8")
            undo.callback(running.unlink, missing_ok=True)
            with Step("数据表", "tables"):
                migrate(database_url)
            counts = fresh_folder(folder)
            environment = {
                **os.environ,
                "TONGHAO_DATABASE_URL": database_url,
                "TONGHAO_DATA": str(folder),
                "TONGHAO_HOST": host,
                "TONGHAO_PORT": str(port),
                "TONGHAO_DEMO": "true" if demo else "false",
                FOLDER_VARIABLE: str(counts),
            }
            if database is not None:
                _share_connections(environment, workers)
            told = (folder / _SIGN_INS).exists()
            if demo and not told:
                _tell_demo(environment)
            children = _children(environment, listener, demo_again=demo and told, workers=workers)
            undo.callback(_end, children)
            with Step("网页", "web"):
                _start_children(children, host, port)
            _greet(_address(host, port), folder if demo else None)
            _keep_alive(children, database, asked)
    except _Stopped:
        say("\n已停止 / stopped")


def _stop_on_signals() -> threading.Event:
    """Raise `_Stopped` at the first signal and remember it: what is raised in a finaliser, Python drops."""
    asked = threading.Event()
    tell = sys.unraisablehook

    def drop(dropped: "sys.UnraisableHookArgs") -> None:
        if dropped.exc_type is not _Stopped:
            tell(dropped)

    sys.unraisablehook = drop

    def stop(_number: int, _frame: FrameType | None) -> None:
        asked.set()
        # From here on we are ending; a second Ctrl-C must not interrupt the database on its way down.
        for each in STOP_SIGNALS:
            signal.signal(each, signal.SIG_IGN)
        raise _Stopped

    for each in STOP_SIGNALS:
        # Under nohup a closed terminal is no reason to end.
        if each is not signal.SIGHUP or signal.getsignal(each) is not signal.SIG_IGN:
            signal.signal(each, stop)
    return asked


def _listen(host: str, port: int, folder: Path) -> socket.socket:
    """Open the port here, so that a taken one is refused before anything else is started."""
    patience = time.monotonic() + (_PORT_SECONDS if (folder / "up.running").exists() else 0)
    while True:
        try:
            family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
            listener = socket.create_server((host, port), family=family, backlog=2048)
        except OSError as refused:
            if refused.errno != errno.EADDRINUSE:
                raise AddressNotUsable(host=host, port=port, reason=refused.strerror) from None
            if time.monotonic() > patience:
                raise PortTaken(host=host, port=port) from None
            time.sleep(_LOOK_SECONDS)
        else:
            return listener


def _tell_demo(environment: dict[str, str]) -> None:
    with Step("演示社区", "demo"):
        told = subprocess.run([sys.executable, "-m", "tonghao.demo"], env=environment, check=False)
        if told.returncode != 0:
            raise DemoNotTold


def _share_connections(environment: dict[str, str], workers: int) -> None:
    """Give each web process its part of what the embedded server takes; a smaller wish is kept."""
    part = max(2, _WEB_CONNECTIONS // workers)
    wished = environment.get("TONGHAO_POOL_SIZE", "")
    environment["TONGHAO_POOL_SIZE"] = str(
        min(part, int(wished) if wished.isdigit() else _CONNECTIONS_OF_ONE)
    )


def _children(
    environment: dict[str, str], listener: socket.socket, *, demo_again: bool, workers: int
) -> list[Child]:
    python = [sys.executable, "-m"]
    ended = partial(forget_process, Path(environment[FOLDER_VARIABLE]))
    children = [
        Child(
            "网页 / web" if workers == 1 else f"网页 / web {number}",
            [*python, "tonghao.serve", str(listener.fileno())],
            environment=environment,
            passed_files=[listener.fileno()],
            say=say,
            ended=ended,
        )
        for number in range(1, workers + 1)
    ]
    children.append(
        Child(
            "后台 / worker",
            [*python, "tonghao.worker"],
            environment=environment,
            say=say,
            ended=ended,
        )
    )
    if demo_again:
        # It was told before; what a newer version adds may come after the first page.
        children.append(Child("演示 / demo", [*python, "tonghao.demo"], environment=environment, once=True))
    return children


def _start_children(children: list[Child], host: str, port: int) -> None:
    web, *others = children
    web.start()
    until = time.monotonic() + _FIRST_ANSWER_SECONDS
    while not _answers(host, port):
        if not web.alive() or time.monotonic() > until:
            raise WebDidNotStart
    # The others come second: on two cores they would only slow the first page down.
    for child in others:
        child.start()


def _answers(host: str, port: int) -> bool:
    asked = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - asked, not bound
    try:
        # The kernel takes the connection before the process is up; the answer comes when it is.
        connection = http.client.HTTPConnection(asked, port, timeout=1.0)
        connection.request("GET", "/api/v1/health")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        time.sleep(_LOOK_SECONDS)
        return False


def _address(host: str, port: int) -> str:
    shown = "localhost" if host in _LOOPBACK else f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}"


def _greet(address: str, demo_folder: Path | None) -> None:
    say(f"\n  同好 Tonghao  →  {address}\n")
    if demo_folder is not None and (demo_folder / _SIGN_INS).exists():
        say((demo_folder / _SIGN_INS).read_text("utf-8"))
    say("  Ctrl-C 停止 / stops\n")


def _keep_alive(children: list[Child], database: PostgresServer | None, asked: threading.Event) -> None:
    due = 0.0
    while not asked.is_set():
        if database is not None and not database.alive() and time.monotonic() >= due:
            say("数据库已退出，正在恢复 / the database ended and is being healed")
            try:
                database.start()
            except CannotStart as refused:
                say(f"{refused.chinese()}\n{refused.english()}")
                due = time.monotonic() + _PORT_SECONDS
        for child in children:
            child.keep_alive()
        time.sleep(_LOOK_SECONDS)
    raise _Stopped


def _end(children: list[Child]) -> None:
    until = time.monotonic() + _STOP_SECONDS
    for child in children:
        child.ask_to_end()
    for child in children:
        child.wait_for_end(until)
