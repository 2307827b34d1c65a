/**
 * Budgets in gzip, per app, from what Vite says each page loads. A piece is no route: the first menu or
 * dialog that somebody opens brings it, once.
 */
import { existsSync, readFileSync } from "node:fs";

/** The chunks that `names` load with them, without those in `known`. */
function closure(manifest, names, known = new Set()) {
  const found = new Set();
  const visit = (name) => {
    const chunk = manifest[name];
    if (chunk === undefined || found.has(name) || known.has(name)) return;
    found.add(name);
    for (const next of chunk.imports ?? []) visit(next);
  };
  names.forEach(visit);
  return found;
}

/** A route's, a dialog's; the reader of codes comes only to a browser that cannot read them itself. */
function pieceLimit(name, limits) {
  if (/node_modules\/jsqr/.test(name)) return "50 kB";
  return /packages\/ui/.test(name) ? limits.piece : limits.route;
}

function budgets(app, limits, firstPages) {
  const dist = `apps/${app}/dist`;
  const at = `${dist}/.vite/manifest.json`;
  if (!existsSync(at)) return [];
  const manifest = JSON.parse(readFileSync(at, "utf8"));
  const files = (names) => [...names].map((name) => `${dist}/${manifest[name].file}`);
  const entries = Object.keys(manifest).filter((name) => manifest[name].isEntry);
  const lazy = Object.keys(manifest).filter((name) => manifest[name].isDynamicEntry);
  const first = closure(manifest, [...entries, ...lazy.filter((name) => firstPages.some((page) => name.endsWith(page)))]);
  const shared = closure(manifest, entries);
  const sheets = [...new Set(Object.values(manifest).flatMap((chunk) => chunk.css ?? []))].map((sheet) => `${dist}/${sheet}`);
  const check = (name, path, limit) => ({ name: `${app}: ${name}`, path, limit, gzip: true });
  return [
    check("script before the first page, its texts and the page itself", files(first), limits.first),
    ...(sheets.length > 0 ? [check("all style sheets", sheets, limits.css)] : []),
    ...(limits.route === undefined
      ? []
      : lazy
          .filter((name) => !/i18n/.test(name))
          .map((name) => check(name, files(closure(manifest, [name], shared)), pieceLimit(name, limits)))),
  ];
}

export default [
  ...budgets("member", { first: "150 kB", css: "12 kB", route: "40 kB", piece: "45 kB" }, ["shared/zh.ts", "member/first.zh.ts", "FeedPage.tsx"]),
  ...budgets("console", { first: "230 kB", css: "45 kB" }, ["shared/zh.ts", "console/zh.ts", "OverviewPage.tsx"]),
];
