import type { Circle } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { buttonClasses, MoreMenu, Skeleton, toast } from "@tonghao/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { BellOff, ChevronRight, ClipboardList, Flag, IdCard, Lock, PenLine, Settings2, Share2 } from "lucide-react";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { muteInFeed, unmuteInFeed } from "@tonghao/api";
import { useMe, useSite } from "../accounts/session.ts";
import { cache } from "../cache.ts";
import { useDates } from "../dates.ts";
import { mutesQuery } from "../feed/queries.ts";
import { ReportDialog } from "../moderation/ReportDialog.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Page } from "../shell/Page.tsx";
import { useT, withWords } from "../text.ts";
import { Cover } from "./Cover.tsx";
import { CircleAside, DutyLine } from "./DutyPanel.tsx";
import { JoinButton } from "./JoinButton.tsx";
import { circleQuery } from "./queries.ts";
import { rankOf } from "./ranks.ts";
import { toolOf } from "./tools.ts";
import { topicName } from "./topics.ts";

const NicknameDialog = lazy(withWords(["circles"], () => import("./NicknameDialog.tsx")));
const Restrictions = lazy(withWords(["limits"], () => import("./Restrictions.tsx")));
const MustRead = lazy(withWords(["opening"], () => import("./MustRead.tsx")));

/** Cover, name, join and tabs around one of the circle's pages. */
export function CircleFrame({ slug, children }: { slug: string; children: (circle: Circle) => ReactNode }) {
  const t = useT();
  const locale = useLocale();
  const circle = useQuery(circleQuery(slug));
  const name = circle.data === undefined ? t("circle.title") : inLocale(locale, circle.data.name, circle.data.name_en);
  return (
    <Page key={slug} title={name} quietTitle aside={<CircleAside circle={circle.data} />}>
      {circle.isError && <Failed error={circle.error} onRetry={() => void circle.refetch()} />}
      {circle.isPending && <Skeleton className="aspect-[5/2] w-full md:rounded-card" />}
      {circle.data !== undefined && (
        <>
          <Head circle={circle.data} name={name} />
          <Tabs circle={circle.data} />
          {circle.data.must_read_due && (
            <Suspense>
              <MustRead circle={circle.data} />
            </Suspense>
          )}
          {children(circle.data)}
        </>
      )}
    </Page>
  );
}

function Head({ circle, name }: { circle: Circle; name: string }) {
  const t = useT();
  const locale = useLocale();
  const { full } = useDates();
  const { topics } = useSite();
  // A link still lets people in where nobody comes without one.
  const mayCome = circle.restrictions.every((one) => one.kind !== "invite_only" && one.kind !== "closed");
  return (
    <header>
      <Cover circle={circle} size="medium" eager className="aspect-[5/2] w-full md:rounded-card" />
      <div className="flex items-end gap-3 px-4 md:px-3">
        <span className="relative -mt-9 shrink-0 rounded-full border-2 border-brand bg-bg p-1">
          <Cover circle={circle} size="small" className="size-18 rounded-full" />
        </span>
        <div className="min-w-0 flex-1 pt-2">
          <p className="flex items-center gap-2 text-lg leading-snug font-bold" aria-hidden="true">
            {name}
            {circle.kind !== "open" && <Lock size={16} className="shrink-0 text-muted" />}
          </p>
          <p className="text-sm text-muted">
            {t("circle.members", { count: circle.member_count })} · {topicName(topics, circle.topic, locale)}
            {circle.kind !== "open" && ` · ${t(circle.kind === "invite" ? "circle.invite_only" : "circle.by_request")}`}
          </p>
        </div>
      </div>
      <div className="flex flex-wrap items-center gap-2 px-4 pt-3 md:px-3">
        {(circle.my_role !== null || mayCome) && <JoinButton circle={circle} size="m" />}
        {circle.my_role !== null && !circle.is_banned && circle.state === "open" && circle.restrictions.every((one) => one.kind !== "read_only") && (
          <Link to="/compose" search={{ circle: circle.slug }} className={buttonClasses("soft")}>
            <PenLine size={18} aria-hidden="true" />
            {t("circle.write")}
          </Link>
        )}
        {rankOf(circle.my_role) > 0 && (
          <Link to="/c/$slug/today" params={{ slug: circle.slug }} className={buttonClasses("line")}>
            <ClipboardList size={18} aria-hidden="true" />
            {t("circle.today")}
          </Link>
        )}
        <span className="ml-auto">
          <CircleMenu circle={circle} name={name} />
        </span>
      </div>
      {circle.waiting_requests !== null && circle.waiting_requests > 0 && (
        <Link
          to="/c/$slug/manage"
          params={{ slug: circle.slug }}
          search={{ part: "requests" }}
          className="mx-4 mt-3 flex min-h-11 items-center justify-between gap-2 rounded-small bg-amber-tint px-3 text-sm hover:underline md:mx-0"
        >
          {t("circle.waiting", { count: circle.waiting_requests })}
          <ChevronRight size={18} aria-hidden="true" />
        </Link>
      )}
      {circle.is_banned && (
        <p className="mx-4 mt-3 rounded-small bg-amber-tint px-3 py-2 text-sm md:mx-0">
          {circle.banned_until === null ? t("circle.banned") : t("circle.banned_until", { date: full(circle.banned_until) })}
        </p>
      )}
      {circle.restrictions.length > 0 && (
        <Suspense>
          <Restrictions circle={circle} />
        </Suspense>
      )}
      {circle.state === "open" && circle.on_duty.length === 0 && (
        <div className="mx-4 mt-3 md:mx-0">
          <DutyLine circle={circle} />
        </div>
      )}
      {circle.state === "closed" && circle.restrictions.every((one) => one.kind !== "closed") && <p className="mx-4 mt-3 rounded-small bg-amber-tint px-3 py-2 text-sm md:mx-0">{t("circle.closed")}</p>}
    </header>
  );
}

function CircleMenu({ circle, name }: { circle: Circle; name: string }) {
  const t = useT();
  const me = useMe();
  const navigate = useNavigate();
  const [reporting, setReporting] = useState(false);
  const [naming, setNaming] = useState(false);
  const mutes = useQuery({ ...mutesQuery, enabled: me !== null });
  const muted = mutes.data?.some((mute) => mute.subject_id === circle.circle_id) ?? false;
  const turnMute = useMutation({
    mutationFn: () => (muted ? unmuteInFeed : muteInFeed)({ path: { subject_kind: "circle", subject_id: circle.circle_id } }),
    onSuccess: () => {
      toast(muted ? t("mute.ended", { name }) : t("mute.done", { name }));
      for (const key of ["mutes", "feed"]) void cache.invalidateQueries({ queryKey: [key] });
    },
  });
  const mayManage = rankOf(circle.my_role) > 0 || circle.my_rights.length > 0;
  const icon = { size: 18, "aria-hidden": true } as const;
  const entries = [
    ...(mayManage
      ? [
          {
            key: "manage",
            label: t("manage.title"),
            icon: <Settings2 {...icon} />,
            onPick: () => void navigate({ to: "/c/$slug/manage", params: { slug: circle.slug } }),
          },
        ]
      : []),
    ...(circle.my_role !== null && !circle.is_banned
      ? [{ key: "nickname", label: t("nickname.act"), icon: <IdCard {...icon} />, onPick: () => setNaming(true) }]
      : []),
    { key: "share", label: t("share.act"), icon: <Share2 {...icon} />, onPick: () => void navigate({ to: "/c/$slug/share", params: { slug: circle.slug } }) },
    ...(me !== null && circle.my_role !== null
      ? [{ key: "mute", label: muted ? t("mute.end_circle") : t("mute.circle"), icon: <BellOff {...icon} />, onPick: () => turnMute.mutate() }]
      : []),
    ...(me === null ? [] : [{ key: "report", label: t("report.act"), icon: <Flag {...icon} />, danger: true, onPick: () => setReporting(true) }]),
  ];
  return (
    <>
      <MoreMenu label={t("circle.more", { name })} entries={entries} />
      {naming && (
        <Suspense fallback={null}>
          <NicknameDialog circle={circle} onClose={() => setNaming(false)} />
        </Suspense>
      )}
      {reporting && (
        <ReportDialog
          subject={{ subject_kind: "circle", subject_id: circle.circle_id, circle_id: circle.circle_id }}
          onClose={() => setReporting(false)}
        />
      )}
    </>
  );
}

const TABS = [
  { tab: "posts", to: "/c/$slug", label: "circle.posts" },
  { tab: "digest", to: "/c/$slug/digest", label: "circle.digest" },
  { tab: "about", to: "/c/$slug/about", label: "circle.about" },
  { tab: "members", to: "/c/$slug/members", label: "circle.people" },
  { tab: "log", to: "/c/$slug/log", label: "circle.log" },
] as const;

const TAB =
  "-mb-px flex min-h-12 shrink-0 items-center border-b-[3px] border-transparent text-muted aria-[current=page]:border-brand aria-[current=page]:font-semibold aria-[current=page]:text-ink";

function Tabs({ circle }: { circle: Circle }) {
  const t = useT();
  const { slug } = circle;
  return (
    <nav aria-label={t("circle.parts")} className="mt-2 mb-3 flex gap-6 overflow-x-auto overflow-y-hidden border-b border-line px-4 [scrollbar-width:none] md:px-3">
      {TABS.flatMap((one) => [
        <Link
          key={one.tab}
          to={one.to}
          params={{ slug }}
          replace
          resetScroll={false}
          activeOptions={{ exact: true }}
          className={TAB}
        >
          {t(one.label)}
        </Link>,
        // What a circle does stands beside what it says.
        ...(one.tab === "posts" ? circle.tools : []).map((tool) => (
          <Link key={tool} to="/c/$slug/tools/$tool" params={{ slug, tool }} replace resetScroll={false} activeOptions={{ exact: true }} className={TAB}>
            {t(toolOf(tool)?.label ?? "circle.about")}
          </Link>
        )),
      ])}
    </nav>
  );
}
