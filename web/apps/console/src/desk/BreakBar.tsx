import { Button } from "@mantine/core";
import { useRouterState } from "@tanstack/react-router";
import { Coffee } from "lucide-react";
import { useEffect, useState } from "react";
import { useT } from "../text.ts";
import { isDue, later, rest, useBreaks, work } from "./breaks.ts";

const WORKS_AT = ["/queue", "/cases/", "/batch", "/samples"];
const LOOK_MS = 15_000;

/** Says gently, where one works through cases, that a while has passed; it keeps nobody from going on. */
export function BreakBar() {
  const t = useT();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const { wishes, work: done } = useBreaks();
  const [now, setNow] = useState(() => Date.now());
  const here = WORKS_AT.some((place) => path.startsWith(place));
  useEffect(() => {
    if (!here) return undefined;
    const onHand = () => work();
    onHand();
    const timer = setInterval(() => setNow(Date.now()), LOOK_MS);
    for (const kind of ["pointerdown", "keydown", "wheel"]) document.addEventListener(kind, onHand, { passive: true });
    return () => {
      clearInterval(timer);
      for (const kind of ["pointerdown", "keydown", "wheel"]) document.removeEventListener(kind, onHand);
    };
  }, [here]);
  if (!here || !isDue(done, wishes, now)) return <div role="status" />;
  return (
    <div role="status">
      <section aria-label={t("break.title")} className="flex flex-wrap items-center gap-x-4 gap-y-2 bg-tint px-4 py-2 desk:px-6">
        <Coffee size={20} aria-hidden="true" className="shrink-0 text-brand" />
        <p className="min-w-48 flex-1 text-sm">{t("break.text", { minutes: Math.round(done.worked / 60_000), pictures: done.pictures })}</p>
        <span className="flex flex-wrap gap-2">
          <Button h={40} onClick={rest}>
            {t("break.rested")}
          </Button>
          <Button h={40} variant="default" onClick={() => later()}>
            {t("break.later")}
          </Button>
        </span>
      </section>
    </div>
  );
}
