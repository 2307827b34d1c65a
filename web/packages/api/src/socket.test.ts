import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LiveSocket } from "./socket.ts";

/** Stands for the network, the one thing that a test may not use. */
class Wire extends EventTarget {
  static readonly OPEN = 1;
  static made: Wire[] = [];
  readyState = Wire.OPEN;
  said: string[] = [];
  readonly url: string;
  constructor(url: URL) {
    super();
    this.url = String(url);
    Wire.made.push(this);
  }
  send(text: string): void {
    this.said.push(text);
  }
  close(): void {
    this.readyState = 3;
  }
  tell(message: object): void {
    this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(message) }));
  }
  break(code = 1006): void {
    this.readyState = 3;
    this.dispatchEvent(Object.assign(new Event("close"), { code }));
  }
}

const last = (): Wire => {
  const wire = Wire.made.at(-1);
  if (wire === undefined) throw new Error("no socket was opened");
  return wire;
};

beforeEach(() => {
  Wire.made = [];
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", Wire);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const hello = { hello: { cursor: "5-1", account_id: "me" } };
const event = { cursor: "6-1", event: { kind: "profile.edited", account_id: "me" } };

test("it comes back by itself and asks for what it missed", () => {
  const events: unknown[] = [];
  const socket = new LiveSocket({ onEvent: (one) => events.push(one), onResync: () => undefined });
  socket.start();
  last().tell(hello);
  last().tell(event);
  last().break();
  vi.advanceTimersByTime(1000);
  expect(Wire.made).toHaveLength(2);
  expect(new URL(last().url).searchParams.get("cursor")).toBe("6-1");
  expect(events).toEqual([event.event]);
  socket.stop();
});

test("it watches again after a break, and each post once", () => {
  const socket = new LiveSocket({ onEvent: () => undefined, onResync: () => undefined });
  const place = { circle_id: "c", post_id: "p" };
  socket.start();
  last().tell(hello);
  const end = socket.watch(place);
  const endToo = socket.watch(place);
  expect(last().said).toEqual([JSON.stringify({ watch: place })]);
  last().break();
  vi.advanceTimersByTime(1000);
  last().tell(hello);
  expect(last().said).toEqual([JSON.stringify({ watch: place })]);
  end();
  expect(last().said).toHaveLength(1);
  endToo();
  expect(last().said).toEqual([JSON.stringify({ watch: place }), JSON.stringify({ unwatch: place })]);
  socket.stop();
});

test("it waits longer after each failure, and not for ever", () => {
  const socket = new LiveSocket({ onEvent: () => undefined, onResync: () => undefined });
  socket.start();
  for (let times = 0; times < 12; times += 1) {
    last().break();
    vi.advanceTimersByTime(25_001);
  }
  expect(Wire.made).toHaveLength(13);
  socket.stop();
});

test("it says when too much was missed, and when the session ended", () => {
  const said: string[] = [];
  const socket = new LiveSocket({ onEvent: () => undefined, onResync: () => said.push("resync"), onRefused: () => said.push("refused") });
  socket.start();
  last().tell({ resync: true });
  last().break(4401);
  expect(said).toEqual(["resync", "refused"]);
  socket.stop();
  vi.advanceTimersByTime(60_000);
  expect(Wire.made).toHaveLength(1);
});

test("it says since when something happened that one may have fetched too early to see", () => {
  vi.setSystemTime(100_000);
  const heard: unknown[] = [];
  const socket = new LiveSocket({ onEvent: () => undefined, onResync: () => undefined, onListening: (place, at) => heard.push([place?.post_id ?? null, at]) });
  socket.start();
  last().tell({ hello: { ...hello.hello, changed_ms_ago: 40_000 } });
  last().tell({ watching: { circle_id: "c", post_id: "p", changed_ms_ago: 0 } });
  last().tell({ watching: { circle_id: "c", post_id: "quiet", changed_ms_ago: null } });
  last().break();
  vi.advanceTimersByTime(1000);
  last().tell(hello);
  expect(heard).toEqual([
    [null, 60_000],
    ["p", 100_000],
  ]);
  socket.stop();
});
