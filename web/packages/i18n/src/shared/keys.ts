import type { KeyOf } from "../texts.ts";
import type { zh } from "./zh.ts";

export type SharedKey = KeyOf<typeof zh>;
