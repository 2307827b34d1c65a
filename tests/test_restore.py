"""A backup that is not whole, not ours or not plain is refused before anything is touched."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tonghao.backup import FORMAT, without_password
from tonghao.cannot_start import CannotStart
from tonghao.migrate import MIGRATIONS, DatabaseIsNewer
from tonghao.restore import NotABackup, NotEmpty, read_backup, restore

_NEWEST = max(path.name.split("_")[0] for path in MIGRATIONS.glob("*.sql"))


def made(folder: Path, *, migration: str = _NEWEST, names: tuple[str, ...] = ()) -> Path:
    """A backup with a dump that is none and one photo; *names* are added to its list of files."""
    (folder / "files" / "media").mkdir(parents=True)
    (folder / "database.dump").write_bytes(b"PGDMP")
    (folder / "files" / "media" / "a").write_bytes(b"photo")
    (folder / "outside").write_bytes(b"secret")
    files = ("database.dump", "files/media/a", *names)
    lines = [f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in files]
    (folder / "files.sha256").write_text("".join(lines))
    manifest = {
        "format": FORMAT,
        "version": "0.1.0",
        "made_at": "2026-11-26T00:00:00+00:00",
        "migration": migration,
        "head": "0:" + "0" * 64,
        "hashes_sha256": hashlib.sha256((folder / "files.sha256").read_bytes()).hexdigest(),
        "files": len(files),
        "bytes": 10,
        "missing_photos": 0,
        "counts": {},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return folder


def test_a_whole_backup_is_read(tmp_path: Path) -> None:
    manifest, files = read_backup(made(tmp_path))
    assert manifest.format == FORMAT
    assert files == ["database.dump", "files/media/a"]


def _cut(folder: Path) -> None:
    (folder / "files" / "media" / "a").write_bytes(b"phot")


def _gone(folder: Path) -> None:
    (folder / "files" / "media" / "a").unlink()


def _link(folder: Path) -> None:
    (folder / "files" / "media" / "a").unlink()
    (folder / "files" / "media" / "a").symlink_to("/etc/hostname")


def _hashes(folder: Path) -> None:
    with (folder / "files.sha256").open("a") as file:
        file.write("0" * 64 + "  files/media/b\n")


def _no_manifest(folder: Path) -> None:
    (folder / "manifest.json").unlink()


def _half_a_manifest(folder: Path) -> None:
    text = (folder / "manifest.json").read_text()
    (folder / "manifest.json").write_text(text[:40])


@pytest.mark.parametrize("spoil", [_cut, _gone, _link, _hashes, _no_manifest, _half_a_manifest])
def test_a_backup_that_was_touched_is_refused(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    folder = made(tmp_path / "backup")
    spoil(folder)
    with pytest.raises(NotABackup):
        restore(folder, tmp_path / "data", "", print)
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("name", ["files/../outside", "outside"])
def test_a_name_that_leads_out_is_refused_with_its_line(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotABackup, match=r"files\.sha256:3"):
        read_backup(made(tmp_path, names=(name,)))


def test_a_backup_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatabaseIsNewer):
        read_backup(made(tmp_path, migration="29991231235959"))


def test_a_folder_with_photos_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "data" / "media").mkdir(parents=True)
    (tmp_path / "data" / "media" / "mine").write_bytes(b"x")
    with pytest.raises(NotEmpty):
        restore(made(tmp_path / "backup"), tmp_path / "data", "", print)


def test_refusals_are_said_in_both_languages() -> None:
    for refusal in (NotABackup(folder="x", reason="y"), NotEmpty(place="x")):
        assert isinstance(refusal, CannotStart)
        assert "x" in refusal.chinese()
        assert "x" in refusal.english()


def test_a_password_never_stands_on_a_command_line() -> None:
    address, environment = without_password("postgresql://me:s3cret@db:5432/tonghao?sslmode=disable")
    assert address == "postgresql://me@db:5432/tonghao?sslmode=disable"
    assert environment["PGPASSWORD"] == "s3cret"
    socket = "postgresql://tonghao@/tonghao?host=%2Frun%2Fx"
    assert without_password(socket)[0] == socket
