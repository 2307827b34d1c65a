import {
  inviteStaff,
  listPartnerRights,
  listStaff,
  listStaffInvitations,
  type Partner,
  removeStaff,
  revokeStaffInvitation,
  setStaffRole,
} from "@tonghao/api";
import { Button, Choices, Field, MoreMenu, Skeleton, toast } from "@tonghao/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Check, LogOut, UserRoundCheck, UserRoundX } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useSignedIn } from "../accounts/session.ts";
import { cache, sentenceOf } from "../cache.ts";
import { useDates } from "../dates.ts";
import { PersonRow } from "../shell/Person.tsx";
import { useT } from "../text.ts";

type StaffRole = "owner" | "manager" | "staff";
const ROLES = ["owner", "manager", "staff"] as const;

/** Who works for a partner, who is asked to, and what each of them may do in its circles. */
export function StaffPanel({ partner, myRole }: { partner: Partner; myRole: StaffRole | null }) {
  const t = useT();
  const me = useSignedIn();
  const path = { partner_id: partner.partner_id };
  const key = ["staff", partner.partner_id];
  const staff = useQuery({ queryKey: key, queryFn: ({ signal }) => listStaff({ path, signal }) });
  const again = () => {
    void cache.invalidateQueries({ queryKey: key });
    for (const one of ["my-partners", "me"]) void cache.invalidateQueries({ queryKey: [one] });
  };
  const remove = useMutation({ mutationFn: (handle: string) => removeStaff({ path: { ...path, handle } }), onSuccess: again });
  const set = useMutation({
    mutationFn: ({ handle, role }: { handle: string; role: "manager" | "staff" }) => setStaffRole({ path: { ...path, handle }, body: { role } }),
    onSuccess: again,
  });
  return (
    <section className="flex flex-col gap-3">
      <h3 className="font-semibold">{t("staff.title")}</h3>
      {staff.isPending && <Skeleton className="h-11 w-full" />}
      <ul className="flex flex-col gap-3">
        {staff.data?.map((person) => {
          const mine = person.account_id === me.account_id;
          const other = person.role === "manager" ? "staff" : "manager";
          const mayRemove = mine || myRole === "owner" || (myRole === "manager" && person.role === "staff");
          const entries = [
            ...(myRole === "owner"
              ? [
                  {
                    key: "role",
                    label: t("staff.make", { role: t(`staff.${other}`) }),
                    icon: <UserRoundCheck size={18} aria-hidden="true" />,
                    onPick: () => set.mutate({ handle: person.handle, role: other }),
                  },
                ]
              : []),
            ...(mayRemove
              ? [
                  {
                    key: "remove",
                    label: mine ? t("staff.leave") : t("staff.remove"),
                    icon: mine ? <LogOut size={18} aria-hidden="true" /> : <UserRoundX size={18} aria-hidden="true" />,
                    danger: true,
                    onPick: () => remove.mutate(person.handle),
                  },
                ]
              : []),
          ];
          return (
            <li key={person.account_id}>
              <PersonRow
                person={person}
                below={t(`staff.${person.role}`)}
                end={person.role !== "owner" && entries.length > 0 && <MoreMenu label={t("staff.more", { name: person.name })} entries={entries} />}
              />
            </li>
          );
        })}
      </ul>
      {(myRole === "owner" || myRole === "manager") && <Inviting partner={partner} isOwner={myRole === "owner"} />}
      <RightsTable />
    </section>
  );
}

function Inviting({ partner, isOwner }: { partner: Partner; isOwner: boolean }) {
  const t = useT();
  const { day } = useDates();
  const [handle, setHandle] = useState("");
  const [role, setRole] = useState<"manager" | "staff">("staff");
  const path = { partner_id: partner.partner_id };
  const key = ["staff-invitations", partner.partner_id];
  const invited = useQuery({ queryKey: key, queryFn: ({ signal }) => listStaffInvitations({ path, signal }) });
  const again = () => void cache.invalidateQueries({ queryKey: key });
  const invite = useMutation({
    mutationFn: () => inviteStaff({ path: { ...path, handle: handle.trim().replace(/^@/, "") }, body: { role } }),
    onSuccess: () => {
      toast(t("staff.asked"));
      setHandle("");
      again();
    },
    meta: { quiet: true },
  });
  const revoke = useMutation({ mutationFn: (one: string) => revokeStaffInvitation({ path: { ...path, handle: one } }), onSettled: again });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    invite.mutate();
  };
  return (
    <>
      {invited.data !== undefined && invited.data.length > 0 && (
        <ul className="flex flex-col gap-3" aria-label={t("staff.waiting")}>
          {invited.data.map((one) => (
            <li key={one.account.account_id}>
              <PersonRow
                person={one.account}
                below={t("staff.invited_as", { role: t(`staff.${one.role}`), date: day(one.at) })}
                end={
                  <Button look="line" size="s" className="min-h-11" onClick={() => revoke.mutate(one.account.handle)}>
                    {t("staff.revoke")}
                  </Button>
                }
              />
            </li>
          ))}
        </ul>
      )}
      <form onSubmit={submit} className="flex flex-col gap-3">
        <Field
          label={t("staff.add")}
          placeholder="@handle"
          autoCapitalize="none"
          required
          value={handle}
          error={invite.isError ? sentenceOf(invite.error) : null}
          onChange={(event) => setHandle(event.target.value)}
        />
        {isOwner && (
          <Choices
            dense
            legend={t("staff.as")}
            name={`role-${partner.partner_id}`}
            value={role}
            choices={[
              { value: "staff", label: t("staff.staff") },
              { value: "manager", label: t("staff.manager") },
            ]}
            onChoose={setRole}
          />
        )}
        <Button type="submit" look="line" className="self-start" busy={invite.isPending}>
          {t("staff.invite")}
        </Button>
      </form>
    </>
  );
}

/** The one table of rights, as the server has it. */
function RightsTable() {
  const t = useT();
  const rights = useQuery({ queryKey: ["partner-rights"], queryFn: ({ signal }) => listPartnerRights({ signal }), staleTime: Infinity });
  return (
    <details>
      <summary className="flex min-h-11 cursor-pointer items-center text-sm font-medium text-brand">{t("rights.title")}</summary>
      <p className="mb-2 text-sm text-muted">{t("rights.text")}</p>
      <table className="w-full text-sm">
        <thead>
          <tr className="text-left text-muted">
            <th scope="col" className="py-1 font-normal">
              {t("rights.right")}
            </th>
            {ROLES.map((role) => (
              <th key={role} scope="col" className="py-1 text-center font-normal">
                {t(`staff.${role}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rights.data?.map((row) => (
            <tr key={row.right} className="border-t border-line">
              <th scope="row" className="py-2 text-left font-normal">
                {t(`rights.${row.right}`)}
              </th>
              {ROLES.map((role) => (
                <td key={role} className="py-2 text-center">
                  {row.roles.includes(role) ? <Check size={16} className="inline text-brand" role="img" aria-label={t("rights.yes")} /> : <span className="sr-only">{t("rights.no")}</span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
