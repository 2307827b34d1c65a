/** Reads a JSON list of screens from standard input and writes what the app shows after their events. */
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";

const entry = fileURLToPath(new URL("src/applied.ts", import.meta.url));
const root = fileURLToPath(new URL("../..", import.meta.url));
const { module } = await runnerImport(entry, { root, configFile: false, logLevel: "error" });
const screens = JSON.parse(await text(process.stdin));
process.stdout.write(JSON.stringify(screens.map((screen) => module.applied(screen))), () => process.exit(0));
