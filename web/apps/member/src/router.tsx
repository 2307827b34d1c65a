/** Every address of the member app. Each page is a chunk of its own. */
import {
  createRoute,
  createRouter,
  lazyRouteComponent as lazy,
  redirect,
} from "@tanstack/react-router";
import { signedIn } from "./accounts/session.ts";
import { targetOf } from "./appeals/target.ts";
import { moneyRoutes } from "./moneyRoutes.tsx";
import { onlyMembers, room, root } from "./roots.tsx";
import type { Asked } from "./search/queries.ts";
import { PagePending } from "./shell/Page.tsx";
import { Shell } from "./shell/Shell.tsx";
import { withWords } from "./text.ts";

type Next = { next?: string };
const nextOf = (search: Record<string, unknown>): Next =>
  typeof search["next"] === "string" && /^\/(?!\/)/.test(search["next"]) ? { next: search["next"] } : {};

// Before one is in: no bars, one calm column.
const entry = createRoute({ getParentRoute: () => root, id: "entry", component: lazy(() => import("./accounts/Entry.tsx"), "Entry") });
const signIn = createRoute({
  getParentRoute: () => entry,
  path: "/sign-in",
  validateSearch: nextOf,
  beforeLoad: () => {
    if (signedIn() !== null) throw redirect({ to: "/" });
  },
  component: lazy(withWords(["account"], () => import("./accounts/SignIn.tsx")), "SignIn"),
});
const signUp = createRoute({
  getParentRoute: () => entry,
  path: "/sign-up",
  validateSearch: nextOf,
  component: lazy(withWords(["account"], () => import("./accounts/SignUp.tsx")), "SignUp"),
});
const forgotten = createRoute({
  getParentRoute: () => entry,
  path: "/forgotten",
  component: lazy(withWords(["account"], () => import("./accounts/Forgotten.tsx")), "Forgotten"),
});
const claim = createRoute({
  getParentRoute: () => entry,
  path: "/claim/$token",
  component: lazy(withWords(["account"], () => import("./accounts/Claim.tsx")), "Claim"),
});
const notMe = createRoute({
  getParentRoute: () => entry,
  path: "/not-me/$token",
  component: lazy(withWords(["account"], () => import("./accounts/NotMe.tsx")), "NotMe"),
});
const unsubscribe = createRoute({
  getParentRoute: () => entry,
  path: "/unsubscribe/$token",
  component: lazy(withWords(["account"], () => import("./notifications/Unsubscribe.tsx")), "Unsubscribe"),
});
const welcome = createRoute({
  getParentRoute: () => entry,
  path: "/welcome",
  beforeLoad: () => {
    if (signedIn() === null) throw redirect({ to: "/sign-in" });
  },
  component: lazy(withWords(["account", "circles"], () => import("./accounts/Welcome.tsx")), "Welcome"),
});

// Everybody, with or without an account.
const shell = createRoute({ getParentRoute: () => root, id: "shell", component: Shell, pendingComponent: PagePending });
const discover = createRoute({
  getParentRoute: () => shell,
  path: "/discover",
  validateSearch: (search: Record<string, unknown>): { topic?: string; q?: string } => ({
    ...(typeof search["topic"] === "string" ? { topic: search["topic"] } : {}),
    ...(typeof search["q"] === "string" ? { q: search["q"] } : {}),
  }),
  component: lazy(withWords(["circles"], () => import("./circles/Discover.tsx")), "Discover"),
});
const circle = createRoute({
  getParentRoute: () => shell,
  path: "/c/$slug",
  validateSearch: (search: Record<string, unknown>): { tag?: string } => (typeof search["tag"] === "string" ? { tag: search["tag"] } : {}),
  component: lazy(withWords(["circles", "joining", "marks"], () => import("./circles/CirclePosts.tsx")), "CirclePosts"),
});
const circleDigest = createRoute({
  getParentRoute: () => shell,
  path: "/c/$slug/digest",
  validateSearch: (search: Record<string, unknown>): { category?: string } =>
    typeof search["category"] === "string" ? { category: search["category"] } : {},
  component: lazy(withWords(["circles", "joining", "marks"], () => import("./posts/DigestPage.tsx")), "DigestPage"),
});
const circleColumn = createRoute({
  getParentRoute: () => shell,
  path: "/c/$slug/columns/$columnId",
  component: lazy(withWords(["circles", "joining", "marks"], () => import("./posts/ColumnPage.tsx")), "ColumnPage"),
});
const circleAbout = createRoute({
  getParentRoute: () => shell,
  path: "/c/$slug/about",
  component: lazy(withWords(["circles", "joining", "opening", "tiers"], () => import("./circles/CircleAbout.tsx")), "CircleAbout"),
});
const circleMembers = createRoute({
  getParentRoute: () => shell,
  path: "/c/$slug/members",
  component: lazy(withWords(["circles", "manage"], () => import("./circles/CircleMembers.tsx")), "CircleMembers"),
});
const circleTool = createRoute({
  getParentRoute: () => shell,
  path: "/c/$slug/tools/$tool",
  component: lazy(withWords(["circles", "tools"], () => import("./tools/ToolPage.tsx")), "ToolPage"),
});
const circleLog = createRoute({
  getParentRoute: () => shell,
  path: "/c/$slug/log",
  component: lazy(withWords(["circles", "log", "limits"], () => import("./circles/CircleLog.tsx")), "CircleLog"),
});
const circleStanding = createRoute({
  getParentRoute: () => shell,
  path: "/c/$slug/standing",
  component: lazy(withWords(["circles", "tiers"], () => import("./tiers/StandingPage.tsx")), "StandingPage"),
});
const solved = createRoute({
  getParentRoute: () => shell,
  path: "/solved",
  validateSearch: (search: Record<string, unknown>): { topic?: string } =>
    typeof search["topic"] === "string" ? { topic: search["topic"] } : {},
  component: lazy(withWords(["circles", "shelves"], () => import("./shelves/SolvedPage.tsx")), "SolvedPage"),
});
const usefulness = createRoute({
  getParentRoute: () => shell,
  path: "/usefulness",
  component: lazy(withWords(["shelves"], () => import("./shelves/UsefulnessPage.tsx")), "UsefulnessPage"),
});
const standard = createRoute({
  getParentRoute: () => shell,
  path: "/standard",
  validateSearch: (search: Record<string, unknown>): { version?: string } =>
    typeof search["version"] === "string" ? { version: search["version"] } : {},
  component: lazy(withWords(["standard"], () => import("./standard/StandardPage.tsx")), "StandardPage"),
});
const levels = createRoute({
  getParentRoute: () => shell,
  path: "/c/$slug/levels",
  component: lazy(withWords(["circles", "growth"], () => import("./growth/LevelsPage.tsx")), "LevelsPage"),
});
const circleShare = createRoute({
  getParentRoute: () => shell,
  path: "/c/$slug/share",
  component: lazy(withWords(["circles", "opening"], () => import("./circles/CircleShare.tsx")), "CircleShare"),
});
const post = createRoute({
  getParentRoute: () => shell,
  path: "/c/$slug/p/$postId",
  // A scanned check-in code brings its digits along.
  validateSearch: (search: Record<string, unknown>): { floor?: number; code?: string } => {
    const floor = Number(search["floor"]);
    const code = String(search["code"] ?? "");
    return { ...(Number.isInteger(floor) && floor > 0 ? { floor } : {}), ...(/^\d{1,6}$/.test(code) ? { code: code.padStart(6, "0") } : {}) };
  },
  component: lazy(withWords(["circles", "posts", "marks", "shelves"], () => import("./posts/PostPage.tsx")), "PostPage"),
});
const invite = createRoute({
  getParentRoute: () => shell,
  path: "/i/$token",
  component: lazy(withWords(["circles"], () => import("./circles/InvitePage.tsx")), "InvitePage"),
});
const profile = createRoute({
  getParentRoute: () => shell,
  path: "/u/$handle",
  component: lazy(withWords(["packets", "partners", "reading", "settings"], () => import("./accounts/ProfilePage.tsx")), "ProfilePage"),
});

const partner = createRoute({
  getParentRoute: () => shell,
  path: "/partners/$partnerId",
  component: lazy(withWords(["partners", "circles", "tiers"], () => import("./partners/PartnerPage.tsx")), "PartnerPage"),
});
// Members only.
const inside = createRoute({ getParentRoute: () => shell, id: "inside", beforeLoad: onlyMembers });

const feed = createRoute({ getParentRoute: () => inside, path: "/", component: lazy(() => import("./feed/FeedPage.tsx"), "FeedPage") });
const circleToday = createRoute({
  getParentRoute: () => inside,
  path: "/c/$slug/today",
  component: lazy(withWords(["circles", "today"], () => import("./today/TodayPage.tsx")), "TodayPage"),
});
const circleManage = createRoute({
  getParentRoute: () => inside,
  path: "/c/$slug/manage",
  validateSearch: (search: Record<string, unknown>): { part?: string } =>
    typeof search["part"] === "string" ? { part: search["part"] } : {},
  component: lazy(withWords(["circles", "growth", "joining", "manage", "media", "marks", "opening", "tiers", "tips"], () => import("./circles/ManageCircle.tsx")), "ManageCircle"),
});
const compose = createRoute({
  getParentRoute: () => inside,
  path: "/compose",
  validateSearch: (search: Record<string, unknown>): { circle?: string; edit?: string; quote?: string } => ({
    ...(typeof search["quote"] === "string" ? { quote: search["quote"] } : {}),
    ...(typeof search["circle"] === "string" ? { circle: search["circle"] } : {}),
    ...(typeof search["edit"] === "string" ? { edit: search["edit"] } : {}),
  }),
  component: lazy(withWords(["circles", "posts", "media", "marks"], () => import("./posts/ComposePage.tsx")), "ComposePage"),
});
const drafts = createRoute({
  getParentRoute: () => inside,
  path: "/drafts",
  component: lazy(withWords(["posts", "marks"], () => import("./posts/DraftsPage.tsx")), "DraftsPage"),
});
const notifications = createRoute({
  getParentRoute: () => inside,
  path: "/notifications",
  component: lazy(withWords(["notices"], () => import("./notifications/NotificationsPage.tsx")), "NotificationsPage"),
});
const saved = createRoute({
  getParentRoute: () => inside,
  path: "/saved",
  validateSearch: (search: Record<string, unknown>): { folder?: string } =>
    typeof search["folder"] === "string" ? { folder: search["folder"] } : {},
  component: lazy(withWords(["reading"], () => import("./saves/SavedPage.tsx")), "SavedPage"),
});
const followed = createRoute({
  getParentRoute: () => inside,
  path: "/followed",
  component: lazy(withWords(["reading"], () => import("./posts/FollowedPage.tsx")), "FollowedPage"),
});
const settings = createRoute({
  getParentRoute: () => inside,
  path: "/settings",
  component: lazy(withWords(["settings"], () => import("./accounts/SettingsPage.tsx")), "SettingsPage"),
});
const settingsPart = createRoute({
  getParentRoute: () => inside,
  path: "/settings/$part",
  component: lazy(withWords(["settings", "account", "media", "security", "told", "panels"], () => import("./accounts/SettingsPart.tsx")), "SettingsPart"),
});
const search = createRoute({
  getParentRoute: () => inside,
  path: "/search",
  // The page itself checks it.
  validateSearch: (given: Record<string, unknown>): Asked => given,
  component: lazy(withWords(["circles", "search"], () => import("./search/SearchPage.tsx")), "SearchPage"),
});
const partners = createRoute({
  getParentRoute: () => inside,
  path: "/partners",
  component: lazy(withWords(["partners", "circles", "manage", "media", "calls"], () => import("./partners/PartnersPage.tsx")), "PartnersPage"),
});
const reports = createRoute({
  getParentRoute: () => inside,
  path: "/reports",
  component: lazy(withWords(["notices"], () => import("./moderation/ReportsPage.tsx")), "ReportsPage"),
});

const packets = createRoute({
  getParentRoute: () => inside,
  path: "/packets",
  validateSearch: (search: Record<string, unknown>): { box?: "for_me" | "got" | "made" } => {
    const box = search["box"];
    return box === "got" || box === "made" || box === "for_me" ? { box } : {};
  },
  component: lazy(withWords(["packets"], () => import("./red_packets/PacketsPage.tsx")), "PacketsPage"),
});
const newPacket = createRoute({
  getParentRoute: () => inside,
  path: "/packets/new",
  validateSearch: (search: Record<string, unknown>): { circle?: string; post?: string; to?: string } => ({
    ...(typeof search["circle"] === "string" ? { circle: search["circle"] } : {}),
    ...(typeof search["post"] === "string" ? { post: search["post"] } : {}),
    ...(typeof search["to"] === "string" ? { to: search["to"] } : {}),
  }),
  component: lazy(withWords(["packets", "polls", "transfers", "wallet"], () => import("./red_packets/MakePacket.tsx")), "MakePacket"),
});
const packet = createRoute({
  getParentRoute: () => inside,
  path: "/packets/$packetId",
  component: lazy(withWords(["packets", "polls"], () => import("./red_packets/PacketPage.tsx")), "PacketPage"),
});
const packetProof = createRoute({
  getParentRoute: () => inside,
  path: "/packets/$packetId/proof",
  component: lazy(withWords(["packets"], () => import("./red_packets/ProofPage.tsx")), "ProofPage"),
});
const decided = createRoute({
  getParentRoute: () => inside,
  path: "/decided",
  component: lazy(withWords(["decided"], () => import("./accounts/DecidedPage.tsx")), "DecidedPage"),
});
const brakes = createRoute({
  getParentRoute: () => shell,
  path: "/brakes",
  component: lazy(withWords(["decided", "limits"], () => import("./brakes/BrakesPage.tsx")), "BrakesPage"),
});
const panels = createRoute({
  getParentRoute: () => inside,
  path: "/panels",
  component: lazy(withWords(["panels", "standard"], () => import("./panels/PanelsPage.tsx")), "PanelsPage"),
});
const appeals = createRoute({
  getParentRoute: () => inside,
  path: "/appeals",
  validateSearch: targetOf,
  component: lazy(withWords(["appeals"], () => import("./appeals/AppealsPage.tsx")), "AppealsPage"),
});
const routeTree = root.addChildren([
  entry.addChildren([signIn, signUp, forgotten, claim, notMe, unsubscribe, welcome]),
  room.addChildren(moneyRoutes),
  shell.addChildren([
    discover,
    circle,
    circleDigest,
    circleColumn,
    circleAbout,
    circleMembers,
    circleLog,
    levels,
    circleTool,
    circleShare,
    circleStanding,
    solved,
    usefulness,
    standard,
    post,
    invite,
    profile,
    partner,
    brakes,
    inside.addChildren([feed, circleToday, circleManage, compose, drafts, notifications, saved, followed, settings, settingsPart, search, partners, reports, decided, appeals, panels, packets, newPacket, packet, packetProof]),
  ]),
]);

export const router = createRouter({
  routeTree,
  scrollRestoration: true,
  defaultPreload: "intent",
  defaultPendingComponent: PagePending,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
