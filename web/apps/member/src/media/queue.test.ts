import { Refusal } from "@tonghao/api";
import { medium } from "@tonghao/testing";
import { expect, test } from "vitest";
import { allArrived, type Change, photosOf, type Queued, queueAfter } from "./queue.ts";

function after(...changes: Change[]): Queued[] {
  return changes.reduce<Queued[]>(queueAfter, []);
}
const added: Change = { kind: "added", photos: [{ id: "a", name: "a.jpg" }, { id: "b", name: "b.jpg" }] };

test("a photo goes from waiting through sending and checking to visible", () => {
  const arrived = medium();
  const steps: Change[] = [
    { kind: "started", id: "a" },
    { kind: "progressed", id: "a", share: 0.5 },
    { kind: "arrived", id: "a", medium: arrived },
    { kind: "checked", medium: { ...arrived, state: "visible" } },
  ];
  let queue = after(added);
  const stages = steps.map((step) => (queue = queueAfter(queue, step))[0]?.stage);
  expect(stages).toEqual(["sending", "sending", "checking", "visible"]);
  expect(queue[1]?.stage).toBe("waiting");
});

test("at most nine are taken", () => {
  const many: Change = { kind: "added", photos: Array.from({ length: 12 }, (_, at) => ({ id: String(at), name: "" })) };
  expect(after(many)).toHaveLength(9);
  expect(after(many, many)).toHaveLength(9);
});

test("late progress does not turn an arrived photo back", () => {
  const queue = after(added, { kind: "started", id: "a" }, { kind: "arrived", id: "a", medium: medium() }, { kind: "progressed", id: "a", share: 0.9 });
  expect(queue[0]).toMatchObject({ stage: "checking", share: 1 });
});

test("a failed one can be sent again and forgets why it failed", () => {
  const refusal = new Refusal(0, { code: "offline", message_zh: "断了", message_en: "lost" });
  const failed = after(added, { kind: "failed", id: "a", refusal });
  expect(failed[0]).toMatchObject({ stage: "failed", refusal });
  expect(queueAfter(failed, { kind: "started", id: "a" })[0]).toMatchObject({ stage: "sending", refusal: null });
});

test("it can be sent only when all have arrived and none is refused", () => {
  const one = medium();
  const two = medium();
  const all = after(added, { kind: "arrived", id: "a", medium: one }, { kind: "arrived", id: "b", medium: two });
  expect(allArrived(after(added, { kind: "arrived", id: "a", medium: one }))).toBe(false);
  expect(allArrived(all)).toBe(true);
  expect(allArrived(queueAfter(all, { kind: "checked", medium: { ...two, state: "refused" } }))).toBe(false);
});

test("order and descriptions go with the post", () => {
  const one = medium();
  const two = medium();
  const queue = after(
    added,
    { kind: "arrived", id: "a", medium: one },
    { kind: "arrived", id: "b", medium: two },
    { kind: "described", id: "a", alt: " 桥 " },
    { kind: "moved", id: "a", by: 1 },
    { kind: "moved", id: "a", by: 1 },
  );
  expect(photosOf(queue)).toEqual([
    { media_id: two.media_id, alt: "" },
    { media_id: one.media_id, alt: "桥" },
  ]);
});

test("a paused one keeps what has arrived, and goes on from there", () => {
  const paused = after(
    added,
    { kind: "started", id: "a", inParts: true },
    { kind: "progressed", id: "a", share: 0.6 },
    { kind: "paused", id: "a" },
    { kind: "progressed", id: "a", share: 0.7 },
  );
  expect(paused[0]).toMatchObject({ stage: "paused", share: 0.6, inParts: true });
  expect(allArrived(paused)).toBe(false);
  expect(queueAfter(paused, { kind: "started", id: "a", inParts: true })[0]).toMatchObject({ stage: "sending", share: 0.6 });
});

test("a photo can be carried over several places, and no further than the ends", () => {
  const many: Change = { kind: "added", photos: ["a", "b", "c", "d"].map((id) => ({ id, name: id })) };
  expect(after(many, { kind: "moved", id: "a", by: 2 }).map((one) => one.id)).toEqual(["b", "c", "a", "d"]);
  expect(after(many, { kind: "moved", id: "d", by: -3 }).map((one) => one.id)).toEqual(["d", "a", "b", "c"]);
  expect(after(many, { kind: "moved", id: "a", by: 9 }).map((one) => one.id)).toEqual(["a", "b", "c", "d"]);
});

test("a dropped photo is gone", () => {
  expect(after(added, { kind: "dropped", id: "a" }).map((photo) => photo.id)).toEqual(["b"]);
});
