/** What one does not agree with, as an address names it. Pure. */
const ABOUT = ["content", "report", "sanction", "restriction"] as const;
const KINDS = ["post", "comment", "photo", "account", "circle", "tool"] as const;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export type AppealTarget = {
  about: (typeof ABOUT)[number];
  id: string;
  kind?: (typeof KINDS)[number] | undefined;
  circle?: string | undefined;
};

/** The target in an address; nothing when it names none. */
export function targetOf(search: Record<string, unknown>): Partial<AppealTarget> {
  const about = ABOUT.find((one) => one === search["about"]);
  const id = search["id"];
  if (about === undefined || typeof id !== "string" || !UUID.test(id)) return {};
  const kind = KINDS.find((one) => one === search["kind"]);
  const circle = search["circle"];
  return {
    about,
    id,
    ...(kind === undefined ? {} : { kind }),
    ...(typeof circle === "string" && UUID.test(circle) ? { circle } : {}),
  };
}
