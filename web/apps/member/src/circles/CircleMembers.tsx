import type { Circle, Member } from "@tonghao/api";
import { EmptyState, Skeleton, Time } from "@tonghao/ui";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useDeferredValue, useState } from "react";
import { useMe } from "../accounts/session.ts";
import { entriesOf } from "../cache.ts";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { PersonRow } from "../shell/Person.tsx";
import { useT } from "../text.ts";
import { CircleFrame } from "./CircleFrame.tsx";
import { MemberMenu } from "./MemberMenu.tsx";
import { membersQuery } from "./queries.ts";
import { isInside } from "./ranks.ts";

const route = getRouteApi("/shell/c/$slug/members");

export function CircleMembers() {
  const { slug } = route.useParams();
  return (
    <CircleFrame slug={slug}>
      {(circle) => <Members circle={circle} />}
    </CircleFrame>
  );
}

function Members({ circle }: { circle: Circle }) {
  const t = useT();
  const me = useMe();
  const inside = isInside(circle);
  const [typed, setTyped] = useState("");
  const q = useDeferredValue(typed.trim());
  const members = useInfiniteQuery({ ...membersQuery(circle.circle_id, q), enabled: me !== null && inside, placeholderData: (before) => before });
  if (me === null) return <EmptyState title={t("members.sign_in")} />;
  if (!inside) return <EmptyState title={t("circle.members_hidden")} />;
  if (members.isError) return <Failed error={members.error} onRetry={() => void members.refetch()} />;
  return (
    <section aria-label={t("circle.people")}>
      <input
        type="search"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        placeholder={t("members.search")}
        aria-label={t("members.search")}
        className="mx-4 mb-3 min-h-11 w-[calc(100%-2rem)] rounded-full border border-line bg-surface px-4 placeholder:text-muted md:mx-0 md:w-full"
      />
      {members.isPending && <Skeleton className="h-40 w-full rounded-card" />}
      <ul className="flex flex-col border-line bg-surface max-md:border-y md:rounded-card md:border">
        {entriesOf(members.data).map((member) => (
          <Row key={member.account_id} circle={circle} member={member} />
        ))}
      </ul>
      <LoadMore has={members.hasNextPage} busy={members.isFetchingNextPage} onMore={() => void members.fetchNextPage()} />
    </section>
  );
}

function Row({ circle, member }: { circle: Circle; member: Member }) {
  const t = useT();
  const role = member.role === "member" ? null : <span className="text-brand">{t(`role.${member.role}`)} · </span>;
  return (
    <li className="border-b border-line px-4 py-3 last:border-b-0">
      <PersonRow
        person={member}
        below={
          <>
            {role}
            {t("members.since")} <Time at={member.joined_at} />
          </>
        }
        end={<MemberMenu circle={circle} member={member} />}
      />
    </li>
  );
}
