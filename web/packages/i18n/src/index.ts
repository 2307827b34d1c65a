export * from "./amounts.ts";
export * from "./texts.ts";
export type { SharedKey } from "./shared/keys.ts";
