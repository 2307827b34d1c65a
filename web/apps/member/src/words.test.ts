/** Every page brings the words that it says: those of `first` and of the areas that its loader names. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";

const SOURCE = import.meta.dirname;
const CATALOGUES = join(SOURCE, "../../../packages/i18n/src/member");

const areaOf = new Map<string, string>();
for (const file of readdirSync(CATALOGUES).filter((name) => name.endsWith(".zh.ts"))) {
  for (const [, key] of readFileSync(join(CATALOGUES, file), "utf8").matchAll(/^ {2}"([^"]+)"/gm)) {
    if (key !== undefined) areaOf.set(key.replace(/_(one|other)$/, ""), file.replace(".zh.ts", ""));
  }
}

type Module = { statics: string[]; loaded: { module: string; areas: string[] }[]; areas: Map<string, string> };

function read(file: string): Module {
  const source = readFileSync(file, "utf8");
  const place = (path: string) => join(dirname(file), path);
  const statics = [...source.matchAll(/^(?:import|export) (?!type)[^;]*?from "(\.[^"]+)"/gm)].map((found) => place(found[1] ?? ""));
  const loaded = [...source.matchAll(/(?:withWords\(\s*\[([^\]]*)\],\s*)?\(\) =>\s*import\("(\.[^"]+)"\)/g)].map((found) => ({
    module: place(found[2] ?? ""),
    areas: [...(found[1] ?? "").matchAll(/"(\w+)"/g)].map((area) => area[1] ?? ""),
  }));
  const areas = new Map<string, string>();
  // A reducer names events, and says nothing.
  if (file.endsWith("live.ts")) return { statics, loaded, areas };
  for (const [, said] of source.matchAll(/"([a-z_]+\.[a-z0-9_.]+)"/g)) {
    const area = said === undefined ? undefined : areaOf.get(said);
    if (area !== undefined) areas.set(area, said ?? "");
  }
  for (const [, stem] of source.matchAll(/`([a-z_]+\.[a-z0-9_.]*)\$\{/g)) {
    for (const [key, area] of areaOf) if (stem !== undefined && key.startsWith(stem)) areas.set(area, `${stem}…`);
  }
  return { statics, loaded, areas };
}

const modules = new Map<string, Module>();
for (const file of readdirSync(SOURCE, { recursive: true, encoding: "utf8" })) {
  if (/\.tsx?$/.test(file) && !file.includes(".test.")) modules.set(join(SOURCE, file), read(join(SOURCE, file)));
}

/** What a module and everything it imports says, as "area: key (file)". */
function saidBy(start: string): Map<string, string> {
  const seen = new Set<string>();
  const said = new Map<string, string>();
  const visit = (file: string) => {
    const module = modules.get(file);
    if (module === undefined || seen.has(file)) return;
    seen.add(file);
    for (const [area, key] of module.areas) said.set(area, `${key} in ${relative(SOURCE, file)}`);
    module.statics.forEach(visit);
  };
  visit(start);
  return said;
}

const loaders = [
  { module: join(SOURCE, "main.tsx"), areas: [] as string[] },
  ...[...modules.values()].flatMap((module) => module.loaded),
];

test.each(loaders)("$module has its words", ({ module, areas }) => {
  const missing = [...saidBy(module)].filter(([area]) => area !== "first" && !areas.includes(area));
  expect(missing).toEqual([]);
});
