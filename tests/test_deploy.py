"""What stands in `deploy/` agrees with the product: settings, addresses, and what never enters an image."""

import re
from pathlib import Path
from typing import Any

import yaml

from tonghao.app import create_app
from tonghao.config import Config

_ROOT = Path(__file__).parents[1]
_DEPLOY = _ROOT / "deploy"
# Read by compose, Caddy and the command line, and not by the server.
_OTHERS = {
    "TONGHAO_BACKUPS",
    "TONGHAO_DATABASE_PASSWORD",
    "TONGHAO_DOMAIN",
    "TONGHAO_UPSTREAM",
    "TONGHAO_WORKERS",
}


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
