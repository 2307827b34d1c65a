"""Words: what people of the replay write. All of it is ours."""

from random import Random
from typing import Final

_PLAIN: Final = (
    "今天的穿搭，喜欢吗",
    "晚安，今天有点冷",
    "刚下班，随手拍一张",
    "新买的裙子，第一次穿",
    "周末在家，懒得出门",
    "镜子擦干净了，拍一张",
    "下雨天，心情一般",
    "朋友说这张好看，真的吗",
)
_BEGGING: Final = (
    "求打赏，打赏满十元看下一张",
    "求打赏，谢谢各位哥哥",
    "喜欢就打赏一下呀，打赏的看更多",
    "求点赞求打赏，满一百发下一张",
)
_CONTACT: Final = (
    "加V看全套 vx: xiaoye{n}",
    "微信 xy{n}77 私聊看全套",
    "扫码进群看更多福利，群里等你",
    "加我QQ 77{n}0 看没发的",
)
_EVADING: Final = (
    "扌丁 贝赏 一下再发下一张",
    "dashang 满二十看更多",
    "打 赏 一 下 看 更 多",
    "加薇❤看全套，薇：xy{n}66",
    "咖啡号 xy{n}99，懂的来",
    "想看更多的私我，主页有号 {n}",
)

_WHO: Final = ("早上", "中午", "傍晚", "昨天夜里", "周末", "刚才", "这两天", "下班路上")
_DID: Final = (
    "沿着河边跑了{n}公里",
    "把第{n}章读完了",
    "和邻居打了{n}盘桌游",
    "带猫打了第{n}针疫苗",
    "把旧收音机拆开修了{n}小时",
    "给阳台换了{n}盆土",
    "把合同第{n}条又看了一遍",
    "陪孩子搭了{n}层积木",
    "在互助会还了{n}把雨伞",
    "试了第{n}家面馆",
)
_SO: Final = (
    "，腿有点酸，心情不错",
    "，有个地方没看懂，想听听大家怎么想",
    "，记一笔，免得忘了",
    "，下回想换个时间",
    "，比想的容易",
    "，多谢上次提醒我的人",
    "，有一起的吗",
    "，拍张照片留着",
)


class Caption:
    """A caption of one of the posters; `wrong` when its words alone break a rule."""

    def __init__(self, text: str, *, wrong: bool) -> None:
        self.text, self.wrong = text, wrong


def caption(draw: Random, *, begging: float, contact: float, evading: float) -> Caption:
    """What stands beside such a picture."""
    kind = draw.random()
    if kind >= begging + contact:
        return Caption(draw.choice(_PLAIN), wrong=False)
    choices = _EVADING if draw.random() < evading else _BEGGING if kind < begging else _CONTACT
    return Caption(draw.choice(choices).format(n=draw.randint(100, 999)), wrong=True)


def ordinary(draw: Random) -> str:
    """What neighbours write."""
    return draw.choice(_WHO) + draw.choice(_DID).format(n=draw.randint(2, 40)) + draw.choice(_SO)


WELCOME: Final = "欢迎新来的朋友，随意看看"
CIRCLE_NAMES: Final = (("校园日记", "campus-diary", "campus"), ("白领日记", "office-diary", "work"))
ABOUT: Final = "记录每一天的样子"
EARNED: Final = "重演开始以前就已经转正"
EARNED_EN: Final = "It had left trial before the replay begins"
NOTES: Final = {
    "remove": "照片不合公约，移除",
    "release": "看过了，没有问题",
    "brake": "短时间里出现大量同类照片，先停下来由人看",
}
