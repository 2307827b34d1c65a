import { chooseInterests, type CircleCard, discoverCircles, editProfile } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { Button, Skeleton } from "@tonghao/ui";
import { useMutation, useQueries, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { CircleTile } from "../circles/CircleTile.tsx";
import { JoinButton } from "../circles/JoinButton.tsx";
import { circleQuery } from "../circles/queries.ts";
import { topicName } from "../circles/topics.ts";
import { PageTitle } from "../shell/Page.tsx";
import { PersonAvatar } from "../shell/Person.tsx";
import { useT } from "../text.ts";
import { beSignedIn, useMe, useSite } from "./session.ts";

/** The first run: what one likes, then circles of it with a person who says hello. */
export function Welcome() {
  const t = useT();
  const me = useMe();
  const [topics, setTopics] = useState<string[]>(me?.interests ?? []);
  const [step, setStep] = useState<"topics" | "circles">("topics");
  return (
    <>
      <div className="flex flex-col gap-1">
        <PageTitle className="text-2xl font-bold">{t("welcome.title", { name: me?.name ?? "" })}</PageTitle>
        <p className="text-muted">{step === "topics" ? t("welcome.topics") : t("welcome.circles")}</p>
      </div>
      {step === "topics" ? (
        <Topics chosen={topics} onChange={setTopics} onDone={() => setStep("circles")} />
      ) : (
        <Suggestions topics={topics} onBack={() => setStep("topics")} />
      )}
    </>
  );
}

function Topics({ chosen, onChange, onDone }: { chosen: string[]; onChange: (topics: string[]) => void; onDone: () => void }) {
  const t = useT();
  const locale = useLocale();
  const { topics } = useSite();
  const turn = (code: string) => onChange(chosen.includes(code) ? chosen.filter((one) => one !== code) : [...chosen, code]);
  return (
    <>
      <ul className="flex flex-wrap gap-2">
        {topics.map((topic) => (
          <li key={topic.code}>
            <button
              type="button"
              aria-pressed={chosen.includes(topic.code)}
              onClick={() => turn(topic.code)}
              className="min-h-11 cursor-pointer rounded-full border border-line bg-surface px-5 aria-pressed:border-brand aria-pressed:bg-brand aria-pressed:text-on-brand"
            >
              {inLocale(locale, topic.zh, topic.en)}
            </button>
          </li>
        ))}
      </ul>
      <Button onClick={onDone}>{chosen.length === 0 ? t("welcome.skip") : t("sign_up.next")}</Button>
    </>
  );
}

function Suggestions({ topics, onBack }: { topics: string[]; onBack: () => void }) {
  const t = useT();
  const navigate = useNavigate();
  const wanted = topics.length === 0 ? [undefined] : topics;
  const found = useQueries({
    queries: wanted.map((topic) => ({
      queryKey: ["suggested", topic ?? ""],
      queryFn: () => discoverCircles({ query: { topic } }),
    })),
  });
  const circles = found.flatMap((one) => one.data?.entries.slice(0, topics.length > 3 ? 2 : 3) ?? []);
  const done = useMutation({
    mutationFn: async () => {
      const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
      const me = await chooseInterests({ body: { topics } });
      return zone && zone !== me.zone ? editProfile({ body: { zone } }) : me;
    },
    onSuccess: (me) => {
      beSignedIn(me);
      void navigate({ to: "/" });
    },
  });
  return (
    <>
      {found.some((one) => one.isPending) && <Skeleton className="h-28 w-full rounded-card" />}
      <ul className="flex flex-col gap-3">
        {circles.map((circle) => (
          <Suggestion key={circle.circle_id} circle={circle} />
        ))}
      </ul>
      {found.every((one) => one.isSuccess) && circles.length === 0 && <p className="text-muted">{t("welcome.none")}</p>}
      <div className="flex gap-2">
        <Button look="line" onClick={onBack}>
          {t("ui.back")}
        </Button>
        <Button className="flex-1" busy={done.isPending} onClick={() => done.mutate()}>
          {t("welcome.enter")}
        </Button>
      </div>
    </>
  );
}

function Suggestion({ circle }: { circle: CircleCard }) {
  const t = useT();
  const locale = useLocale();
  const { topics } = useSite();
  const { data } = useQuery(circleQuery(circle.slug));
  const greeter = data?.on_duty[0] ?? data?.staff[0];
  return (
    <li className="flex flex-col gap-3 rounded-card border border-line bg-surface p-3">
      <CircleTile circle={data ?? circle} end={<JoinButton circle={data ?? circle} />} />
      {greeter !== undefined && (
        <p className="flex items-center gap-2 border-t border-line pt-3 text-sm text-muted">
          <PersonAvatar person={greeter} size={32} />
          <span>{t("welcome.greets", { name: greeter.name, topic: topicName(topics, circle.topic, locale) })}</span>
        </p>
      )}
    </li>
  );
}
