/**
 * What an author will read about a decision, in both languages at once, since a moderator answers for both.
 * The server writes the same sentences in `notifications/notice.py`; a test holds the two together.
 */
export type Pair = { zh: string; en: string };
export type Told = { message: Pair; rule: Pair | null };
type Category = { zh: string; en: string; rule_zh: string; rule_en: string };

const THINGS: Record<string, Pair> = {
  post: { zh: "帖子", en: "post" },
  comment: { zh: "回复", en: "comment" },
  photo: { zh: "照片", en: "photo" },
  account: { zh: "个人资料", en: "profile" },
  circle: { zh: "圈子介绍", en: "circle's introduction" },
};

/** The message about a decision on a `kind` of thing. */
export function told(act: "release" | "label" | "fold" | "blur" | "limit" | "remove", kind: string, category: Category | undefined): Told {
  const thing = THINGS[kind] ?? { zh: "内容", en: "content" };
  if (act === "release") {
    return {
      message: {
        zh: `你的${thing.zh}已有人看过，没有问题，现在可以看到了。`,
        en: `A person looked at your ${thing.en} and found it in order. It can be seen now.`,
      },
      rule: null,
    };
  }
  if (category === undefined && act !== "remove") {
    return { message: { zh: `管理员给你的${thing.zh}加了限制。`, en: `A moderator set a limit on your ${thing.en}.` }, rule: null };
  }
  if (category === undefined) {
    return { message: { zh: `管理员移除了你的${thing.zh}。`, en: `A moderator removed your ${thing.en}.` }, rule: null };
  }
  const rule = { zh: category.rule_zh, en: category.rule_en };
  if (act !== "remove") return { message: curbed(act, thing, category), rule };
  return {
    message: {
      zh: `你的${thing.zh}违反了“${category.zh}”这一条，已由管理员移除。`,
      en: `A moderator removed your ${thing.en}. The rule: ${category.en}.`,
    },
    rule,
  };
}

/** What stays, and how. */
function curbed(act: "label" | "fold" | "blur" | "limit", thing: Pair, category: Category): Pair {
  const { zh, en } = category;
  switch (act) {
    case "label":
      return {
        zh: `你的${thing.zh}涉及“${zh}”，已加上平台提示，外部链接不能点；大家照样看得到。`,
        en: `A notice stands on your ${thing.en}, and its links lead nowhere. The rule: ${en}.`,
      };
    case "fold":
      return {
        zh: `你的${thing.zh}涉及“${zh}”，已折叠：大家先看到提示，点开才看到内容。`,
        en: `Your ${thing.en} is folded: people read a notice first, and open it. The rule: ${en}.`,
      };
    case "blur":
      return {
        zh: `你的${thing.zh}涉及“${zh}”，照片已加模糊：文字照常显示，照片点开才看到。`,
        en: `The photos of your ${thing.en} are blurred until uncovered. The rule: ${en}.`,
      };
    case "limit":
      return {
        zh: `你的${thing.zh}涉及“${zh}”，只留在圈子里和它自己的网址上：不进首页、搜索和推荐。`,
        en: `Your ${thing.en} stays in its circle, out of home feeds and search. The rule: ${en}.`,
      };
  }
}
