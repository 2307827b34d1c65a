import { type Circle, type Invite, makeInvite, revokeInvite } from "@tonghao/api";
import { Button, Skeleton } from "@tonghao/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Copy } from "lucide-react";
import { useState } from "react";
import { cache } from "../cache.ts";
import { useDates } from "../dates.ts";
import { Failed } from "../shell/Nowhere.tsx";
import { Panel } from "../shell/Page.tsx";
import { copy } from "../shell/share.ts";
import { useT } from "../text.ts";
import { invitesQuery } from "./queries.ts";

/** Links into the circle. A link is shown once, since only its hash is kept. */
export function ManageInvites({ circle }: { circle: Circle }) {
  const t = useT();
  const { full } = useDates();
  const path = { circle_id: circle.circle_id };
  const [made, setMade] = useState<Invite | null>(null);
  const invites = useQuery(invitesQuery(circle.circle_id));
  const again = () => void cache.invalidateQueries({ queryKey: ["invites", circle.circle_id] });
  const make = useMutation({
    mutationFn: () => makeInvite({ path, body: {} }),
    onSuccess: (invite) => {
      setMade(invite);
      again();
    },
  });
  const revoke = useMutation({ mutationFn: (id: string) => revokeInvite({ path: { ...path, invite_id: id } }), onSuccess: again });
  return (
    <Panel title={t("manage.invites")}>
      <p className="mb-3 text-sm text-muted">{t("invite.text")}</p>
      <Button busy={make.isPending} onClick={() => make.mutate()}>
        {t("invite.make")}
      </Button>
      {made?.link && (
        <div className="mt-4 flex flex-col gap-2 rounded-small bg-tint p-3" role="status">
          <p className="text-sm font-medium">{t("invite.once")}</p>
          <p className="text-sm break-all select-all">{made.link}</p>
          <Button look="line" size="s" className="min-h-11 self-start" onClick={() => void copy(made.link ?? "", t("share.copied"))}>
            <Copy size={16} aria-hidden="true" />
            {t("invite.copy")}
          </Button>
        </div>
      )}
      {invites.isPending && <Skeleton className="mt-4 h-12 w-full" />}
      {invites.isError && <Failed error={invites.error} onRetry={() => void invites.refetch()} />}
      <ul className="mt-3 flex flex-col divide-y divide-line">
        {invites.data?.map((invite) => (
          <li key={invite.invite_id} className="flex items-center justify-between gap-3 py-3 text-sm">
            <span>
              <span className="block tabular-nums">{t("invite.uses", { uses: invite.uses, most: invite.max_uses })}</span>
              <span className="text-muted">{t("invite.until", { date: full(invite.expires_at) })}</span>
            </span>
            <Button look="line" size="s" className="min-h-11" onClick={() => revoke.mutate(invite.invite_id)}>
              {t("invite.revoke")}
            </Button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
