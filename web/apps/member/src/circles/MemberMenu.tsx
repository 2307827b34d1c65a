import { appointMember, type Circle, type Member } from "@tonghao/api";
import { MoreMenu, toast } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { Ban, UserRoundCheck } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useMe } from "../accounts/session.ts";
import { cache } from "../cache.ts";
import { useT, withWords } from "../text.ts";
import { BanDialog } from "./BanDialog.tsx";
import { rankOf } from "./ranks.ts";

const ReasonDialog = lazy(withWords(["manage"], () => import("../shell/ReasonDialog.tsx")));
const ROLES = ["host", "helper", "member"] as const;

/** What those who look after a circle may do with one member. */
export function MemberMenu({ circle, member }: { circle: Circle; member: Member }) {
  const t = useT();
  const me = useMe();
  const [banning, setBanning] = useState(false);
  const [role, setRole] = useState<(typeof ROLES)[number] | null>(null);
  const appoint = useMutation({
    mutationFn: (given: { role: (typeof ROLES)[number]; reason: string | null }) =>
      appointMember({ path: { circle_id: circle.circle_id, account_id: member.account_id }, body: given }),
    onSuccess: (now) => {
      setRole(null);
      toast(t("members.appointed", { name: now.name, role: t(`role.${now.role}`) }));
      void cache.invalidateQueries({ queryKey: ["members", circle.circle_id] });
      void cache.invalidateQueries({ queryKey: ["circle", circle.slug] });
    },
    meta: { quiet: true },
  });
  if (me === null || member.account_id === me.account_id || (rankOf(circle.my_role) <= rankOf(member.role) && !(circle.my_rights.includes("appoint") && member.role !== "owner"))) return null;
  const entries = [
    ...(circle.my_rights.includes("appoint")
      ? ROLES.filter((one) => one !== member.role).map((one) => ({
          key: one,
          label: t("members.appoint", { role: t(`role.${one}`) }),
          icon: <UserRoundCheck size={18} aria-hidden="true" />,
          onPick: () => setRole(one),
        }))
      : []),
    ...(rankOf(circle.my_role) > rankOf(member.role)
      ? [{ key: "ban", label: t("ban.act"), icon: <Ban size={18} aria-hidden="true" />, danger: true, onPick: () => setBanning(true) }]
      : []),
  ];
  return (
    <>
      <MoreMenu label={t("members.more", { name: member.name })} entries={entries} />
      {banning && <BanDialog circle={circle} person={member} onClose={() => setBanning(false)} />}
      {role !== null && (
        <Suspense fallback={null}>
          <ReasonDialog
            title={t("members.appoint_title", { name: member.name, role: t(`role.${role}`) })}
            act={t("members.appoint", { role: t(`role.${role}`) })}
            busy={appoint.isPending}
            error={appoint.error}
            onAct={(reason) => appoint.mutate({ role, reason })}
            onClose={() => {
              appoint.reset();
              setRole(null);
            }}
          />
        </Suspense>
      )}
    </>
  );
}
