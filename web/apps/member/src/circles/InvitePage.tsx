import { buttonClasses, Skeleton } from "@tonghao/ui";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useMe } from "../accounts/session.ts";
import { Failed } from "../shell/Nowhere.tsx";
import { Page, Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { CircleTile } from "./CircleTile.tsx";
import { JoinButton } from "./JoinButton.tsx";
import { inviteQuery } from "./queries.ts";

const route = getRouteApi("/shell/i/$token");

/** What stands behind an invitation, before one joins. */
export function InvitePage() {
  const t = useT();
  const { token } = route.useParams();
  const me = useMe();
  const navigate = useNavigate();
  const circle = useQuery(inviteQuery(token));
  const slug = circle.data?.slug;
  return (
    <Page title={t("invite.title")}>
      {circle.isPending && <Skeleton className="h-32 w-full rounded-card" />}
      {circle.isError && <Failed error={circle.error} onRetry={() => void circle.refetch()} />}
      {circle.data !== undefined && slug !== undefined && (
        <Panel>
          <CircleTile circle={circle.data} />
          <div className="mt-4 flex flex-wrap gap-2 border-t border-line pt-4">
            {me === null ? (
              <>
                <Link to="/sign-up" search={{ next: `/i/${token}` }} className={buttonClasses()}>
                  {t("sign_in.new")}
                </Link>
                <Link to="/sign-in" search={{ next: `/i/${token}` }} className={buttonClasses("line")}>
                  {t("sign_in.enter")}
                </Link>
              </>
            ) : circle.data.my_role === null ? (
              <JoinButton circle={circle.data} size="m" invite={token} onJoined={() => void navigate({ to: "/c/$slug", params: { slug } })} />
            ) : (
              <Link to="/c/$slug" params={{ slug }} className={buttonClasses()}>
                {t("invite.open")}
              </Link>
            )}
          </div>
        </Panel>
      )}
    </Page>
  );
}
