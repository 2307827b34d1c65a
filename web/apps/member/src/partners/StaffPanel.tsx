import { addStaff, listStaff, type Partner, removeStaff } from "@tonghao/api";
import { Button, Field, Skeleton } from "@tonghao/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { cache, sentenceOf } from "../cache.ts";
import { PersonRow } from "../shell/Person.tsx";
import { useT } from "../text.ts";

export function StaffPanel({ partner, isOwner }: { partner: Partner; isOwner: boolean }) {
  const t = useT();
  const [handle, setHandle] = useState("");
  const path = { partner_id: partner.partner_id };
  const key = ["staff", partner.partner_id];
  const staff = useQuery({ queryKey: key, queryFn: ({ signal }) => listStaff({ path, signal }) });
  const again = () => void cache.invalidateQueries({ queryKey: key });
  const add = useMutation({
    mutationFn: () => addStaff({ path: { ...path, handle: handle.trim().replace(/^@/, "") } }),
    onSuccess: () => {
      setHandle("");
      again();
    },
    meta: { quiet: true },
  });
  const remove = useMutation({ mutationFn: (one: string) => removeStaff({ path: { ...path, handle: one } }), onSuccess: again });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <section className="flex flex-col gap-3">
      <h3 className="font-semibold">{t("staff.title")}</h3>
      {staff.isPending && <Skeleton className="h-11 w-full" />}
      <ul className="flex flex-col gap-3">
        {staff.data?.map((person) => (
          <li key={person.account_id}>
            <PersonRow
              person={person}
              below={person.role === "owner" ? t("staff.owner") : t("staff.staff")}
              end={
                isOwner &&
                person.role !== "owner" && (
                  <Button look="line" size="s" className="min-h-11" onClick={() => remove.mutate(person.handle)}>
                    {t("staff.remove")}
                  </Button>
                )
              }
            />
          </li>
        ))}
      </ul>
      {isOwner && (
        <form onSubmit={submit}>
          <Field
            label={t("staff.add")}
            placeholder="@handle"
            autoCapitalize="none"
            required
            value={handle}
            error={add.isError ? sentenceOf(add.error) : null}
            onChange={(event) => setHandle(event.target.value)}
            after={
              <Button type="submit" look="line" busy={add.isPending}>
                {t("staff.add_act")}
              </Button>
            }
          />
        </form>
      )}
    </section>
  );
}
