import { answerDutyHandOver, type Circle, type DutyOffer, type Today } from "@tonghao/api";
import { Button, toast } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useMe } from "../accounts/session.ts";
import { cache, sentenceOf } from "../cache.ts";
import { useDates } from "../dates.ts";
import { useT, withWords } from "../text.ts";

const HandOver = lazy(withWords(["circles", "opening"], () => import("../circles/HandOver.tsx")));

/** Shifts that were offered to one, or that one has offered, and those that changed hands. */
export function Offers({ today, circle }: { today: Today; circle: Circle }) {
  if (today.offers.length === 0) return null;
  return (
    <ul className="mx-4 flex flex-col gap-3 md:mx-0">
      {today.offers.map((offer) => (
        <Offer key={offer.offer_id} offer={offer} today={today} circle={circle} />
      ))}
    </ul>
  );
}

function Offer({ offer, today, circle }: { offer: DutyOffer; today: Today; circle: Circle }) {
  const t = useT();
  const { near } = useDates();
  const me = useMe();
  const answer = useMutation({
    mutationFn: (takes: boolean) => answerDutyHandOver({ path: { circle_id: today.circle_id, offer_id: offer.offer_id }, body: { takes } }),
    onSuccess: (_, takes) => toast(t(takes ? "today.taken" : "today.not_taken")),
    onSettled: () => {
      void cache.invalidateQueries({ queryKey: ["today", today.circle_id] });
      void cache.invalidateQueries({ queryKey: ["circle", circle.slug] });
    },
    meta: { quiet: true },
  });
  const words = { from: offer.giver.name, to: offer.taker.name, time: near(offer.until) };
  const toMe = offer.state === "offered" && offer.taker.account_id === me?.account_id;
  const byMe = offer.state === "offered" && offer.giver.account_id === me?.account_id;
  return (
    <li className={`flex flex-col gap-2 rounded-card border p-4 ${toMe ? "border-brand bg-tint" : "border-line bg-surface"}`}>
      <p className="font-semibold">{offer.state === "taken" ? t("today.offer_done", words) : toMe ? t("today.offer_to_me", words) : t("today.offer", words)}</p>
      {offer.note !== "" && <p className="break-words whitespace-pre-line">{offer.note}</p>}
      {offer.state === "offered" && <p className="text-sm text-muted">{t("today.offer_cases", { count: today.cases.length + today.more_cases })}</p>}
      {toMe && (
        <div className="flex flex-wrap gap-2">
          <Button busy={answer.isPending} onClick={() => answer.mutate(true)}>
            {t("today.take")}
          </Button>
          <Button look="line" busy={answer.isPending} onClick={() => answer.mutate(false)}>
            {t("today.decline")}
          </Button>
        </div>
      )}
      {byMe && (
        <Button look="line" className="self-start" busy={answer.isPending} onClick={() => answer.mutate(false)}>
          {t("today.take_back")}
        </Button>
      )}
      {answer.isError && (
        <p role="alert" className="text-sm text-accent">
          {sentenceOf(answer.error)}
        </p>
      )}
    </li>
  );
}

export function HandingOver({ circle, today, until }: { circle: Circle; today: Today; until: string }) {
  const t = useT();
  const me = useMe();
  const [asking, setAsking] = useState(false);
  if (me === null) return null;
  return (
    <>
      <Button look="line" className="self-start" onClick={() => setAsking(true)}>
        {t("duty.hand_over")}
      </Button>
      {asking && (
        <Suspense fallback={null}>
          <HandOver circle={circle} meId={me.account_id} until={until} open={today.cases.length + today.more_cases} onClose={() => setAsking(false)} />
        </Suspense>
      )}
    </>
  );
}
