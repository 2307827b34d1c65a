"""Why Tonghao cannot start, said once in Chinese and once in English, never as a traceback."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_FULL = (errno.ENOSPC, errno.EDQUOT)
_CLOSED = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOENT, errno.ENOTDIR, errno.EEXIST)


class CannotStart(Exception):
    """Tonghao cannot start: {reason}"""

    # A start is refused on a terminal, before there is a reader whose language we know: both are shown.
    zh: str = "同好无法启动：{reason}"

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.english())

    def english(self) -> str:
        sentence = (type(self).__doc__ or "").split("\n\n")[0]
        return " ".join(sentence.split()).format(**self.facts)

    def chinese(self) -> str:
        return self.zh.format(**self.facts)


class DiskFull(CannotStart):
    """The disk that holds {folder} is full. Free some space and start again; nothing was damaged."""

    zh = "{folder} 所在的磁盘已满。请腾出空间后重新启动；数据没有损坏。"


class FolderNotWritable(CannotStart):
    """The data folder {folder} cannot be written. Make it yours, or name another one in TONGHAO_DATA."""

    zh = "数据文件夹 {folder} 无法写入。请取得它的写权限，或用 TONGHAO_DATA 指定另一个文件夹。"


class SettingWrong(CannotStart):
    """The setting {setting} cannot be read: {reason}. docs/settings.md says what each setting takes."""

    zh = "设置 {setting} 无法读取：{reason}。每项设置的写法见 docs/settings.md。"


@contextmanager
def writing_into(folder: Path) -> Iterator[None]:
    """Say in a sentence what the system means when it refuses to write there."""
    try:
        yield
    except OSError as refused:
        if refused.errno in _FULL:
            raise DiskFull(folder=folder) from None
        if refused.errno in _CLOSED:
            raise FolderNotWritable(folder=folder) from None
        raise
