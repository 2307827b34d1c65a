import type { Draft as ServerDraft } from "@tonghao/api";
import { beforeEach, expect, test, vi } from "vitest";
import { DraftKeeper } from "./DraftKeeper.ts";
import { type Content, keptDraft } from "./drafts.ts";

const CIRCLE = "019ab000-0000-7000-8000-000000000001";
const PLACE = { kind: "post", circle_id: CIRCLE, post_id: null } as const;
const LOCAL = `post.${CIRCLE}`;

function content(text: string): Content {
  return { text, tags: [], photos: [] };
}

/** A server with one draft, or none, and a network that can be away. */
class Server {
  draft: ServerDraft | null = null;
  away = false;
  /** It takes in what is sent, and its answer is lost. */
  swallows = false;

  write(text: string): void {
    this.draft = {
      kind: "post",
      circle_id: CIRCLE,
      circle_slug: "manpao",
      circle_name: "慢跑也算跑",
      circle_name_en: "",
      post_id: null,
      text,
      tags: [],
      photos: [],
      version: (this.draft?.version ?? 0) + 1,
      updated_at: "2026-11-26T08:00:00Z",
    };
  }

  answer = async (request: Request): Promise<Response> => {
    if (this.away) throw new TypeError("no network");
    if (request.method === "GET") return Response.json(this.draft);
    const sent = (await request.json()) as { text: string; version: number };
    if (this.draft !== null && this.draft.version !== sent.version) {
      const refusal = { code: "draft_conflict", message_zh: "冲突", message_en: "conflict", details: {} };
      return Response.json(refusal, { status: 409 });
    }
    this.write(sent.text);
    if (this.swallows) throw new TypeError("no network");
    return Response.json(this.draft);
  };
}

let server: Server;

beforeEach(() => {
  localStorage.clear();
  server = new Server();
  vi.stubGlobal("fetch", (input: Request | string, init?: RequestInit) => server.answer(input instanceof Request ? input : new Request(input, init)));
});

async function opened(): Promise<{ keeper: DraftKeeper; adopted: Content[] }> {
  const keeper = new DraftKeeper(PLACE, LOCAL);
  const adopted: Content[] = [];
  keeper.onAdopt((taken) => adopted.push(taken));
  await keeper.start(keptDraft(LOCAL));
  return { keeper, adopted };
}

test("what is typed reaches the server, and goes on from there on another device", async () => {
  const { keeper } = await opened();
  keeper.change(content("写了一点"));
  await keeper.save();
  expect(server.draft?.text).toBe("写了一点");
  expect(keeper.state.say).toBe("saved");
  localStorage.clear();
  const { adopted } = await opened();
  expect(adopted).toEqual([content("写了一点")]);
});

test("without a network the words stay on this device, and are saved when it is back", async () => {
  const { keeper } = await opened();
  server.away = true;
  keeper.change(content("在地铁里写的"));
  await keeper.save();
  expect(keeper.state.say).toBe("offline");
  expect(keptDraft(LOCAL)?.text).toBe("在地铁里写的");
  server.away = false;
  const again = await opened();
  await again.keeper.save();
  expect(server.draft?.text).toBe("在地铁里写的");
});

test("what arrived although its answer was lost is no word of another device", async () => {
  const { keeper } = await opened();
  keeper.change(content("桥头的路灯"));
  server.swallows = true;
  await keeper.save();
  expect(keeper.state.say).toBe("offline");
  keeper.change(content("桥头的路灯今晚不亮"));
  server.swallows = false;
  const again = await opened();
  expect(again.keeper.state.conflict).toBeNull();
  await again.keeper.save();
  expect(server.draft?.text).toBe("桥头的路灯今晚不亮");

  // And on the same page, when the next save meets it.
  again.keeper.change(content("桥头的"));
  server.swallows = true;
  await again.keeper.save();
  server.swallows = false;
  again.keeper.change(content("桥头的灯"));
  await again.keeper.save();
  await again.keeper.save();
  expect(again.keeper.state.conflict).toBeNull();
  expect(server.draft?.text).toBe("桥头的灯");
});

test("where both devices have something new the writer chooses", async () => {
  const { keeper, adopted } = await opened();
  keeper.change(content("这台的"));
  server.write("那台的");
  await keeper.save();
  expect(keeper.state.conflict?.text).toBe("那台的");
  await keeper.save();
  expect(server.draft?.text).toBe("那台的");
  keeper.choose("there");
  expect(adopted).toEqual([content("那台的")]);
  keeper.change(content("这台又写"));
  await keeper.save();
  server.write("那台又写");
  keeper.change(content("这台再写"));
  await keeper.save();
  keeper.choose("here");
  await vi.waitFor(() => expect(server.draft?.text).toBe("这台再写"));
});

test("a draft that was sent on another device does not come back", async () => {
  const { keeper } = await opened();
  keeper.change(content("写完了"));
  await keeper.save();
  server.draft = null;
  const { adopted, keeper: later } = await opened();
  expect(adopted).toEqual([content("")]);
  expect(later.state.say).toBe("elsewhere");
  expect(keptDraft(LOCAL)).toBeNull();
});

test("what was sent leaves nothing behind", async () => {
  const { keeper } = await opened();
  keeper.change(content("发出去"));
  await keeper.save();
  keeper.sent();
  keeper.change(content("太晚了"));
  await keeper.save();
  expect(keptDraft(LOCAL)).toBeNull();
  expect(server.draft?.text).toBe("发出去");
});
