import type { Me } from "@tonghao/api";
import { beforeEach, expect, test, vi } from "vitest";

const me = (account_id: string): Me => ({ account_id, zone: "Asia/Shanghai", locale: "zh-CN" }) as unknown as Me;
const KEPT = ["tonghao.draft.post.c1", "tonghao.searched", "tus::tonghao-x::1", "tonghao.theme"];

/** As a page that has just been loaded. */
async function page() {
  vi.resetModules();
  return import("./session.ts");
}

beforeEach(() => {
  localStorage.clear();
  for (const key of KEPT) localStorage.setItem(key, "1");
  sessionStorage.setItem("tonghao.place.x", "1");
});

const left = () => [...KEPT.filter((key) => localStorage.getItem(key) !== null), ...Object.keys(sessionStorage)];

test("what one wrote and searched stays on the device as long as one is signed in", async () => {
  localStorage.setItem("tonghao.signed-in", "1");
  const { beSignedIn } = await page();
  beSignedIn(me("a"));
  beSignedIn({ ...me("a"), name: "another name" });
  expect(left()).toEqual([...KEPT, "tonghao.place.x"]);
});

test("it goes when one signs out, here or elsewhere; what belongs to the device stays", async () => {
  const { beSignedIn, endSession } = await page();
  beSignedIn(me("a"));
  endSession();
  expect(left()).toEqual(["tonghao.theme"]);
});

test("it goes when the session ended while the page was closed", async () => {
  localStorage.setItem("tonghao.signed-in", "1");
  const { beSignedIn } = await page();
  beSignedIn(null);
  expect(left()).toEqual(["tonghao.theme"]);
});

test("a reader without an account loses nothing", async () => {
  const { beSignedIn } = await page();
  beSignedIn(null);
  expect(left()).toEqual([...KEPT, "tonghao.place.x"]);
});
