import { expect, test } from "vitest";
import { uuid7 } from "./uuid7.ts";

test("it is a version 7 identifier that carries its time", () => {
  const made = uuid7(0x0123456789ab);
  expect(made).toMatch(/^01234567-89ab-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("later ones sort later", () => {
  expect([uuid7(2), uuid7(1), uuid7(3)].sort().map((one) => one.slice(0, 13))).toEqual(["00000000-0001", "00000000-0002", "00000000-0003"]);
});
