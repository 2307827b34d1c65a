import { expect, test } from "vitest";
import { targetOf } from "./target.ts";

const ID = "01a21b47-1e51-7165-8d6c-895054b0ed64";

test("an address names what is appealed, or nothing", () => {
  expect(targetOf({ about: "content", id: ID, kind: "post", circle: ID })).toEqual({ about: "content", id: ID, kind: "post", circle: ID });
  expect(targetOf({ about: "content", id: ID, kind: "tool", circle: ID })).toEqual({ about: "content", id: ID, kind: "tool", circle: ID });
  expect(targetOf({ about: "report", id: ID, kind: "nonsense" })).toEqual({ about: "report", id: ID });
  expect(targetOf({ about: "report", id: "x" })).toEqual({});
  expect(targetOf({})).toEqual({});
});
