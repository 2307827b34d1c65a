/** Every address of the console, under /console. Each page is a chunk of its own. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent as lazy, Outlet, redirect } from "@tanstack/react-router";
import { signedIn } from "./accounts/session.ts";
import { isWay, type Way } from "./batches/queries.ts";
import type { InQueue } from "./moderation/queries.ts";
import { type Figure, isFigure } from "./oversight/figures.ts";
import { Crash, Nowhere } from "./shell/Nowhere.tsx";
import { PagePending } from "./shell/Page.tsx";
import { Shell } from "./shell/Shell.tsx";

export const BASE = "/console";

const root = createRootRoute({ component: Outlet, notFoundComponent: Nowhere, errorComponent: Crash });

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (search: Record<string, unknown>): { next?: string } =>
    typeof search["next"] === "string" && /^\/(?![/\\])/.test(search["next"]) ? { next: search["next"] } : {},
  beforeLoad: () => {
    if (signedIn() !== null) throw redirect({ to: "/" });
  },
  component: lazy(() => import("./accounts/SignIn.tsx"), "SignIn"),
});

// Moderators and the operator; the shell itself tells everybody else that they are in the wrong place.
const inside = createRoute({
  getParentRoute: () => root,
  id: "inside",
  beforeLoad: ({ location }) => {
    if (signedIn() !== null) return;
    const next = location.pathname + location.searchStr;
    throw redirect({ to: "/sign-in", search: next === "/" ? {} : { next } });
  },
  component: Shell,
});

const overview = createRoute({
  getParentRoute: () => inside,
  path: "/",
  component: lazy(() => import("./moderation/OverviewPage.tsx"), "OverviewPage"),
});
const isId = (word: unknown): word is string => typeof word === "string" && /^[0-9a-f-]{36}$/.test(word);
const queue = createRoute({
  getParentRoute: () => inside,
  path: "/queue",
  validateSearch: ({ state, inlet, severity, circle, mine }: Record<string, unknown>): InQueue & { state?: "closed" } => ({
    ...(state === "closed" ? { state } : {}),
    ...(inlet === "machine" || inlet === "report" || inlet === "patrol" || inlet === "appeal" ? { inlet } : {}),
    ...(typeof severity === "number" && [0, 1, 2, 3, 4].includes(severity) ? { severity } : {}),
    ...(typeof circle === "string" && /^[0-9a-f-]{36}$/.test(circle) ? { circle } : {}),
    ...(mine === true ? { mine } : {}),
  }),
  component: lazy(() => import("./moderation/QueuePage.tsx"), "QueuePage"),
});
const batch = createRoute({
  getParentRoute: () => inside,
  path: "/batch",
  validateSearch: ({ case: caseId, by, batch: batchId }: Record<string, unknown>): { case?: string; by?: Way; batch?: string } => ({
    ...(isId(caseId) ? { case: caseId } : {}),
    ...(isWay(by) ? { by } : {}),
    ...(isId(batchId) ? { batch: batchId } : {}),
  }),
  component: lazy(() => import("./batches/BatchPage.tsx"), "BatchPage"),
});
const oneCase = createRoute({
  getParentRoute: () => inside,
  path: "/cases/$caseId",
  component: lazy(() => import("./moderation/CasePage.tsx"), "CasePage"),
});
type InReportState = { state?: "open" | "upheld" | "dismissed" };
const reports = createRoute({
  getParentRoute: () => inside,
  path: "/reports",
  validateSearch: ({ state }: Record<string, unknown>): InReportState =>
    state === "open" || state === "upheld" || state === "dismissed" ? { state } : {},
  component: lazy(() => import("./moderation/ReportsPage.tsx"), "ReportsPage"),
});
const audit = createRoute({
  getParentRoute: () => inside,
  path: "/audit",
  validateSearch: ({ subject }: Record<string, unknown>): { subject?: string } => (typeof subject === "string" ? { subject } : {}),
  component: lazy(() => import("./audit/AuditPage.tsx"), "AuditPage"),
});
const replay = createRoute({
  getParentRoute: () => inside,
  path: "/replay",
  component: lazy(() => import("./replays/ReplayPage.tsx"), "ReplayPage"),
});
const people = createRoute({
  getParentRoute: () => inside,
  path: "/people",
  validateSearch: ({ q }: Record<string, unknown>): { q?: string } => (typeof q === "string" && q !== "" ? { q } : {}),
  component: lazy(() => import("./accounts/PeoplePage.tsx"), "PeoplePage"),
});
const circles = createRoute({
  getParentRoute: () => inside,
  path: "/circles",
  validateSearch: ({ q, restricted }: Record<string, unknown>): { q?: string; restricted?: true } => ({
    ...(typeof q === "string" && q !== "" ? { q } : {}),
    ...(restricted === true ? { restricted } : {}),
  }),
  component: lazy(() => import("./brakes/CirclesPage.tsx"), "CirclesPage"),
});
const duty = createRoute({ getParentRoute: () => inside, path: "/duty", component: lazy(() => import("./duty/DutyPage.tsx"), "DutyPage") });
const brakes = createRoute({ getParentRoute: () => inside, path: "/brakes", component: lazy(() => import("./brakes/BrakesPage.tsx"), "BrakesPage") });
const sanctions = createRoute({
  getParentRoute: () => inside,
  path: "/people/$accountId",
  validateSearch: ({ name }: Record<string, unknown>): { name?: string } => (typeof name === "string" && name !== "" ? { name } : {}),
  component: lazy(() => import("./accounts/SanctionsPage.tsx"), "SanctionsPage"),
});
const proposals = createRoute({
  getParentRoute: () => inside,
  path: "/proposals",
  component: lazy(() => import("./accounts/SanctionsPage.tsx"), "ProposalsPage"),
});
const appeals = createRoute({
  getParentRoute: () => inside,
  path: "/appeals",
  validateSearch: ({ state }: Record<string, unknown>): { state?: "ended" } => (state === "ended" ? { state } : {}),
  component: lazy(() => import("./appeals/AppealsPage.tsx"), "AppealsPage"),
});
const oneAppeal = createRoute({
  getParentRoute: () => inside,
  path: "/appeals/$appealId",
  component: lazy(() => import("./appeals/AppealPage.tsx"), "AppealPage"),
});
type InPartnerState = { state?: "due" | "approved" | "refused" };
const partners = createRoute({
  getParentRoute: () => inside,
  path: "/partners",
  validateSearch: ({ state }: Record<string, unknown>): InPartnerState => (state === "due" || state === "approved" || state === "refused" ? { state } : {}),
  component: lazy(() => import("./partners/PartnersPage.tsx"), "PartnersPage"),
});
const bank = createRoute({
  getParentRoute: () => inside,
  path: "/bank",
  component: lazy(() => import("./bank/BankPage.tsx"), "BankPage"),
});

const standings = createRoute({
  getParentRoute: () => inside,
  path: "/standings",
  validateSearch: ({ which }: Record<string, unknown>): { which?: "falling" } => (which === "falling" ? { which } : {}),
  component: lazy(() => import("./tiers/StandingsPage.tsx"), "StandingsPage"),
});

const panels = createRoute({ getParentRoute: () => inside, path: "/panels", component: lazy(() => import("./panels/PanelsPage.tsx"), "PanelsPage") });
const samples = createRoute({ getParentRoute: () => inside, path: "/samples", component: lazy(() => import("./samples/SamplesPage.tsx"), "SamplesPage") });

const oversight = createRoute({
  getParentRoute: () => inside,
  path: "/oversight",
  validateSearch: ({ week, circle, figure }: Record<string, unknown>): { week?: string; circle?: string; figure?: Figure } => ({
    ...(typeof week === "string" && week !== "" ? { week } : {}),
    ...(typeof circle === "string" && circle !== "" ? { circle } : {}),
    ...(isFigure(figure) ? { figure } : {}),
  }),
  component: lazy(() => import("./oversight/OversightPage.tsx"), "OversightPage"),
});

const treasury = createRoute({
  getParentRoute: () => inside,
  path: "/treasury",
  validateSearch: ({ q, account }: Record<string, unknown>): { q?: string; account?: string } => ({
    ...(typeof q === "string" && q !== "" ? { q } : {}),
    ...(isId(account) ? { account } : {}),
  }),
  component: lazy(() => import("./treasury/TreasuryPage.tsx"), "TreasuryPage"),
});

const policy = createRoute({
  getParentRoute: () => inside,
  path: "/policy",
  component: lazy(() => import("./policy/PolicyPage.tsx"), "PolicyPage"),
});

const routeTree = root.addChildren([
  signIn,
  inside.addChildren([policy, treasury, overview, queue, batch, oneCase, reports, appeals, oneAppeal, audit, replay, people, circles, brakes, sanctions, proposals, partners, standings, bank, panels, samples, oversight, duty]),
]);

export const router = createRouter({
  routeTree,
  basepath: BASE,
  scrollRestoration: true,
  defaultPreload: "intent",
  defaultPendingComponent: PagePending,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
