import "./setUp.ts";

export * from "./types.ts";
export * from "./generated/sdk.gen.ts";
export * from "./refusal.ts";
export * from "./uploadPhoto.ts";
export * from "./media.ts";
export * from "./events.ts";
export * from "./socket.ts";
export { uuid7 } from "./uuid7.ts";
