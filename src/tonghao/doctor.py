"""`./tonghao doctor`: looks at what a server stands on, and says of each thing in a sentence how it is."""

import os
import platform
import shutil
import socket
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from tonghao.audit.verify import verify
from tonghao.cannot_start import CannotStart
from tonghao.config import Config
from tonghao.db import Connection, PostgresTrouble, connect
from tonghao.findings import Finding, fault, good, note
from tonghao.gateways.complete import must_be_complete
from tonghao.health.read import lags
from tonghao.ledger.read import find_last_audit
from tonghao.media.photo_client import PhotoProcess
from tonghao.migrate import missing_migrations, unknown_migrations
from tonghao.screening.text import TextScreener
from tonghao.screening.types import ScreenerDown

_OLDEST_PYTHON: Final = (3, 11)
_LITTLE_BYTES: Final = 500_000_000
_ENOUGH_BYTES: Final = 2_000_000_000
_MOST_CLOCK_SECONDS: Final = 5.0
_MOST_LAG_SECONDS: Final = 60.0
_MOST_PHOTO_SECONDS: Final = 600.0
_OLD_BACKUP_DAYS: Final = 7.0
_OLD_AUDIT_MINUTES: Final = 60.0
_CONNECT_SECONDS: Final = 5.0
_LEAST_SERVER: Final = 160000

_SERVER: Final = """
    SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS version,
           d.datcollate, d.datctype, pg_encoding_to_char(d.encoding) AS encoding,
           clock_timestamp() AS now, '圈子' ~ '^[[:alpha:]]+$' AS reads_chinese
      FROM pg_database d WHERE d.datname = current_database()
"""
_STAFF: Final = """
    SELECT count(*) FILTER (WHERE a.role = 'operator' AND a.state = 'active') AS operators,
           count(*) FILTER (WHERE a.state = 'active') AS people,
           min(p.handle) FILTER (WHERE a.role = 'operator' AND a.state = 'unclaimed') AS expected
      FROM accounts a JOIN profiles p ON p.account_id = a.id
     WHERE a.role <> 'member' AND a.state IN ('active', 'unclaimed') AND NOT a.is_demo
"""
_FEWEST_PEOPLE: Final = 2
# As many as the console shows first.
_STUCK: Final = """
    SELECT count(*)
      FROM (SELECT id FROM appeals WHERE state = 'open' ORDER BY due_at, id LIMIT 50) a
     WHERE NOT EXISTS (SELECT FROM accounts p
                        WHERE p.role <> 'member' AND p.state = 'active' AND NOT appeal_bars(a.id, p.id))
"""


def machine(config: Config, *, is_running: bool) -> Iterator[Finding]:
    """Python, disk, the data folder, the port."""
    version = platform.python_version()
    if sys.version_info >= _OLDEST_PYTHON:
        yield good(f"Python 是 {version}。", f"Python is {version}.")
    else:
        yield fault(
            f"Python 是 {version}，请安装 3.11 或更新。", f"Python is {version}; install 3.11 or newer."
        )
    folder = _existing(config.data)
    free = shutil.disk_usage(folder).free
    shown = f"{free / 1e9:.1f} GB"
    if free < _LITTLE_BYTES:
        yield fault(f"磁盘只剩 {shown}，请尽快腾出空间。", f"The disk has {shown} left; free some space now.")
    elif free < _ENOUGH_BYTES:
        yield note(f"磁盘还有 {shown}，请留意。", f"The disk has {shown} left; keep an eye on it.")
    else:
        yield good(f"磁盘还有 {shown}。", f"The disk has {shown} left.")
    if os.access(folder, os.W_OK):
        yield good(f"数据文件夹 {config.data} 可以写。", f"The data folder {config.data} can be written.")
    else:
        yield fault(
            f"数据文件夹 {config.data} 不能写，请取得写权限，或设置 TONGHAO_DATA。",
            f"The data folder {config.data} cannot be written; make it yours or set TONGHAO_DATA.",
        )
    yield _port(config, is_running=is_running)


def _existing(folder: Path) -> Path:
    while not folder.exists():
        folder = folder.parent
    return folder


def _port(config: Config, *, is_running: bool) -> Finding:
    place = f"{config.host}:{config.port}"
    try:
        family = socket.getaddrinfo(config.host, config.port, type=socket.SOCK_STREAM)[0][0]
        socket.create_server((config.host, config.port), family=family).close()
    except OSError as refused:
        if is_running:
            return good(f"{place} 正在服务。", f"{place} is being served.")
        return fault(
            f"{place} 不能监听（{refused.strerror}），请用 --port 换一个端口。",
            f"{place} cannot be listened on ({refused.strerror}); choose another with --port.",
        )
    return good(f"端口 {place} 空着。", f"Port {place} is free.")


def address(config: Config) -> Iterator[Finding]:
    """The public address, https and cookies, the demo, the mail sender, the payment gateway."""
    parts = urlsplit(config.public_url)
    if config.is_loopback:
        yield good(
            f"地址是 {config.address}，只有本机能打开。",
            f"The address is {config.address}, for this machine alone.",
        )
    elif config.is_https:
        yield good(
            f"地址是 {config.address}，Cookie 为 __Host- 且只走 https。",
            f"The address is {config.address}; cookies are __Host- and travel over https only.",
        )
    else:
        yield fault(
            f"{config.public_url or config.host} 没有 https，密码会明文传送。"
            "请设置 https 的 TONGHAO_PUBLIC_URL（见 docs/server.zh.md）。",
            f"{config.public_url or config.host} has no https, so passwords travel in the clear. Set an "
            "https TONGHAO_PUBLIC_URL (docs/server.md).",
        )
    if config.public_url and (parts.path.strip("/") or parts.query):
        yield fault(
            "TONGHAO_PUBLIC_URL 不能带路径，请只写协议和主机。",
            "TONGHAO_PUBLIC_URL may have no path; write scheme and host alone.",
        )
    if config.demo and not config.is_loopback:
        yield note(
            "演示社区已开启，但只在本机可用；服务器上请用 --no-demo。",
            "The demo is on and works on this machine alone; on a server use --no-demo.",
        )
    yield _mail(config)
    try:
        must_be_complete(config)
    except CannotStart as refused:
        yield fault(refused.chinese(), refused.english())


def _mail(config: Config) -> Finding:
    if config.mail_sender == "console":
        where = config.data / "mail.txt"
        if config.is_loopback:
            return good(f"邮件显示在终端，并写入 {where}。", f"Mails are shown here and kept in {where}.")
        return fault(
            "没有邮件服务器，验证码到不了任何人。请设置 TONGHAO_MAIL_SENDER=smtp 和 TONGHAO_SMTP_…。",
            "There is no mail server, so codes reach nobody. Set TONGHAO_MAIL_SENDER=smtp, TONGHAO_SMTP_….",
        )
    place = f"{config.smtp_host}:{config.smtp_port}"
    try:
        socket.create_connection((config.smtp_host, config.smtp_port), timeout=_CONNECT_SECONDS).close()
    except OSError as refused:
        return fault(
            f"邮件服务器 {place} 连不上（{refused.strerror or refused}），请检查 TONGHAO_SMTP_…。",
            f"The mail server {place} does not answer ({refused.strerror or refused}); check TONGHAO_SMTP_….",
        )
    return good(f"邮件服务器 {place} 有应答。", f"The mail server {place} answers.")


async def checkers(config: Config) -> AsyncIterator[Finding]:
    """The text model, the photo process with its model, the store."""
    try:
        versions = TextScreener.load(config.text_model, legal_list=config.legal_list).versions
        yield good(f"文字检查可用（{versions.model}）。", f"Texts can be checked ({versions.model}).")
    except ScreenerDown as down:
        yield fault(
            f"文字检查不可用：{down}。新写的都在等。"
            "请检查 TONGHAO_TEXT_MODEL 和 TONGHAO_LEGAL_LIST，再重新启动。",
            f"Texts cannot be checked: {down}. All that is written waits. Look at TONGHAO_TEXT_MODEL and "
            "TONGHAO_LEGAL_LIST, then start again.",
        )
    photos = PhotoProcess(config)
    try:
        ready = await photos.versions()
        yield good(
            f"照片进程可用（{ready.model_version}）。", f"The photo process works ({ready.model_version})."
        )
    except ScreenerDown as down:
        yield fault(
            f"照片检查不可用：{down}。新照片都在等。请重新运行 ./tonghao up 安装组件。",
            f"Photos cannot be checked: {down}. All new ones wait. Run ./tonghao up again to "
            "install the parts.",
        )
    finally:
        photos.close()
    yield _store(config)


def _store(config: Config) -> Finding:
    folder = config.media_folder
    if not folder.exists():
        return good("照片文件夹会在首次启动时建立。", "The folder of photos will be made at the first start.")
    trial = folder / f".doctor-{os.getpid()}"
    try:
        trial.write_bytes(b"x")
        trial.unlink()
    except OSError as refused:
        return fault(
            f"照片文件夹 {folder} 不能写（{refused.strerror}），请修正权限或腾出空间。",
            f"The folder of photos {folder} cannot be written ({refused.strerror}); mend its rights.",
        )
    return good(f"照片文件夹 {folder} 可以写。", f"The folder of photos {folder} can be written.")


async def database(dsn: str) -> AsyncIterator[Finding]:
    """Reachability, version, locale, clock, migrations; then what waits, the log, the operators."""
    try:
        conn = await connect(dsn)
    except (*PostgresTrouble, OSError, ValueError) as trouble:
        reason = str(trouble).splitlines()[0] if str(trouble) else type(trouble).__name__
        yield fault(
            f"数据库连不上：{reason}。请检查 TONGHAO_DATABASE_URL。",
            f"The database cannot be reached: {reason}. Check TONGHAO_DATABASE_URL.",
        )
        return
    try:
        async for finding in _server(conn):
            yield finding
        unknown = await unknown_migrations(conn)
        missing = await missing_migrations(conn)
        if unknown:
            yield fault(
                f"数据库比程序新（含 {max(unknown)}），请升级程序。",
                f"The database is newer than this program (it has {max(unknown)}); upgrade the program.",
            )
        elif missing:
            yield note(
                f"有 {len(missing)} 个数据表步骤待执行，下次 ./tonghao up 会完成。",
                f"{len(missing)} steps of the tables are missing; the next ./tonghao up applies them.",
            )
        else:
            yield good("数据表是最新的。", "The tables are up to date.")
            async for finding in _work(conn):
                yield finding
    finally:
        await conn.close()


async def _server(conn: Connection) -> AsyncIterator[Finding]:
    before = time.time()
    row = await conn.fetchrow(_SERVER)
    assert row is not None
    version = row["version"]
    if row["number"] < _LEAST_SERVER:
        yield fault(
            f"PostgreSQL 是 {version}，请升级到 16 以上。", f"PostgreSQL is {version}; use 16 or newer."
        )
    else:
        yield good(f"数据库有应答，PostgreSQL {version}。", f"The database answers: PostgreSQL {version}.")
    if row["encoding"] != "UTF8" or not row["reads_chinese"]:
        yield fault(
            f"数据库的区域设置（{row['datctype']}，{row['encoding']}）不认识中文，"
            "请用 UTF8 和 C.UTF-8 重建数据库。",
            f"The database's locale ({row['datctype']}, {row['encoding']}) does not know Chinese; make it "
            "anew with UTF8 and C.UTF-8.",
        )
    else:
        yield good("数据库认识中文。", "The database knows Chinese.")
    drift = abs(row["now"].timestamp() - (before + time.time()) / 2)
    if drift > _MOST_CLOCK_SECONDS:
        yield fault(
            f"本机与数据库的时钟相差 {drift:.0f} 秒，请打开 NTP 对时。",
            f"The clocks of this machine and the database differ by {drift:.0f} s; switch NTP on.",
        )
    else:
        yield good("时钟一致。", "The clocks agree.")


async def _work(conn: Connection) -> AsyncIterator[Finding]:
    now = await lags(conn)
    for seconds, most, zh, en in (
        (now.oldest_job_seconds, _MOST_LAG_SECONDS, "任务队列", "The job queue"),
        (now.oldest_event_seconds, _MOST_LAG_SECONDS, "事件", "Events"),
        (now.oldest_photo_seconds, _MOST_PHOTO_SECONDS, "待检查的照片", "Photos to be checked"),
    ):
        if seconds > most:
            yield fault(
                f"{zh}积压了 {seconds:.0f} 秒，请看后台进程是否在运行。",
                f"{en} have waited for {seconds:.0f} s; see whether the worker runs.",
            )
        else:
            yield good(f"{zh}没有积压。", f"{en}: nothing waits too long.")
    if now.jobs_failed:
        yield note(
            f"有 {now.jobs_failed} 个任务多次失败后放弃了，原因在日志里。",
            f"{now.jobs_failed} jobs gave up after several attempts; the log says why.",
        )
    found = await verify(conn)
    if found.ok:
        yield good(
            f"审计链完好，{found.entries} 条，链尾 {found.head_hash[:12]}。",
            f"The audit chain is unbroken: {found.entries} entries, head {found.head_hash[:12]}.",
        )
    else:
        yield fault(
            f"审计链在第 {found.first_broken} 条被改动。请保留现场，并与备份比对。",
            f"The audit chain was changed at entry {found.first_broken}. Keep everything; compare a backup.",
        )
    yield await _books(conn)
    yield await _people(conn)
    if stuck := await conn.fetchval(_STUCK):
        yield fault(
            f"有 {stuck} 份申诉没有人能决定：每个人都有份。请运营者在控制台的「人」里再任命一位审核员。",
            f"{stuck} appeals can be decided by nobody, since each has a part in them; the operator has to "
            "appoint one more moderator under People in the console.",
        )


async def _people(conn: Connection) -> Finding:
    row = await conn.fetchrow(_STAFF)
    assert row is not None
    if row["operators"] == 0 and (handle := row["expected"]) is not None:
        return note(
            f"平台管理员 @{handle} 还没有打开领取链接，要新的：./tonghao make-operator {handle}。",
            f"The operator @{handle} has not opened the link yet; another: ./tonghao make-operator {handle}.",
        )
    if row["operators"] == 0:
        return note(
            "还没有平台管理员：./tonghao make-operator 用户名。",
            "Nobody operates the platform yet: ./tonghao make-operator HANDLE.",
        )
    if row["people"] < _FEWEST_PEOPLE:
        return note(
            "平台只有一个人：申诉要由另一个人决定，关闭和最重的放行要两个人。请运营者再任命一位审核员。",
            "The platform has one person: appeals are decided by another one, and closing or releasing the "
            "gravest takes two. The operator should appoint a moderator.",
        )
    return good(f"平台有 {row['people']} 个人。", f"The platform has {row['people']} people.")


async def _books(conn: Connection) -> Finding:
    if (last := await find_last_audit(conn)) is None:
        return note(
            "账本还没有核对过，后台进程每十分钟核对一次。",
            "The books were not audited yet; the worker does so every ten minutes.",
        )
    if last.faults:
        return fault(
            f"账本核对发现 {len(last.faults)} 处问题，第一处：{last.faults[0]}。"
            "请停止资金功能，运行 ./tonghao ledger audit。",
            f"The audit of the books found {len(last.faults)} faults, first {last.faults[0]}. Stop whatever "
            "moves money and run ./tonghao ledger audit.",
        )
    minutes = (datetime.now(UTC) - last.began_at).total_seconds() / 60
    if minutes > _OLD_AUDIT_MINUTES:
        return note(
            f"账本上次核对是 {minutes:.0f} 分钟前，请看后台进程是否在运行。",
            f"The books were last audited {minutes:.0f} minutes ago; see whether the worker runs.",
        )
    return good(
        f"账平，{minutes:.0f} 分钟前核对过。", f"The books balance, audited {minutes:.0f} minutes ago."
    )


def backups(config: Config, *, is_server: bool) -> Finding:
    """How old the newest backup is that was made on this machine."""
    try:
        last = datetime.fromisoformat((config.data / "last-backup.txt").read_text("utf-8").split()[0])
    except (OSError, ValueError, IndexError):
        say: Callable[[str, str], Finding] = fault if is_server else note
        return say(
            "还没有备份。请运行 ./tonghao backup 文件夹，并每天定时做。",
            "There is no backup yet. Run ./tonghao backup FOLDER, and every day by a timer.",
        )
    days = (datetime.now(UTC) - last).total_seconds() / 86_400
    if days > _OLD_BACKUP_DAYS:
        return fault(
            f"最近一次备份是 {days:.0f} 天前，请再做一次：./tonghao backup 文件夹。",
            f"The newest backup is {days:.0f} days old; make one: ./tonghao backup FOLDER.",
        )
    return good(f"最近一次备份是 {days:.1f} 天前。", f"The newest backup is {days:.1f} days old.")


async def examine(config: Config, dsn: str | None, *, is_running: bool) -> AsyncIterator[Finding]:
    """Everything, in the order in which one mends it.

    Args:
        dsn: None when there is no database yet.
        is_running: Whether `up` runs on this data folder.
    """
    for finding in machine(config, is_running=is_running):
        yield finding
    for finding in address(config):
        yield finding
    async for finding in checkers(config):
        yield finding
    if dsn is None:
        yield note("还没有数据库，./tonghao up 会建立。", "There is no database yet; ./tonghao up makes it.")
    else:
        async for finding in database(dsn):
            yield finding
        yield backups(config, is_server=not config.is_loopback)
