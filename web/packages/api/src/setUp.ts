/** What every call of the generated client carries, and how its refusals arrive. */
import { client } from "./generated/client.gen.ts";
import { offlineRefusal, Refusal, refusalOf } from "./refusal.ts";
import { uuid7 } from "./uuid7.ts";

client.setConfig({ baseUrl: "", credentials: "same-origin" });

// A repeated send is done once. Who wants to send again after a broken connection gives the key.
client.interceptors.request.use((request) => {
  if (request.method === "POST" && !request.headers.has("Idempotency-Key")) request.headers.set("Idempotency-Key", uuid7());
  return request;
});

client.interceptors.error.use((error, answer) => {
  if (error instanceof Refusal || (error instanceof DOMException && error.name === "AbortError")) return error;
  return answer === undefined ? offlineRefusal() : refusalOf(answer.status, error);
});
