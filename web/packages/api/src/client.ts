import { offlineRefusal, refusalOf } from "./refusal.ts";
import { uuid7 } from "./uuid7.ts";

/** What one call carries, in the shape that the generated client takes. */
export type Given = {
  path?: Record<string, string | number>;
  query?: Record<string, string | number | boolean | null | undefined>;
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
};

export const API = "/api/v1";

function addressOf(template: string, given: Given): string {
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(given.path?.[name] ?? "")));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(given.query ?? {})) {
    if (value !== undefined && value !== null && value !== "") query.set(name, String(value));
  }
  return API + path + (query.size > 0 ? `?${query}` : "");
}

async function bodyOf(answer: Response): Promise<unknown> {
  const text = await answer.text();
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Send one request. Every POST carries an idempotency key, so that a repeated send is done once. */
export async function send<Answer>(method: string, template: string, given: Given = {}): Promise<Answer> {
  const headers: Record<string, string> = { Accept: "application/json", ...given.headers };
  if (method === "POST") headers["Idempotency-Key"] ??= uuid7();
  const init: RequestInit = { method, headers, credentials: "same-origin" };
  if (given.body !== undefined) {
    headers["Content-Type"] = "application/json";
    init.body = JSON.stringify(given.body);
  }
  if (given.signal) init.signal = given.signal;
  let answer: Response;
  try {
    answer = await fetch(addressOf(template, given), init);
  } catch (error) {
    if (given.signal?.aborted) throw error;
    throw offlineRefusal();
  }
  const body = await bodyOf(answer);
  if (!answer.ok) throw refusalOf(answer.status, body);
  return body as Answer;
}
