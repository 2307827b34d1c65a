import type { RedPacket } from "@tonghao/api";
import { expect, test } from "vitest";
import { countedPacket } from "./live.ts";

const packet = { packet_id: "p", greeting: "冬至快乐", total: "9.00", taken_count: 1, mine: true, my_share: null, luckiest_place: null, is_removed: false } as unknown as RedPacket;

test("the words of a packet that went out of sight are not told again, and whoever has them keeps them", () => {
  const told = { ...packet, greeting: "", taken_count: 2, mine: false, is_removed: true };
  expect(countedPacket(packet, told)).toMatchObject({ greeting: "冬至快乐", taken_count: 2, mine: true, is_removed: true });
  expect(countedPacket({ ...packet, greeting: "旧的" }, packet).greeting).toBe("冬至快乐");
});
