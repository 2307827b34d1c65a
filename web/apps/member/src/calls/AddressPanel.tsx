import { type CallAddress, dropPartnerCallAddress, setPartnerCallAddress, tryPartnerCallAddress } from "@tonghao/api";
import { Button, Field, toast } from "@tonghao/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { cache, sentenceOf } from "../cache.ts";
import { useDates } from "../dates.ts";
import { useT } from "../text.ts";
import { callAddressQuery } from "./queries.ts";

/** Where a partner's calls go besides, for those who run it. */
export function AddressPanel({ partnerId }: { partnerId: string }) {
  const t = useT();
  const { near } = useDates();
  const { data } = useQuery(callAddressQuery(partnerId));
  const [url, setUrl] = useState("");
  const [changing, setChanging] = useState(false);
  const keep = (now: CallAddress) => cache.setQueryData(callAddressQuery(partnerId).queryKey, now);
  const path = { partner_id: partnerId };
  const save = useMutation({
    mutationFn: () => setPartnerCallAddress({ path, body: { url: url.trim() } }),
    onSuccess: (now) => {
      keep(now);
      setChanging(false);
      setUrl("");
    },
    meta: { quiet: true },
  });
  const drop = useMutation({
    mutationFn: () => dropPartnerCallAddress({ path }),
    onSuccess: () => keep({ url: null, set_at: null, secret: null, last_sent_at: null, last_fault: "" }),
  });
  const trial = useMutation({
    mutationFn: () => tryPartnerCallAddress({ path }),
    onSuccess: (came) =>
      toast(
        came.is_taken ? t("calls.tried") : came.status !== null ? t("calls.tried_status", { status: came.status }) : t(came.fault === "address_forbidden" ? "calls.tried_private" : "calls.tried_not"),
        came.is_taken ? undefined : "bad",
      ),
  });
  if (data === undefined) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (url.trim() !== "") save.mutate();
  };
  return (
    <section className="flex flex-col gap-3">
      <h3 className="font-semibold">{t("calls.address")}</h3>
      <p className="text-sm text-muted">{t("calls.address_text")}</p>
      {data.url !== null && data.set_at !== null ? (
        <>
          <p className="break-all">{t("calls.set_since", { host: hostOf(data.url), time: near(data.set_at) })}</p>
          {data.last_sent_at !== null && <p className="text-sm text-muted">{t("calls.last_sent", { time: near(data.last_sent_at) })}</p>}
          {data.last_fault !== "" && <p className="text-sm text-accent">{t("calls.last_fault")}</p>}
        </>
      ) : (
        <p>{t("calls.none")}</p>
      )}
      {data.secret !== null && (
        <div className="rounded-small bg-amber-tint px-3 py-2">
          <p className="font-semibold">{t("calls.secret")}</p>
          <code className="block py-1 break-all">{data.secret}</code>
          <p className="text-sm">{t("calls.secret_text")}</p>
        </div>
      )}
      {data.url === null || changing ? (
        <form onSubmit={submit} className="flex flex-col gap-3">
          <Field label={t("calls.url")} hint={t("calls.url_hint")} type="url" required maxLength={500} value={url} onChange={(event) => setUrl(event.target.value)} />
          {save.isError && (
            <p role="alert" className="text-accent">
              {sentenceOf(save.error)}
            </p>
          )}
          <Button type="submit" className="self-start" busy={save.isPending}>
            {t("calls.save")}
          </Button>
        </form>
      ) : (
        <div className="flex flex-wrap gap-2">
          <Button look="line" busy={trial.isPending} onClick={() => trial.mutate()}>
            {t("calls.try")}
          </Button>
          <Button look="line" onClick={() => setChanging(true)}>
            {t("calls.change")}
          </Button>
          <Button look="line" busy={drop.isPending} onClick={() => drop.mutate()}>
            {t("calls.drop")}
          </Button>
        </div>
      )}
    </section>
  );
}

function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return url;
  }
}
