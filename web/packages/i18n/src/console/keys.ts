import type { KeyOf } from "../texts.ts";
import type { SharedKey } from "../shared/keys.ts";
import type { zh } from "./zh.ts";

export type ConsoleKey = KeyOf<typeof zh> | SharedKey;
