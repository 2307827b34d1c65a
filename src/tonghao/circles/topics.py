"""The topics, a closed list: free words would scatter circles of one interest over many names."""

from typing import Final

from tonghao.circles.types import Topic

TOPICS: Final[tuple[Topic, ...]] = (
    Topic("fitness", "健身", "Fitness"),
    Topic("games", "游戏", "Games"),
    Topic("finance", "理财", "Money matters"),
    Topic("parenting", "母婴", "Parents and babies"),
    Topic("pets", "宠物", "Pets"),
    Topic("gadgets", "数码", "Gadgets and repair"),
    Topic("books", "读书", "Books"),
    Topic("charity", "公益", "Good causes"),
    Topic("family", "家庭", "Family"),
    Topic("digital", "数字生活", "Digital life"),
    Topic("abroad", "海外生活", "Life abroad"),
    Topic("campus", "校园", "Campus"),
    Topic("work", "职场", "Work"),
    Topic("food", "美食", "Food"),
    Topic("film", "电影", "Film"),
    Topic("music", "音乐", "Music"),
    Topic("travel", "旅行", "Travel"),
    Topic("football", "足球", "Football"),
    Topic("photo", "摄影", "Photography"),
    Topic("anime", "动漫", "Anime"),
    Topic("running", "跑步", "Running"),
    Topic("garden", "花草", "Plants and balconies"),
    Topic("craft", "手工", "Handicraft"),
    Topic("cars", "汽车", "Cars"),
    Topic("stars", "星座", "Star signs"),
    Topic("night", "夜聊", "Night talk"),
)
TOPIC_CODES: Final = frozenset(topic.code for topic in TOPICS)
