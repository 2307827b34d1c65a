export * from "./types.ts";
export * from "./operations.ts";
export * from "./refusal.ts";
export * from "./upload.ts";
export * from "./media.ts";
export * from "./events.ts";
export * from "./socket.ts";
export { uuid7 } from "./uuid7.ts";
