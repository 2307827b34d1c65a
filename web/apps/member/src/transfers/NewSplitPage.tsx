import { beginSplit, type ProfileCard } from "@tonghao/api";
import { Button, Choices, Field, toast } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { UserPlus, X } from "lucide-react";
import { useState } from "react";
import { sentenceOf } from "../cache.ts";
import { Panel } from "../shell/Page.tsx";
import { PersonRow } from "../shell/Person.tsx";
import { useT } from "../text.ts";
import { useAmount, usePlaces } from "../wallet/money.tsx";
import { useMoneyKey } from "../wallet/moneyKey.ts";
import { RoomPage } from "../wallet/Room.tsx";
import { readMoneyAgain } from "./live.ts";
import { decimalOf, hundredthsOf } from "./money.ts";
import { AmountField, PayeePicker, useCurrency } from "./parts.tsx";

type Person = { person: ProfileCard; amount: string };

/** Share a bill that I paid. */
export function NewSplitPage() {
  const t = useT();
  const navigate = useNavigate();
  const [title, setTitle] = useState("");
  const [method, setMethod] = useState<"equal" | "each">("equal");
  const [total, setTotal] = useState("");
  const [withMe, setWithMe] = useState(true);
  const [people, setPeople] = useState<Person[]>([]);
  const [adding, setAdding] = useState(true);
  const equal = method === "equal";
  const shares = people.map(({ person, amount }) => ({ account_id: person.account_id, amount: equal ? null : amount }));
  const { id } = useMoneyKey(title, method, total, withMe, shares);
  const begin = useMutation({
    mutationFn: () => beginSplit({ body: { id, title, method, shares, total: equal ? total : null, with_me: withMe } }),
    onSuccess: (split) => {
      toast(t("split.begun"));
      void readMoneyAgain();
      void navigate({ to: "/wallet/splits/$splitId", params: { splitId: split.split_id } });
    },
    onError: (error) => toast(sentenceOf(error), "bad"),
    meta: { quiet: true },
  });
  const complete = equal ? hundredthsOf(total) !== null : people.every((one) => hundredthsOf(one.amount) !== null);
  const without = people.map((one) => one.person.account_id);
  return (
    <RoomPage inner title={t("split.title")}>
      <Panel title={t("split.new")}>
        <form
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            begin.mutate();
          }}
        >
          <Field label={t("split.for")} hint={t("split.for_hint")} maxLength={40} value={title} onChange={(event) => setTitle(event.target.value)} />
          <Choices
            legend={t("split.method")}
            name="method"
            dense
            value={method}
            choices={[
              { value: "equal", label: t("split.equal") },
              { value: "each", label: t("split.each") },
            ]}
            onChoose={setMethod}
          />
          {equal && <AmountField label={t("split.total")} value={total} onChange={setTotal} />}
          {equal && (
            <label className="flex min-h-11 items-center gap-3">
              <input type="checkbox" checked={withMe} onChange={(event) => setWithMe(event.target.checked)} className="size-5 shrink-0 accent-brand" />
              {t("split.with_me")}
            </label>
          )}
          <ul aria-label={t("split.people")} className="flex flex-col gap-3">
            {people.map(({ person, amount }) => (
              <li key={person.account_id} className="flex flex-col gap-2">
                <PersonRow
                  person={person}
                  end={
                    <Button look="ghost" size="icon" aria-label={t("split.drop", { name: person.name })} onClick={() => setPeople(people.filter((one) => one.person.account_id !== person.account_id))}>
                      <X size={18} aria-hidden="true" />
                    </Button>
                  }
                />
                {!equal && (
                  <AmountField
                    label={t("split.amount_of", { name: person.name })}
                    value={amount}
                    onChange={(next) => setPeople(people.map((one) => (one.person.account_id === person.account_id ? { ...one, amount: next } : one)))}
                  />
                )}
              </li>
            ))}
          </ul>
          {adding ? (
            <PayeePicker
              label={t("split.people")}
              without={without}
              onPick={({ person }) => {
                setPeople([...people, { person, amount: "" }]);
                setAdding(false);
              }}
            />
          ) : (
            <Button look="soft" className="self-start" disabled={people.length >= 49} onClick={() => setAdding(true)}>
              <UserPlus size={18} aria-hidden="true" />
              {t("split.add")}
            </Button>
          )}
          {equal && <Preview total={total} count={people.length + (withMe ? 1 : 0)} />}
          <Button type="submit" busy={begin.isPending} disabled={title.trim() === "" || people.length === 0 || !complete}>
            {t("split.begin")}
          </Button>
        </form>
      </Panel>
    </RoomPage>
  );
}

/** What each will pay; the server has the last word. */
function Preview({ total, count }: { total: string; count: number }) {
  const t = useT();
  const written = useAmount();
  const currency = useCurrency();
  const places = usePlaces();
  const minor = (hundredthsOf(total) ?? 0) / (places === 0 ? 100 : 1);
  if (count < 1 || minor < count) return null;
  const least = written(decimalOf(Math.floor(minor / count), places), currency);
  const rest = minor % count;
  return (
    <p className="rounded-small bg-tint px-3 py-2 text-sm">
      {rest === 0 ? t("split.preview", { count, least }) : t("split.preview_rest", { count, least, rest: written(decimalOf(rest, places), currency) })}
    </p>
  );
}
