import { appointMember, type Circle, type Member } from "@tonghao/api";
import { MoreMenu, toast } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { Ban, UserRoundCheck } from "lucide-react";
import { useState } from "react";
import { useMe } from "../accounts/session.ts";
import { cache } from "../cache.ts";
import { useT } from "../text.ts";
import { BanDialog } from "./BanDialog.tsx";
import { rankOf } from "./ranks.ts";

const ROLES = ["host", "helper", "member"] as const;

/** What those who look after a circle may do with one member. */
export function MemberMenu({ circle, member }: { circle: Circle; member: Member }) {
  const t = useT();
  const me = useMe();
  const [banning, setBanning] = useState(false);
  const appoint = useMutation({
    mutationFn: (role: (typeof ROLES)[number]) =>
      appointMember({ path: { circle_id: circle.circle_id, account_id: member.account_id }, body: { role } }),
    onSuccess: (now) => {
      toast(t("members.appointed", { name: now.name, role: t(`role.${now.role}`) }));
      void cache.invalidateQueries({ queryKey: ["members", circle.circle_id] });
      void cache.invalidateQueries({ queryKey: ["circle", circle.slug] });
    },
  });
  if (me === null || member.account_id === me.account_id || (rankOf(circle.my_role) <= rankOf(member.role) && !(circle.my_rights.includes("appoint") && member.role !== "owner"))) return null;
  const entries = [
    ...(circle.my_rights.includes("appoint")
      ? ROLES.filter((role) => role !== member.role).map((role) => ({
          key: role,
          label: t("members.appoint", { role: t(`role.${role}`) }),
          icon: <UserRoundCheck size={18} aria-hidden="true" />,
          onPick: () => appoint.mutate(role),
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
    </>
  );
}
