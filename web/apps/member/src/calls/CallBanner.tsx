import { answerCall, type MyCall } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { Button, toast } from "@tonghao/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { BellRing } from "lucide-react";
import { meQuery } from "../accounts/session.ts";
import { cache } from "../cache.ts";
import { useDates } from "../dates.ts";
import { useSendKey } from "../sendKey.ts";
import { useT } from "../text.ts";
import { myCallsQuery } from "./queries.ts";

/** Over every page until somebody answers: who is on duty must look now. */
export default function CallBanner() {
  const t = useT();
  const calls = useQuery(myCallsQuery).data ?? [];
  if (calls.length === 0) return null;
  return (
    <section aria-label={t("calls.banner")} className="bg-accent-tint">
      <div role="alert">
        <ul className="mx-auto flex max-w-5xl flex-col divide-y divide-line px-4">
          {calls.map((call) => (
            <One key={call.call_id} call={call} />
          ))}
        </ul>
      </div>
    </section>
  );
}

function One({ call }: { call: MyCall }) {
  const t = useT();
  const locale = useLocale();
  const { near } = useDates();
  const headers = useSendKey(call.call_id);
  const answer = useMutation({
    mutationFn: () => answerCall({ path: { call_id: call.call_id }, headers }),
    onSuccess: (rest) => {
      cache.setQueryData(myCallsQuery.queryKey, rest);
      toast(t("calls.answered"));
    },
    onSettled: () => {
      for (const key of [meQuery.queryKey, myCallsQuery.queryKey]) void cache.invalidateQueries({ queryKey: key });
    },
  });
  const name = call.circle === null ? "" : inLocale(locale, call.circle.name, call.circle.name_en);
  const title = call.side === "partner" ? "calls.partner" : call.circle === null ? "calls.platform" : "calls.platform_in";
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-2.5">
      <BellRing size={20} aria-hidden="true" className="shrink-0 text-accent" />
      <p className="min-w-48 flex-1 text-sm">
        <strong className="block font-semibold">{t(title, { name })}</strong>
        {t(`calls.${call.cause}`)}
        {call.cause_count > 1 && `，${t("calls.count", { count: call.cause_count })}`} · {t("calls.rung", { time: near(call.rung_at) })}
      </p>
      <span className="flex gap-2">
        <a href={placeOf(call)} className="inline-flex min-h-11 items-center px-2 font-medium text-brand hover:underline">
          {t("calls.look")}
        </a>
        <Button className="min-h-11" busy={answer.isPending} onClick={() => answer.mutate()}>
          {t("calls.answer")}
        </Button>
      </span>
    </li>
  );
}

function placeOf(call: MyCall): string {
  if (call.side === "partner" && call.circle !== null) return `/c/${call.circle.slug}/today`;
  return call.case_id === null ? "/console/duty" : `/console/cases/${call.case_id}`;
}
