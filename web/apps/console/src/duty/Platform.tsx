import { answerPlatformHandOver, type DutyOffer, handOverPlatformDuty, type PlatformDuty } from "@tonghao/api";
import { Button, Modal, NativeSelect, Textarea } from "@mantine/core";
import { useLocale } from "@tonghao/i18n";
import { fullTimeOf, toast } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { mayOperate, useSignedIn } from "../accounts/session.ts";
import { cache, sentenceOf } from "../cache.ts";
import { Panel } from "../shell/Page.tsx";
import { Person } from "../shell/Person.tsx";
import { useSendKey } from "../sendKey.ts";
import { useT } from "../text.ts";
import { RosterEditor } from "./RosterEditor.tsx";
import { Week } from "./Week.tsx";

/** Who answers for the platform, what comes after, and the roster for its operator. */
export function Platform({ duty }: { duty: PlatformDuty }) {
  const t = useT();
  const locale = useLocale();
  const me = useSignedIn();
  const [asking, setAsking] = useState<"hand_over" | "roster" | null>(null);
  const full = (at: string) => fullTimeOf(Date.parse(at), locale);
  const mine = duty.on_duty.some((person) => person.account_id === me.account_id);
  const notes = [...new Set(duty.exceptions.filter((one) => one.note !== "" && one.cover_id !== null).map((one) => one.note))];
  const hours = Math.round(duty.gaps.reduce((sum, gap) => sum + Date.parse(gap.ends_at) - Date.parse(gap.starts_at), 0) / 360_000) / 10;
  return (
    <Panel
      title={t("duty_board.platform")}
      text={t("duty_board.platform_text")}
      action={
        <div className="flex flex-wrap gap-2">
          {mine && duty.staff.length > 1 && (
            <Button h={44} onClick={() => setAsking("hand_over")}>
              {t("duty_board.hand_over")}
            </Button>
          )}
          {mayOperate(me) && (
            <Button h={44} variant="outline" onClick={() => setAsking("roster")}>
              {t("duty_board.roster")}
            </Button>
          )}
        </div>
      }
    >
      <div className="grid gap-x-6 gap-y-3 desk:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
        <div className="flex flex-col gap-2">
          {duty.on_duty.map((person) => (
            <Person key={person.account_id} person={{ ...person, is_gone: false }} size={36} below={t("duty_board.until", { time: full(person.until) })} />
          ))}
          {duty.on_duty.length === 0 && (
            <>
              <p className="font-medium text-accent">{duty.next_at === null ? t("duty_board.nobody") : t("duty_board.nobody_until", { time: full(duty.next_at) })}</p>
              {duty.stands_in !== null && <Person person={duty.stands_in} size={36} below={t("duty_board.stands_in")} />}
            </>
          )}
          {(duty.offers ?? []).filter((offer) => offer.state === "offered").map((offer) => (
            <Offer key={offer.offer_id} offer={offer} meId={me.account_id} />
          ))}
          {notes.map((note) => (
            <p key={note} className="rounded-small bg-raised px-3 py-2 text-sm break-words">
              {t("duty_board.note", { note })}
            </p>
          ))}
        </div>
        <Week gaps={duty.gaps} hours={hours} zone={duty.zone} />
      </div>
      {asking === "hand_over" && <HandOver duty={duty} meId={me.account_id} onClose={() => setAsking(null)} />}
      {asking === "roster" && <RosterEditor duty={duty} onClose={() => setAsking(null)} />}
    </Panel>
  );
}

/** A shift that somebody asks a colleague to take: the one answers, the other may withdraw. */
function Offer({ offer, meId }: { offer: DutyOffer; meId: string }) {
  const t = useT();
  const headers = useSendKey(offer.offer_id);
  const answer = useMutation({
    mutationFn: (takes: boolean) => answerPlatformHandOver({ path: { offer_id: offer.offer_id }, body: { takes }, headers }),
    onSuccess: (now) => cache.setQueryData(["duty", "platform"], now),
    onError: () => void cache.invalidateQueries({ queryKey: ["duty"] }),
  });
  const asked = offer.taker.account_id === meId;
  return (
    <section className="flex flex-col gap-2 rounded-small border border-line px-3 py-2">
      <p>{t("duty_board.offer", { giver: offer.giver.name, taker: offer.taker.name })}</p>
      {offer.note !== "" && <p className="text-sm break-words text-muted">{t("duty_board.note", { note: offer.note })}</p>}
      {(asked || offer.giver.account_id === meId) && (
        <div className="flex flex-wrap gap-2">
          {asked && (
            <Button h={44} loading={answer.isPending} onClick={() => answer.mutate(true)}>
              {t("duty_board.take")}
            </Button>
          )}
          <Button h={44} variant="default" disabled={answer.isPending} onClick={() => answer.mutate(false)}>
            {t(asked ? "duty_board.decline" : "duty_board.withdraw")}
          </Button>
        </div>
      )}
    </section>
  );
}

function HandOver({ duty, meId, onClose }: { duty: PlatformDuty; meId: string; onClose: () => void }) {
  const t = useT();
  const others = duty.staff.filter((person) => person.account_id !== meId && !person.is_gone);
  const [to, setTo] = useState(others[0]?.account_id ?? "");
  const [note, setNote] = useState("");
  const hand = useMutation({
    mutationFn: () => handOverPlatformDuty({ body: { account_id: to, note: note.trim() } }),
    onSuccess: (now) => {
      cache.setQueryData(["duty", "platform"], now);
      toast(t("duty_board.asked", { name: others.find((person) => person.account_id === to)?.name ?? "" }));
      onClose();
    },
    meta: { quiet: true },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    hand.mutate();
  };
  return (
    <Modal opened onClose={onClose} closeButtonProps={{ "aria-label": t("ui.close") }} title={t("duty_board.hand_over_title")} centered>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <p className="text-muted">{t("duty_board.hand_over_text")}</p>
        <NativeSelect
          size="md"
          label={t("duty_board.to")}
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
          data={others.map((person) => ({ value: person.account_id, label: person.name }))}
        />
        <Textarea size="md" autosize minRows={3} maxLength={120} label={t("duty_board.to_know")} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
        {hand.isError && (
          <p role="alert" className="text-accent">
            {sentenceOf(hand.error)}
          </p>
        )}
        <Button type="submit" h={44} loading={hand.isPending} disabled={to === ""}>
          {t("duty_board.hand_over")}
        </Button>
      </form>
    </Modal>
  );
}
