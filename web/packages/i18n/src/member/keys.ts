/** What the member app can say, by area: `first` comes with the app, the others with the pages that need them. */
import type { KeyOf } from "../texts.ts";
import type { SharedKey } from "../shared/keys.ts";
import type { zh as account } from "./account.zh.ts";
import type { zh as circles } from "./circles.zh.ts";
import type { zh as first } from "./first.zh.ts";
import type { zh as joining } from "./joining.zh.ts";
import type { zh as log } from "./log.zh.ts";
import type { zh as manage } from "./manage.zh.ts";
import type { zh as media } from "./media.zh.ts";
import type { zh as meetups } from "./meetups.zh.ts";
import type { zh as notices } from "./notices.zh.ts";
import type { zh as partners } from "./partners.zh.ts";
import type { zh as polls } from "./polls.zh.ts";
import type { zh as posts } from "./posts.zh.ts";
import type { zh as security } from "./security.zh.ts";
import type { zh as settings } from "./settings.zh.ts";
import type { zh as shell } from "./shell.zh.ts";

type Catalogues = {
  account: typeof account;
  circles: typeof circles;
  first: typeof first;
  joining: typeof joining;
  log: typeof log;
  manage: typeof manage;
  media: typeof media;
  meetups: typeof meetups;
  notices: typeof notices;
  partners: typeof partners;
  polls: typeof polls;
  posts: typeof posts;
  security: typeof security;
  settings: typeof settings;
  shell: typeof shell;
};
export type MemberArea = keyof Catalogues;
export type MemberKey = { [Area in MemberArea]: KeyOf<Catalogues[Area]> }[MemberArea] | SharedKey;
