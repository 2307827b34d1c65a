/** Is the committed client the one that the server's description makes? */
import { createClient } from "@hey-api/openapi-ts";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import config from "../openapi-ts.config.ts";
import { splitSdk } from "./split_sdk.mjs";

const committed = "packages/api/src/generated";

// Sentences of refusals stand in comments; a reworded one makes no other client.
const withoutComments = (text) => text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/\s+/g, " ");

async function filesOf(folder) {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".ts")).sort();
  return new Map(await Promise.all(names.map(async (name) => [name, withoutComments(await readFile(join(folder, name), "utf8"))])));
}

const folder = await mkdtemp(join(tmpdir(), "client-"));
try {
  await createClient({ ...(await config), output: { path: folder }, logs: { level: "silent" } });
  await splitSdk(folder);
  const [made, kept] = await Promise.all([filesOf(folder), filesOf(committed)]);
  const stale = [...new Set([...made.keys(), ...kept.keys()])].filter((name) => made.get(name) !== kept.get(name));
  if (stale.length > 0) {
    console.error(`The client is not fresh (${stale.join(", ")}). Run: npm run generate`);
    process.exitCode = 1;
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
