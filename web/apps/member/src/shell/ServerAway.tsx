import { isRefusal } from "@tonghao/api";
import { Button, Logo, Rings } from "@tonghao/ui";
import { useEffect, useEffectEvent, useState } from "react";
import { startSession, useSite, wasSignedIn } from "../accounts/session.ts";
import { sentenceOf } from "../cache.ts";
import { type Draft, keepDraft, keptDrafts } from "../posts/drafts.ts";
import { type MemberKey, useT } from "../text.ts";
import { PageTitle } from "./Page.tsx";

const TRY_AGAIN_MS = 10_000;
const KINDS: Record<string, MemberKey> = { post: "away.post", edit: "away.edit", reply: "away.reply" };

/**
 * The app opens, and nobody answers. What was begun on this device can be written on; as soon as somebody
 * answers, the page that was wanted opens in its place.
 */
export function ServerAway({ trouble, onBack }: { trouble: unknown; onBack: () => void }) {
  const t = useT();
  const { name } = useSite();
  const [busy, setBusy] = useState(false);
  const [now, setNow] = useState(trouble);
  const [drafts] = useState(() => (wasSignedIn() ? keptDrafts() : []));
  const offline = isRefusal(now) && now.status === 0;
  const attempt = useEffectEvent(async () => {
    setBusy(true);
    try {
      await startSession();
      onBack();
    } catch (again) {
      setNow(again);
      setBusy(false);
    }
  });
  useEffect(() => {
    const again = () => void attempt();
    const timer = setInterval(again, TRY_AGAIN_MS);
    addEventListener("online", again);
    return () => {
      clearInterval(timer);
      removeEventListener("online", again);
    };
  }, []);
  return (
    <div className="mx-auto flex min-h-dvh max-w-[38rem] flex-col px-5 pb-10">
      <header className="flex h-14 items-center">
        <Logo name={name} />
      </header>
      <main id="content" className="flex flex-col gap-6 pt-8">
        <div className="flex flex-col items-center gap-3 text-center">
          <span className="opacity-60">
            <Rings size={64} />
          </span>
          <PageTitle className="text-xl font-bold">{offline ? t("away.offline") : t("away.server")}</PageTitle>
          <p className="max-w-96 text-balance text-muted">{offline ? t("away.text") : sentenceOf(now)}</p>
          <Button busy={busy} onClick={() => void attempt()}>
            {t("ui.retry")}
          </Button>
        </div>
        {drafts.length > 0 && (
          <section className="flex flex-col gap-4 border-t border-line pt-6">
            <div>
              <h2 className="font-semibold">{t("away.drafts")}</h2>
              <p className="text-sm text-muted">{t("away.drafts_text")}</p>
            </div>
            {drafts.map(([place, draft]) => (
              <KeptDraft key={place} place={place} draft={draft} />
            ))}
          </section>
        )}
      </main>
    </div>
  );
}

function KeptDraft({ place, draft }: { place: string; draft: Draft }) {
  const t = useT();
  const [text, setText] = useState(draft.text);
  return (
    <label className="flex flex-col gap-1.5">
      <span className="text-sm font-semibold">
        {t(KINDS[place.split(".")[0] ?? ""] ?? "away.post")}
        {draft.photos.length > 0 && <span className="font-normal text-muted"> · {t("away.photos", { count: draft.photos.length })}</span>}
      </span>
      <textarea
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          keepDraft(place, { ...draft, text: event.target.value, dirty: true });
        }}
        className="field-sizing-content min-h-24 w-full resize-y rounded-small border border-line bg-surface px-4 py-3"
      />
    </label>
  );
}
