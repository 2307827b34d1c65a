import { answerCall, type MyCall } from "@tonghao/api";
import { Button } from "@mantine/core";
import { inLocale, useLocale } from "@tonghao/i18n";
import { Time, toast } from "@tonghao/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { BellRing } from "lucide-react";
import { cache } from "../cache.ts";
import { useSendKey } from "../sendKey.ts";
import { useT } from "../text.ts";
import { myCallsQuery } from "./queries.ts";

/** Over every page until somebody answers: who is on duty must look now. */
export function CallBanner() {
  const t = useT();
  const calls = useQuery(myCallsQuery).data ?? [];
  if (calls.length === 0) return null;
  return (
    <section aria-label={t("calls.banner")} className="border-b border-accent bg-accent-tint">
      <div role="alert">
        <ul className="flex flex-col divide-y divide-line px-4 desk:px-6">
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
  const headers = useSendKey(call.call_id);
  const answer = useMutation({
    mutationFn: () => answerCall({ path: { call_id: call.call_id }, headers }),
    onSuccess: (rest) => {
      cache.setQueryData(myCallsQuery.queryKey, rest);
      toast(t("calls.answered"));
    },
    onSettled: () => void cache.invalidateQueries({ queryKey: ["calls"] }),
  });
  const name = call.circle === null ? "" : inLocale(locale, call.circle.name, call.circle.name_en);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-2.5">
      <BellRing size={20} aria-hidden="true" className="shrink-0 text-accent" />
      <p className="min-w-48 flex-1 text-sm">
        <strong className="block font-semibold">{t(call.circle === null ? "calls.platform" : "calls.platform_in", { name })}</strong>
        {t(`calls.${call.cause}`)}
        {call.cause_count > 1 && <> · {t("calls.count", { count: call.cause_count })}</>} · {t("calls.rung")} <Time at={call.rung_at} />
      </p>
      <span className="flex gap-2">
        <Look call={call} />
        <Button h={44} loading={answer.isPending} onClick={() => answer.mutate()}>
          {t("calls.answer")}
        </Button>
      </span>
    </li>
  );
}

function Look({ call }: { call: MyCall }) {
  const t = useT();
  const look = "inline-flex min-h-11 items-center px-2 font-medium text-brand hover:underline";
  if (call.case_id !== null) {
    return (
      <Link to="/cases/$caseId" params={{ caseId: call.case_id }} className={look}>
        {t("calls.look")}
      </Link>
    );
  }
  if (call.circle !== null && call.cause === "case") {
    return (
      <Link to="/queue" search={{ circle: call.circle.circle_id }} className={look}>
        {t("calls.look")}
      </Link>
    );
  }
  return (
    <Link to="/circles" search={{ restricted: true }} className={look}>
      {t("calls.look")}
    </Link>
  );
}
