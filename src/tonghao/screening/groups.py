"""Groups of people that texts talk about: offence against one is hate, against anybody else abuse."""

import re
from typing import Final

GROUPS: Final = (
    "黑人", "白人", "黄种人", "亚裔", "华裔", "日本人", "韩国人", "印度人",
    "美国人", "中国人", "犹太人", "台湾人", "香港人", "东北人", "河南人", "上海人",
    "北京人", "广东人", "四川人", "山东人", "新疆人", "福建人", "浙江人", "江西人",
    "湖北人", "重庆人", "外地人", "本地人", "女人", "男人", "女性", "男性",
    "女生", "男生", "同性恋", "穆斯林",
)  # fmt: skip
A_GROUP: Final = re.compile("|".join(GROUPS))


def names_a_group(text: str) -> bool:
    """Whether a folded text names one of the groups."""
    return A_GROUP.search(text) is not None
