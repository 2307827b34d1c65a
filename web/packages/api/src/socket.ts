import type { LiveEvent, LiveMessage } from "./events.ts";

export type SocketState = "connecting" | "open" | "lost" | "closed";
export type Hears = {
  onEvent: (event: LiveEvent) => void;
  /** Too much was missed: everything on the screen is fetched again. */
  onResync: () => void;
  /** Its events arrive from now on; what was fetched before `changedAt` (ms, this device's clock) may lack some. */
  onListening?: (place: PostPlace | null, changedAt: number) => void;
  onState?: (state: SocketState) => void;
  /** The server knows no session: somebody signed out, perhaps on another device. */
  onRefused?: () => void;
};
export type PostPlace = { circle_id: string; post_id: string };

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 20_000;
const SIGN_IN_FIRST = 4401;

/** The one socket of a page. It reconnects by itself and catches up from the last cursor that it saw. */
export class LiveSocket {
  private socket: WebSocket | null = null;
  private cursor: string | null = null;
  private waitMs = FIRST_WAIT_MS;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private stopped = true;
  private readonly watched = new Map<string, { place: PostPlace; count: number }>();
  private readonly hears: Hears;

  constructor(hears: Hears) {
    this.hears = hears;
  }

  start(): void {
    if (!this.stopped) return;
    this.stopped = false;
    globalThis.addEventListener?.("online", this.now);
    this.connect();
  }

  stop(): void {
    this.stopped = true;
    globalThis.removeEventListener?.("online", this.now);
    if (this.timer !== null) clearTimeout(this.timer);
    this.socket?.close();
    this.socket = null;
    this.cursor = null;
    this.hears.onState?.("closed");
  }

  /** Hear the floors of a post until the returned function is called. */
  watch(place: PostPlace): () => void {
    const known = this.watched.get(place.post_id);
    this.watched.set(place.post_id, { place, count: (known?.count ?? 0) + 1 });
    if (known === undefined) this.say({ watch: place });
    return () => this.unwatch(place);
  }

  private unwatch(place: PostPlace): void {
    const known = this.watched.get(place.post_id);
    if (known === undefined) return;
    known.count -= 1;
    if (known.count > 0) return;
    this.watched.delete(place.post_id);
    this.say({ unwatch: place });
  }

  private readonly now = (): void => {
    if (this.stopped || this.socket?.readyState === WebSocket.OPEN) return;
    this.waitMs = FIRST_WAIT_MS;
    if (this.timer !== null) clearTimeout(this.timer);
    this.connect();
  };

  private say(message: object): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  private connect(): void {
    if (this.stopped) return;
    this.hears.onState?.("connecting");
    const address = new URL("/ws", location.href);
    address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    if (this.cursor !== null) address.searchParams.set("cursor", this.cursor);
    this.socket?.close();
    const socket = new WebSocket(address);
    this.socket = socket;
    socket.addEventListener("message", (message) => {
      if (this.socket === socket) this.hear(String(message.data));
    });
    socket.addEventListener("close", (closing) => {
      if (this.socket !== socket || this.stopped) return;
      if (closing.code === SIGN_IN_FIRST) this.hears.onRefused?.();
      this.later();
    });
  }

  private hear(text: string): void {
    const message = JSON.parse(text) as LiveMessage;
    if ("hello" in message) {
      this.waitMs = FIRST_WAIT_MS;
      // It comes after all that was missed, so nothing before it is asked for again.
      this.cursor = message.hello.cursor;
      for (const { place } of this.watched.values()) this.say({ watch: place });
      this.listens(null, message.hello.changed_ms_ago);
      this.hears.onState?.("open");
    } else if ("watching" in message) {
      this.listens(message.watching, message.watching.changed_ms_ago);
    } else if ("resync" in message) {
      this.hears.onResync();
    } else if ("event" in message) {
      this.cursor = message.cursor;
      this.hears.onEvent(message.event);
    }
  }

  private listens(place: PostPlace | null, changedMsAgo: number | null | undefined): void {
    if (typeof changedMsAgo === "number") this.hears.onListening?.(place, Date.now() - changedMsAgo);
  }

  private later(): void {
    this.hears.onState?.("lost");
    // A server that restarts is not met by all its clients in one moment.
    const wait = this.waitMs * (0.75 + Math.random() / 2);
    this.waitMs = Math.min(this.waitMs * 2, LONGEST_WAIT_MS);
    this.timer = setTimeout(() => this.connect(), wait);
  }
}
