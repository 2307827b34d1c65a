import type { English } from "../texts.ts";
import type { zh } from "./curbs.zh.ts";

export const en: English<typeof zh> = {
  "curb.note": "Notice: this is about “{{name}}”.",
  "curb.rule": "The rule",
  "curb.fold": "Notice: folded, since it is about “{{name}}”.",
  "curb.blur": "Notice: the photos are about “{{name}}” and blurred.",
  "curb.limit": "Notice: this is about “{{name}}” and stays in this circle.",
  "curb.mine_label": "Its links lead nowhere; everybody still sees it.",
  "curb.mine_fold": "People read this notice first, and open it if they want to.",
  "curb.mine_blur": "Its words are shown as ever, its photos once uncovered.",
  "curb.mine_limit": "It is seen in its circle and at its own address, and in nobody else’s home feed, search or shelves.",
  "curb.open": "Open it",
  "curb.open_of": "Open it: what {{name}} wrote",
  "curb.close": "Fold it",
  "curb.close_of": "Fold it: what {{name}} wrote",
  "curb.uncover_one": "Show the photo",
  "curb.uncover_other": "Show {{count}} photos",
  "curb.cover": "Cover the photos",
  "curb.photos_one": "1 photo is blurred; the post’s page shows it",
  "curb.photos_other": "{{count}} photos are blurred; the post’s page shows them",
};
