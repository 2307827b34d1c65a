"""What stands in `deploy/` agrees with the product: settings, addresses, and what never enters an image."""

import os
import re
from configparser import ConfigParser
from pathlib import Path, PurePath
from typing import Any

import pytest
import yaml

from tonghao.app import create_app
from tonghao.config import Config

_ROOT = Path(__file__).parents[1]
_DEPLOY = _ROOT / "deploy"
_PAGES = ("docs/server.md", "docs/server.zh.md")
# Read by compose, Caddy and the command line, and not by the server.
_OTHERS = {
    "TONGHAO_BACKUPS",
    "TONGHAO_DATABASE_PASSWORD",
    "TONGHAO_DOMAIN",
    "TONGHAO_UPSTREAM",
    "TONGHAO_WORKERS",
}
# What the compose specification knows of a service and of the whole, as far as we may want it.
_SERVICE_KEYS = {
    "build", "cap_add", "cap_drop", "command", "depends_on", "deploy", "entrypoint", "environment", "expose",
    "healthcheck", "hostname", "image", "init", "logging", "mem_limit", "networks", "ports", "read_only",
    "restart", "secrets", "security_opt", "shm_size", "stop_grace_period", "tmpfs", "user", "volumes",
}  # fmt: skip
_COMPOSE_KEYS = {"configs", "name", "networks", "secrets", "services", "volumes"}


def _text(name: str) -> str:
    return (_ROOT / name).read_text("utf-8")


def _unit(name: str) -> ConfigParser:
    """A unit of systemd, which is an ini file with some keys more than once."""
    unit = ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(_text(f"deploy/{name}"))
    return unit


def _compose() -> dict[str, Any]:
    compose: dict[str, Any] = yaml.safe_load((_DEPLOY / "compose.yaml").read_text("utf-8"))
    return compose


def test_every_setting_that_deploy_names_is_one() -> None:
    known = {f"TONGHAO_{name.upper()}" for name in Config.model_fields} | _OTHERS
    for path in _DEPLOY.iterdir():
        named = set(re.findall(r"TONGHAO_[A-Z_]+", path.read_text("utf-8")))
        assert named <= known, path.name


def test_what_compose_asks_for_stands_in_the_example() -> None:
    asked = set(re.findall(r"\$\{(TONGHAO_[A-Z_]+)", (_DEPLOY / "compose.yaml").read_text("utf-8")))
    example = set(
        re.findall(r"^(TONGHAO_[A-Z_]+)=", (_DEPLOY / "env.example").read_text("utf-8"), re.MULTILINE)
    )
    assert asked == example


def test_the_addresses_that_are_asked_whether_it_lives_are_there() -> None:
    paths = create_app().openapi_schema.to_schema()["paths"]
    for name in ("Dockerfile", "Caddyfile"):
        asked = re.findall(r"/api/v1/health/\w+", (_DEPLOY / name).read_text("utf-8"))
        assert asked, name
        assert set(asked) <= set(paths), name


def test_volumes_and_networks_that_services_use_are_declared() -> None:
    compose = _compose()
    for service in compose["services"].values():
        assert set(service.get("networks", [])) <= set(compose["networks"])
        names = [volume.split(":")[0] for volume in service.get("volumes", [])]
        assert {name for name in names if name.isidentifier()} <= set(compose["volumes"])


def test_the_proxy_that_is_trusted_is_on_the_network_of_the_proxy() -> None:
    compose = _compose()
    (front,) = compose["networks"]["front"]["ipam"]["config"]
    assert compose["services"]["app"]["environment"]["TONGHAO_TRUSTED_PROXIES"] == front["subnet"]


def test_no_password_and_no_backup_enters_an_image() -> None:
    left_out = (_ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert {"**/.env", "deploy/backups", "data", ".git", ".venv"} <= set(left_out)


def test_compose_uses_keys_that_the_specification_has() -> None:
    compose = _compose()
    assert set(compose) <= _COMPOSE_KEYS
    for name, service in compose["services"].items():
        assert set(service) <= _SERVICE_KEYS, name
        for waited_for in service.get("depends_on", []):
            assert waited_for in compose["services"], name


def test_files_that_image_and_compose_take_are_there() -> None:
    compose = _compose()
    build = compose["services"]["app"]["build"]
    assert (_DEPLOY / build["context"] / build["dockerfile"]).resolve() == _DEPLOY / "Dockerfile"
    for service in compose["services"].values():
        for volume in service.get("volumes", []):
            mine = volume.split(":")[0]
            if mine.startswith("./"):
                assert (_DEPLOY / mine).exists(), volume


def test_the_image_starts_what_it_has() -> None:
    lines = _text("deploy/Dockerfile").splitlines()
    words = dict(re.findall(r"^(WORKDIR|ENTRYPOINT|CMD|USER) (.*)$", "\n".join(lines), re.MULTILINE))
    assert words["ENTRYPOINT"] == f'["{words["WORKDIR"]}/tonghao"]'
    assert os.access(_ROOT / "tonghao", os.X_OK)
    # What the launcher reads to install and build does not stay outside.
    left_out = _text(".dockerignore").splitlines()
    for needed in ("tonghao", "requirements.lock", "requirements-dev.lock", "src", "web/package-lock.json"):
        assert (_ROOT / needed).exists(), needed
        assert not any(PurePath(needed).match(one) for one in left_out if not one.startswith("#")), needed
    # Who it runs as owns what it writes, in the volume and beside it.
    number = words["USER"].split(":")[0]
    assert f"--uid {number} " in _text("deploy/Dockerfile")
    for page in ("docs/server.md", "docs/server.zh.md"):
        assert f"-o {number} -g {number}" in _text(page)


@pytest.mark.parametrize("name", ["tonghao.service", "tonghao-backup.service"])
def test_a_unit_runs_as_the_user_that_the_page_makes_where_the_page_puts_it(name: str) -> None:
    page = _text("docs/server.md")
    service = _unit(name)["Service"]
    assert (
        f"useradd --system --home-dir /var/lib/tonghao --shell /usr/sbin/nologin {service['User']}\n" in page
    )
    assert f"git clone REPOSITORY {service['WorkingDirectory']}\n" in page
    assert service["EnvironmentFile"] == "-/etc/tonghao.env"
    assert "`/etc/tonghao.env`" in page
    command = service["ExecStart"]
    assert re.search(r"(/opt/tonghao|exec \.)/tonghao (up|backup)", command), command


def test_what_the_page_copies_is_there_and_both_languages_do_the_same() -> None:
    blocks = [re.findall(r"^```\n(.*?)^```$", _text(name), re.MULTILINE | re.DOTALL) for name in _PAGES]
    english, chinese = (
        [re.sub(r"\s+#.*|REPOSITORY|仓库地址|yourhandle|你的用户名", "", block) for block in each]
        for each in blocks
    )
    assert english == chinese
    copied = re.findall(r"^sudo cp (.*) /etc/", "".join(blocks[0]), re.MULTILINE)
    for name in " ".join(copied).split():
        assert (_DEPLOY / name).exists(), name
    units = {path.name for path in _DEPLOY.iterdir() if path.suffix in {".service", ".timer"}}
    assert units <= set(" ".join(copied).split())


def test_settings_of_the_page_are_settings() -> None:
    known = {f"TONGHAO_{name.upper()}" for name in Config.model_fields} | _OTHERS
    for name in _PAGES:
        assert set(re.findall(r"TONGHAO_[A-Z_]*[A-Z]", _text(name))) <= known, name
