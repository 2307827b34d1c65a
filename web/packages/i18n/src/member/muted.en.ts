import type { English } from "../texts.ts";
import type { zh } from "./muted.zh.ts";

export const en: English<typeof zh> = {
  "muted.fold": "Contains a word that you mute",
  "muted.open": "Show it",
};
