import { block, isRefusal, muteInFeed, type Profile, unblock, unmuteInFeed } from "@tonghao/api";
import { Avatar, buttonClasses, EmptyState, type MenuEntry, MoreMenu, PostSkeleton, toast } from "@tonghao/ui";
import { avatarAddress } from "@tonghao/api";
import { useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Ban, Bell, BellOff, Bookmark, Flag, Gavel, Gift, HandCoins, Handshake, LogOut, PenLine, Scale, Settings, Wallet } from "lucide-react";
import { useState } from "react";
import { cache, entriesOf } from "../cache.ts";
import { useDates } from "../dates.ts";
import { mutesQuery } from "../feed/queries.ts";
import { ReportDialog } from "../moderation/ReportDialog.tsx";
import { PostCard } from "../posts/PostCard.tsx";
import { Confirm } from "../shell/Confirm.tsx";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Page } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { MyCirclesPanel } from "../circles/MyCirclesPanel.tsx";
import { accountPostsQuery, profileQuery } from "./queries.ts";
import { useMe } from "./session.ts";
import { useSignOut } from "./signOut.ts";

const route = getRouteApi("/shell/u/$handle");

export function ProfilePage() {
  const t = useT();
  const { handle } = route.useParams();
  const me = useMe();
  const profile = useQuery(profileQuery(handle));
  const mine = me?.handle === handle;
  return (
    <Page
      key={handle}
      title={mine ? t("profile.mine") : t("profile.title")}
      page={profile.data?.name}
      quietTitle
      aside={me !== null && <MyCirclesPanel />}
    >
      {profile.isError && <Failed error={profile.error} onRetry={() => void profile.refetch()} />}
      {profile.isPending && <PostSkeleton label={t("ui.loading")} />}
      {profile.data !== undefined && <Head profile={profile.data} />}
      {mine && <MyLinks />}
      {profile.data !== undefined && !profile.data.blocked && <Posts profile={profile.data} />}
    </Page>
  );
}

function Head({ profile }: { profile: Profile }) {
  const t = useT();
  const { date } = useDates();
  return (
    <header className="flex flex-col gap-3 border-line bg-surface p-5 max-md:border-b md:rounded-card md:border">
      <div className="flex items-start justify-between gap-3">
        <Avatar id={profile.account_id} name={profile.name} address={profile.blocked ? null : avatarAddress(profile, "medium")} size={88} />
        {profile.is_me ? (
          <Link to="/settings/$part" params={{ part: "profile" }} className={buttonClasses("line", "s", "min-h-11")}>
            {t("profile.edit")}
          </Link>
        ) : (
          <Acts profile={profile} />
        )}
      </div>
      <div>
        <h2 className="text-xl font-bold">{profile.is_gone ? t("person.gone") : profile.name}</h2>
        <p className="text-sm text-muted">@{profile.handle}</p>
      </div>
      {profile.bio !== "" && <p className="whitespace-pre-line">{profile.bio}</p>}
      <p className="text-sm text-muted">{t("profile.since", { date: date(profile.created_at) })}</p>
      {profile.blocked && <p className="rounded-small bg-amber-tint px-3 py-2 text-sm">{t("profile.blocked")}</p>}
    </header>
  );
}

function Acts({ profile }: { profile: Profile }) {
  const t = useT();
  const navigate = useNavigate();
  const me = useMe();
  const [asking, setAsking] = useState<"block" | "report" | null>(null);
  const mutes = useQuery({ ...mutesQuery, enabled: me !== null });
  const muted = mutes.data?.some((mute) => mute.subject_id === profile.account_id) ?? false;
  const again = () => {
    setAsking(null);
    for (const key of ["profile", "feed", "blocks", "mutes", "circle-posts", "floors"]) void cache.invalidateQueries({ queryKey: [key] });
  };
  const turnBlock = useMutation({
    mutationFn: () => (profile.blocked ? unblock : block)({ path: { account_id: profile.account_id } }),
    onSuccess: again,
  });
  const turnMute = useMutation({
    mutationFn: () =>
      (muted ? unmuteInFeed : muteInFeed)({ path: { subject_kind: "account", subject_id: profile.account_id } }),
    onSuccess: () => {
      again();
      toast(muted ? t("mute.ended", { name: profile.name }) : t("mute.done", { name: profile.name }));
    },
  });
  if (me === null) return null;
  const entries: MenuEntry[] = [
    {
      key: "money",
      label: t("profile.send_money"),
      icon: <HandCoins size={18} aria-hidden="true" />,
      onPick: () => void navigate({ to: "/wallet/send", search: { to: profile.handle } }),
    },
    {
      key: "mute",
      label: muted ? t("mute.end_account") : t("mute.account"),
      icon: <BellOff size={18} aria-hidden="true" />,
      onPick: () => turnMute.mutate(),
    },
    {
      key: "block",
      label: profile.blocked ? t("block.end") : t("block.act"),
      icon: <Ban size={18} aria-hidden="true" />,
      onPick: () => (profile.blocked ? turnBlock.mutate() : setAsking("block")),
    },
    { key: "report", label: t("report.act"), icon: <Flag size={18} aria-hidden="true" />, danger: true, onPick: () => setAsking("report") },
  ];
  return (
    <>
      <span className="flex flex-wrap items-center justify-end gap-2">
        {!profile.is_gone && !profile.blocked && (
          <Link to="/packets/new" search={{ to: profile.handle }} className={buttonClasses("line", "s", "min-h-11")}>
            <Gift size={18} aria-hidden="true" />
            {t("packets.give")}
          </Link>
        )}
      <MoreMenu label={t("profile.more", { name: profile.name })} entries={entries} />
      </span>
      {asking === "block" && (
        <Confirm
          title={t("block.title", { name: profile.name })}
          text={t("block.text")}
          act={t("block.act")}
          danger
          busy={turnBlock.isPending}
          onAct={() => turnBlock.mutate()}
          onClose={() => setAsking(null)}
        />
      )}
      {asking === "report" && (
        <ReportDialog subject={{ subject_kind: "account", subject_id: profile.account_id }} onClose={() => setAsking(null)} />
      )}
    </>
  );
}

function MyLinks() {
  const t = useT();
  const me = useMe();
  const signOut = useSignOut();
  const row = "flex min-h-12 w-full cursor-pointer items-center gap-3 px-5 hover:bg-tint";
  return (
    <nav aria-label={t("profile.links")} className="my-3 overflow-hidden border-y border-line bg-surface md:rounded-card md:border">
      {(me?.role === "moderator" || me?.role === "operator") && (
        <a href="/console/" className={`${row} border-b border-line`}>
          <Gavel size={20} aria-hidden="true" />
          {t("profile.console")}
        </a>
      )}
      <Link to="/wallet" className={`${row} border-b border-line`}>
        <Wallet size={20} aria-hidden="true" />
        {t("profile.wallet")}
      </Link>
      <Link to="/packets" className={`${row} border-b border-line`}>
        <Gift size={20} aria-hidden="true" />
        {t("packets.mine")}
      </Link>
      <Link to="/saved" className={`${row} border-b border-line`}>
        <Bookmark size={20} aria-hidden="true" />
        {t("saved.title")}
      </Link>
      <Link to="/followed" className={`${row} border-b border-line`}>
        <Bell size={20} aria-hidden="true" />
        {t("followed.title")}
      </Link>
      <Link to="/drafts" className={`${row} border-b border-line`}>
        <PenLine size={20} aria-hidden="true" />
        {t("profile.drafts")}
      </Link>
      <Link to="/settings" className={row}>
        <Settings size={20} aria-hidden="true" />
        {t("settings.title")}
      </Link>
      <Link to="/appeals" className={`${row} border-t border-line`}>
        <Scale size={20} aria-hidden="true" />
        {t("appeals.title")}
      </Link>
      <Link to="/reports" className={`${row} border-t border-line`}>
        <Flag size={20} aria-hidden="true" />
        {t("reports.title")}
      </Link>
      <Link to="/decided" className={`${row} border-t border-line`}>
        <Scale size={20} aria-hidden="true" />
        {t("profile.decided")}
      </Link>
      <Link to="/partners" className={`${row} border-t border-line`}>
        <Handshake size={20} aria-hidden="true" />
        {t("partners.title")}
      </Link>
      <button type="button" className={`${row} border-t border-line`} onClick={() => signOut.mutate()}>
        <LogOut size={20} aria-hidden="true" />
        {t("settings.sign_out")}
      </button>
    </nav>
  );
}

function Posts({ profile }: { profile: Profile }) {
  const t = useT();
  const posts = useInfiniteQuery(accountPostsQuery(profile.handle));
  const shown = entriesOf(posts.data);
  if (posts.isError && isRefusal(posts.error)) return <Failed error={posts.error} onRetry={() => void posts.refetch()} />;
  return (
    <section aria-label={t("profile.posts")} className="mt-3 flex flex-col gap-2 md:gap-4">
      {posts.isPending && <PostSkeleton label={t("ui.loading")} />}
      {posts.isSuccess && shown.length === 0 && <EmptyState title={t("profile.no_posts")} />}
      {shown.map((post, at) => (
        <PostCard key={post.post_id} post={post} at={at} />
      ))}
      <LoadMore has={posts.hasNextPage} busy={posts.isFetchingNextPage} onMore={() => void posts.fetchNextPage()} />
    </section>
  );
}
