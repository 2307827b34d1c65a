import { acceptPartnerInvitation, declinePartnerInvitation, listMyPartnerInvitations } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { Button, toast } from "@tonghao/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { cache } from "../cache.ts";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";

/** Partners that ask me to work for them: nobody does without having said yes. */
export function MyInvitations() {
  const t = useT();
  const locale = useLocale();
  const asked = useQuery({ queryKey: ["my-invitations"], queryFn: ({ signal }) => listMyPartnerInvitations({ signal }), staleTime: 0 });
  const answer = useMutation({
    mutationFn: ({ id, accept }: { id: string; accept: boolean }) =>
      (accept ? acceptPartnerInvitation : declinePartnerInvitation)({ path: { partner_id: id } }),
    onSuccess: (_, { accept }) => toast(t(accept ? "staff.accepted" : "staff.declined")),
    onSettled: () => {
      for (const key of ["my-invitations", "my-partners", "me", "staff"]) void cache.invalidateQueries({ queryKey: [key] });
    },
  });
  return asked.data?.map((one) => (
    <Panel key={one.partner_id} title={t("staff.ask_title", { name: inLocale(locale, one.partner_name, one.partner_name_en) })}>
      <p>{t("staff.ask_text", { by: one.invited_by, role: t(`staff.${one.role}`) })}</p>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button busy={answer.isPending} onClick={() => answer.mutate({ id: one.partner_id, accept: true })}>
          {t("staff.accept")}
        </Button>
        <Button look="line" onClick={() => answer.mutate({ id: one.partner_id, accept: false })}>
          {t("staff.decline")}
        </Button>
      </div>
    </Panel>
  ));
}
