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

/** The message about a release or a removal of a `kind` of thing. */
export function told(act: "release" | "remove", kind: string, category: Category | undefined): Told {
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
  if (category === undefined) {
    return { message: { zh: `管理员移除了你的${thing.zh}。`, en: `A moderator removed your ${thing.en}.` }, rule: null };
  }
  return {
    message: {
      zh: `你的${thing.zh}违反了“${category.zh}”这一条，已由管理员移除。`,
      en: `A moderator removed your ${thing.en}. The rule: ${category.en}.`,
    },
    rule: { zh: category.rule_zh, en: category.rule_en },
  };
}
