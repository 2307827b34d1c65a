export const zh = {
  "muted.fold": "含有你屏蔽的词",
  "muted.open": "打开看看",
};
