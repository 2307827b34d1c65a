/** A device as people call it, from what its browser says of itself. */
const BROWSERS: [RegExp, string][] = [
  [/MicroMessenger/i, "WeChat"],
  [/Edg(e|A|iOS)?\//, "Edge"],
  [/Firefox|FxiOS/, "Firefox"],
  [/Chrome|CriOS|Chromium/, "Chrome"],
  [/Safari/, "Safari"],
];
const SYSTEMS: [RegExp, string][] = [
  [/HarmonyOS/, "HarmonyOS"],
  [/iPhone|iPad/, "iOS"],
  [/Android/, "Android"],
  [/Mac OS X/, "macOS"],
  [/Windows/, "Windows"],
  [/Linux/, "Linux"],
];

function first(list: [RegExp, string][], agent: string): string {
  return list.find(([pattern]) => pattern.test(agent))?.[1] ?? "";
}

export function deviceOf(userAgent: string): { name: string; isPhone: boolean } {
  const name = [first(BROWSERS, userAgent), first(SYSTEMS, userAgent)].filter(Boolean).join(" · ");
  return { name: name || userAgent.slice(0, 40), isPhone: /Mobile|Android|iPhone/.test(userAgent) };
}
