import type { Circle } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { buttonClasses, EmptyState, Skeleton } from "@tonghao/ui";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { ChevronLeft } from "lucide-react";
import { lazy, Suspense, useId } from "react";
import { ManagePosting } from "../posts/ManagePosting.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Page } from "../shell/Page.tsx";
import { useT, withWords } from "../text.ts";
import { CircleAside } from "./DutyPanel.tsx";
import StandingPanel from "../tiers/StandingPanel.tsx";
import { ManageBans } from "./ManageBans.tsx";
import { ManageDuty } from "./ManageDuty.tsx";
import { ManageInvites } from "./ManageInvites.tsx";
import { ManageRequests } from "./ManageRequests.tsx";
import { ManageTools } from "./ManageTools.tsx";
import { ManagePages } from "./ManagePages.tsx";
import { ManageProfile } from "./ManageProfile.tsx";
import { circleQuery } from "./queries.ts";
import { rankOf } from "./ranks.ts";

const route = getRouteApi("/shell/inside/c/$slug/manage");

const CircleTips = lazy(async () => ({ default: (await import("../tips/TipSwitches.tsx")).CircleTips }));
const ManageLevels = lazy(withWords(["growth", "manage"], () => import("../growth/ManageLevels.tsx")));

const ManageHouse = lazy(withWords(["house", "manage"], () => import("./ManageHouse.tsx")));

function HousePart({ circle }: { circle: Circle }) {
  return (
    <Suspense fallback={<Skeleton className="h-56 w-full rounded-card" />}>
      <ManageHouse circle={circle} />
    </Suspense>
  );
}

function LevelsPart({ circle }: { circle: Circle }) {
  return (
    <Suspense fallback={<Skeleton className="h-40 w-full rounded-card" />}>
      <ManageLevels circle={circle} />
    </Suspense>
  );
}

function TipsPart({ circle }: { circle: Circle }) {
  return (
    <Suspense fallback={<Skeleton className="h-40 w-full rounded-card" />}>
      <CircleTips circle={circle} />
    </Suspense>
  );
}

const PARTS = [
  { part: "requests", label: "manage.requests", may: (circle: Circle) => circle.my_rights.includes("see_requests"), Content: ManageRequests },
  { part: "profile", label: "manage.profile", may: (circle: Circle) => circle.my_rights.includes("edit_circle"), Content: ManageProfile },
  { part: "posting", label: "posting.title", may: (circle: Circle) => rankOf(circle.my_role) >= 2, Content: ManagePosting },
  { part: "house", label: "manage.house", may: (circle: Circle) => circle.my_rights.includes("edit_circle"), Content: HousePart },
  { part: "pages", label: "manage.pages", may: (circle: Circle) => circle.my_rights.includes("edit_circle"), Content: ManagePages },
  { part: "duty", label: "manage.duty", may: (circle: Circle) => circle.my_rights.includes("set_roster"), Content: ManageDuty },
  { part: "tools", label: "tool.manage", may: (circle: Circle) => rankOf(circle.my_role) >= 2, Content: ManageTools },
  { part: "invites", label: "manage.invites", may: (circle: Circle) => rankOf(circle.my_role) >= 2, Content: ManageInvites },
  { part: "levels", label: "manage.levels", may: (circle: Circle) => rankOf(circle.my_role) >= 2, Content: LevelsPart },
  { part: "tips", label: "tips.panel", may: (circle: Circle) => rankOf(circle.my_role) >= 2, Content: TipsPart },
  { part: "bans", label: "manage.bans", may: (circle: Circle) => rankOf(circle.my_role) >= 1, Content: ManageBans },
] as const;

/** For those who look after a circle. Roles and bans of one person stand beside the person, under members. */
export function ManageCircle() {
  const t = useT();
  const locale = useLocale();
  const { slug } = route.useParams();
  const circle = useQuery(circleQuery(slug));
  const name = circle.data === undefined ? "" : inLocale(locale, circle.data.name, circle.data.name_en);
  return (
    <Page
      title={t("manage.title")}
      page={name === "" ? undefined : `${t("manage.title")} · ${name}`}
      aside={<CircleAside circle={circle.data} />}
      action={
        <Link to="/c/$slug" params={{ slug }} className={buttonClasses("ghost", "s", "min-h-11 min-w-0 shrink")}>
          <ChevronLeft size={18} aria-hidden="true" className="shrink-0" />
          <span className="truncate">{name || t("circle.title")}</span>
        </Link>
      }
    >
      {circle.isPending && <Skeleton className="h-40 w-full rounded-card" />}
      {circle.isError && <Failed error={circle.error} onRetry={() => void circle.refetch()} />}
      {circle.data !== undefined && (
        <>
          <div className="mb-3">
            <StandingPanel circle={circle.data} />
          </div>
          <Parts circle={circle.data} />
        </>
      )}
    </Page>
  );
}

function Parts({ circle }: { circle: Circle }) {
  const t = useT();
  const id = useId();
  const parts = PARTS.filter((one) => one.may(circle));
  const { part } = route.useSearch();
  const navigate = route.useNavigate();
  // A circle that takes no requests opens on what is edited most.
  const first = parts.find((one) => one.part !== "requests" || circle.kind === "request") ?? parts[0];
  const chosen = parts.some((one) => one.part === part) ? part : first?.part;
  const setChosen = (next: string) => void navigate({ search: { part: next }, replace: true, resetScroll: false });
  const shown = parts.find((one) => one.part === chosen);
  if (shown === undefined) return <EmptyState title={t("manage.not_you")} />;
  return (
    <>
      <div role="tablist" aria-label={t("manage.title")} className="mb-3 flex gap-2 overflow-x-auto px-4 [scrollbar-width:none] md:px-0">
        {parts.map((one, at) => (
          <button
            key={one.part}
            id={`${id}-${one.part}`}
            type="button"
            role="tab"
            aria-selected={one.part === chosen}
            aria-controls={`${id}-panel`}
            tabIndex={one.part === chosen ? 0 : -1}
            onClick={() => setChosen(one.part)}
            onKeyDown={(event) => {
              const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
              const next = parts[(at + by + parts.length) % parts.length];
              if (by === 0 || next === undefined) return;
              setChosen(next.part);
              document.getElementById(`${id}-${next.part}`)?.focus();
            }}
            className="min-h-11 shrink-0 cursor-pointer rounded-full border border-line bg-surface px-4 text-sm aria-selected:border-brand aria-selected:bg-brand aria-selected:text-on-brand"
          >
            {t(one.label)}
            {one.part === "requests" && (circle.waiting_requests ?? 0) > 0 && (
              <span className="ml-1.5 tabular-nums">{circle.waiting_requests}</span>
            )}
          </button>
        ))}
      </div>
      <div id={`${id}-panel`} role="tabpanel" aria-labelledby={`${id}-${chosen}`}>
        <shown.Content key={circle.circle_id} circle={circle} />
      </div>
    </>
  );
}
