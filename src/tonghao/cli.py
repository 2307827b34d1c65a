"""The commands behind ./tonghao. Each imports what it needs when it runs, so that a start stays quick."""

import asyncio
import os
import subprocess
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tonghao.cannot_start import CannotStart
from tonghao.gateway_commands import gateway_commands
from tonghao.ledger_commands import ledger_commands
from tonghao.lent import ROOT, DatabaseUrl, folder_of_data, in_database, lent_database, say

Port = Annotated[int, typer.Option(min=0, max=65535, envvar="TONGHAO_PORT", help="端口 / port")]
Host = Annotated[str, typer.Option(envvar="TONGHAO_HOST", help="监听地址 / address to listen on")]
DemoWanted = Annotated[
    bool, typer.Option("--demo/--no-demo", envvar="TONGHAO_DEMO", help="演示社区梧桐里 / the demo")
]
Workers = Annotated[
    int, typer.Option(min=1, max=32, envvar="TONGHAO_WORKERS", help="网页进程数 / web processes")
]
Remembered = Annotated[str, typer.Option(help="NUMBER:HASH，以前记下的链尾 / an end that was kept")]
HeadsFile = Annotated[
    Path | None,
    typer.Option(exists=True, dir_okay=False, help="见证人存的链尾 / heads a witness kept"),
]
ExportFile = Annotated[
    Path, typer.Argument(exists=True, dir_okay=False, help="导出的日志 / an export of the log")
]
Folder = Annotated[Path, typer.Argument(exists=True, file_okay=False, help="文件夹 / folder")]
NewFolder = Annotated[Path, typer.Argument(file_okay=False, help="新文件夹 / a new folder")]
Circle = Annotated[str, typer.Option(help="只导出这个圈子 / only the circle with this slug")]
Own = Annotated[
    bool, typer.Option("--own", help="来自自己的服务器，不再检查 / of a server of ours: as it is, unchecked")
]
ModelFile = Annotated[Path, typer.Option(dir_okay=False, help="写到这里 / written here")]


class Role(StrEnum):
    """What somebody may be on the platform."""

    member = "member"
    moderator = "moderator"
    operator = "operator"


commands = typer.Typer(
    name="tonghao",
    help="同好 Tonghao: interest circles for which somebody is answerable.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
audit_commands = typer.Typer(help="审计日志 / the audit log", no_args_is_help=True)
commands.add_typer(audit_commands, name="audit")
commands.add_typer(ledger_commands, name="ledger")
commands.add_typer(gateway_commands, name="gateway")


@commands.command()
def up(
    port: Port = 8000,
    host: Host = "127.0.0.1",
    demo: DemoWanted = True,
    workers: Workers = 1,
    database_url: DatabaseUrl = "",
) -> None:
    """启动一切，直到 Ctrl-C / start everything, until Ctrl-C."""
    from tonghao.supervise import up as run_up

    run_up(
        host=host,
        port=port,
        demo=demo,
        database_url=database_url,
        folder=folder_of_data(),
        workers=workers,
    )


@commands.command()
def backup(folder: NewFolder, database_url: DatabaseUrl = "") -> None:
    """备份到一个新文件夹，无需停机 / back everything up into a new folder, while it runs."""
    from tonghao.backup import back_up
    from tonghao.migrate import refuse_newer
    from tonghao.postgres import database

    with database(folder_of_data(), database_url, typer.echo) as address:
        refuse_newer(address)
        made = back_up(address, folder_of_data(), folder, typer.echo)
    typer.echo(f"✓ {folder}\n  {made.counts}\n  审计链尾 / audit head {made.head}")


@commands.command()
def restore(folder: Folder, database_url: DatabaseUrl = "") -> None:
    """把备份恢复到新的数据文件夹 / bring a backup back into a fresh data folder."""
    from tonghao.restore import restore as bring_back

    made = bring_back(folder.absolute(), folder_of_data(), database_url, typer.echo)
    typer.echo(f"✓ 已恢复 / restored {made.counts}\n  审计链完好 / the audit chain is unbroken: {made.head}")


@commands.command("export")
def export_folder(folder: NewFolder, circle: Circle = "", database_url: DatabaseUrl = "") -> None:
    """导出整个社区，或一个圈子 / write the whole community, or one circle, into open files."""
    with lent_database(database_url):
        from tonghao.import_run import run_export

        status = asyncio.run(run_export(folder.absolute(), circle or None))
    sys.exit(status)


@commands.command("import")
def import_folder(folder: Folder, own: Own = False, database_url: DatabaseUrl = "") -> None:
    """导入一个社区 / import a community; what was already imported is left alone."""
    with lent_database(database_url):
        from tonghao.import_run import run_import

        status = asyncio.run(run_import(folder, own=own))
    sys.exit(status)


@commands.command()
def train(folder: Folder, out: ModelFile = Path("text_model.npz")) -> None:
    """用标注的文本训练文字模型 / train the text model from labelled texts."""
    from tonghao.screening.train import train_text_model

    try:
        train_text_model(folder, out, progress=typer.echo)
    except ValueError as wrong:
        typer.echo(f"✗ {wrong}", err=True)
        raise typer.Exit(1) from None


@commands.command("claim-link")
def claim_link(handle: str, database_url: DatabaseUrl = "") -> None:
    """给导入的人一条认领链接 / print the link with which an imported person comes in."""
    from tonghao.accounts.claim import make_claim_link
    from tonghao.config import Config

    address = Config().address_beside(folder_of_data() / "up.running")
    link = in_database(database_url, lambda conn: make_claim_link(conn, handle=handle, public_url=address))
    typer.echo(link)


@commands.command("give-role")
def give_role(handle: str, role: Role, database_url: DatabaseUrl = "") -> None:
    """任命平台的审核员或管理员 / make somebody moderator or operator of the platform."""
    from tonghao.accounts.give_role import give_role as give

    in_database(database_url, lambda conn: give(conn, handle=handle, role=role.value))
    typer.echo(f"@{handle.removeprefix('@')} → {role.value}")


@commands.command("make-operator")
def make_operator(handle: str, database_url: DatabaseUrl = "") -> None:
    """任命平台管理员，没有账号就新建 / appoint an operator; a new one gets a claim link."""
    from tonghao.accounts.make_operator import make_operator as make
    from tonghao.config import Config

    address = Config().address_beside(folder_of_data() / "up.running")
    link = in_database(database_url, lambda conn: make(conn, handle=handle, public_url=address))
    typer.echo(f"@{handle.removeprefix('@')} → operator")
    if link is not None:
        typer.echo(f"认领链接（30 天内，只能用一次）/ claim link (30 days, once):\n{link}")


@commands.command()
def doctor(database_url: DatabaseUrl = "") -> None:
    """检查服务器的一切，逐条说明 / look at everything and say how it is."""
    from tonghao.config import Config
    from tonghao.doctor import examine
    from tonghao.log import set_up_log
    from tonghao.postgres import database

    set_up_log()
    marks = {"good": "✓", "note": "·", "fault": "✗"}
    os.environ["TONGHAO_DATA"] = str(folder_of_data())

    async def look(address: str | None) -> int:
        faults = 0
        is_running = (folder_of_data() / "up.running").exists()
        async for finding in examine(Config(), address, is_running=is_running):
            typer.echo(f"{marks[finding.state]} {finding.zh}\n  {finding.en}")
            faults += finding.state == "fault"
        return faults

    if database_url or (folder_of_data() / "postgres").exists():
        with database(folder_of_data(), database_url, typer.echo) as address:
            faults = asyncio.run(look(address))
    else:
        faults = asyncio.run(look(None))
    typer.echo(f"\n{faults} 处有问题 / {faults} faults" if faults else "\n一切正常 / all is well")
    sys.exit(1 if faults else 0)


@audit_commands.command()
def verify(remembered: Remembered = "", heads: HeadsFile = None, database_url: DatabaseUrl = "") -> None:
    """重新计算整条审计链，与见证人存的对照 / compute the chain again, compare with kept heads."""
    from tonghao.audit.kept_heads import heads_in
    from tonghao.audit.verify import verify as verify_chain

    try:
        kept = heads_in(remembered) if remembered else []
    except ValueError:
        raise typer.BadParameter("NUMBER:HASH", param_hint="--remembered") from None
    try:
        kept += heads_in(heads.read_text("utf-8")) if heads else []
    except ValueError:
        raise typer.BadParameter("no NUMBER:HASH and no JSON of heads", param_hint="--heads") from None
    found = in_database(database_url, lambda conn: verify_chain(conn, kept))
    if kept:
        typer.echo(f"与 {len(kept)} 个链尾对照 / compared with {len(kept)} heads")
    typer.echo(f"{found.entries} 条 / entries, {found.erased} 条已抹去 / erased")
    typer.echo(f"链尾 / head {found.entries}:{found.head_hash}")
    broken = f"✗ 第 {found.first_broken} 条被改动 / entry {found.first_broken} was changed"
    say(["✓ 完好 / unbroken" if found.ok else broken])


@audit_commands.command("check")
def check_export(file: ExportFile) -> None:
    """只凭导出的文件重新计算，不用服务器 / compute an export again, from the file alone."""
    from tonghao.audit.export import NoExport, check_lines, told_of

    try:
        with file.open(encoding="utf-8") as lines:
            say(told_of(check_lines(lines)))
    except NoExport:
        raise typer.BadParameter("no export of the audit log", param_hint="FILE") from None


@audit_commands.command("replay")
def replay_log(database_url: DatabaseUrl = "") -> None:
    """只凭日志推算每个决定，再与现状对照 / derive every decision from the log alone and compare."""
    from tonghao.audit.replay import replay as replay_all
    from tonghao.audit.replay import told_of

    say(told_of(in_database(database_url, replay_all, isolation="repeatable_read")))


@commands.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def bench(context: typer.Context, name: str) -> None:
    """测量性能 / measure how fast it is."""
    script = ROOT / "bench" / f"{name}.py"
    if not script.exists() or script.parent != ROOT / "bench":
        known = ", ".join(sorted(path.stem for path in (ROOT / "bench").glob("[a-z]*.py")))
        raise typer.BadParameter(f"{name}: {known}")
    command = [sys.executable, "-m", f"bench.{name}", *context.args]
    sys.exit(subprocess.run(command, cwd=ROOT, check=False).returncode)


@commands.command()
def replay(
    year: Annotated[int, typer.Argument(min=2016, max=2016, help="2016")],
    recall: Annotated[float, typer.Option(min=0, max=1, help="检测器的召回率 / recall of the detectors")],
    seed: Annotated[int, typer.Option(help="随机种子 / seed")] = 1,
    seeds: Annotated[int, typer.Option(min=1, max=50, help="跑几次，取中位数 / runs, for medians")] = 1,
    on: Annotated[str, typer.Option(help="demo 或导出的文件夹 / demo, or a folder of an archive")] = "demo",
    assume: Annotated[str, typer.Option(help='改掉的假设 / changed assumptions, e.g. {"told": 3}')] = "{}",
) -> None:
    """重演 2016 年 11 月的四天，不碰真实的社区 / live through November 2016, away from the live community."""
    from tonghao.errors import Refusal
    from tonghao.replay.__main__ import run

    try:
        run(recall=recall, seed=seed, seeds=seeds, on=None if on == "demo" else Path(on), changes=assume)
    except Refusal as refused:
        typer.echo(f"✗ {refused.message_zh()}\n  {refused.message_en()}\n  {refused.details}", err=True)
        raise typer.Exit(1) from None


@commands.command()
def schema() -> None:
    """重写 schema.sql / write schema.sql anew from the migrations."""
    from tonghao.migrate import migrate, schema_of
    from tonghao.postgres import temporary_server

    with temporary_server() as server:
        migrate(server.dsn())
        (ROOT / "schema.sql").write_text(schema_of(server), "utf-8")


@commands.command()
def openapi() -> None:
    """重写 openapi.json / write openapi.json anew from the routes."""
    (ROOT / "openapi.json").write_text(openapi_text(), "utf-8")


@commands.command()
def standard() -> None:
    """留存公开标准的这一版 / keep this version of the public standard, so that it can be read later."""
    from tonghao.policies.standard import keep_current

    print(keep_current())


def openapi_text() -> str:
    """Return the API's description as it is committed, always in the same order."""
    import json

    from tonghao.app import create_app

    document = create_app().openapi_schema.to_schema()
    return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


@commands.command()
def client(folder: Path) -> None:
    """生成 Python 客户端 / write a Python client of the API into a folder."""
    command = ["openapi_python_client", "generate", "--meta", "none", "--overwrite"]
    written = subprocess.run(
        [sys.executable, "-m", *command, "--path", str(ROOT / "openapi.json"), "--output-path", str(folder)],
        cwd=ROOT,
        check=False,
    )
    sys.exit(written.returncode)


@commands.command()
def version() -> None:
    """版本 / the version."""
    from tonghao import __version__

    typer.echo(f"tonghao {__version__}")


def main() -> None:
    """Run one command; a refused start says why in both languages and leaves no traceback."""
    try:
        commands(prog_name="tonghao")
    except CannotStart as refused:
        typer.echo(f"✗ {refused.chinese()}\n  {refused.english()}", err=True)
        sys.exit(1)
