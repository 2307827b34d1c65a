import { leaveTonghao, returnToTonghao } from "@tonghao/api";
import { Button, Field } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { sentenceOf } from "../cache.ts";
import { useDates } from "../dates.ts";
import { Confirm } from "../shell/Confirm.tsx";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { beSignedIn, useSignedIn } from "./session.ts";

const POINTS = ["leave.1", "leave.2", "leave.3"] as const;

export function LeaveSettings() {
  const t = useT();
  const me = useSignedIn();
  const { full } = useDates();
  const [asking, setAsking] = useState(false);
  const [password, setPassword] = useState("");
  const leave = useMutation({
    mutationFn: () => leaveTonghao({ body: { password } }),
    onSuccess: (now) => {
      setAsking(false);
      setPassword("");
      beSignedIn(now);
    },
    meta: { quiet: true },
  });
  const back = useMutation({ mutationFn: () => returnToTonghao({}), onSuccess: beSignedIn });
  if (me.state === "leaving") {
    return (
      <Panel title={t("leave.leaving")}>
        <p className="mb-4">{t("leave.until", { date: me.leaves_at === null ? "" : full(me.leaves_at) })}</p>
        <Button busy={back.isPending} onClick={() => back.mutate()}>
          {t("leave.return")}
        </Button>
      </Panel>
    );
  }
  return (
    <Panel title={t("settings.leave")}>
      <ul className="mb-4 flex list-disc flex-col gap-2 pl-5">
        {POINTS.map((point) => (
          <li key={point}>{t(point)}</li>
        ))}
      </ul>
      <Button look="danger" onClick={() => setAsking(true)}>
        {t("leave.act")}
      </Button>
      {asking && (
        <Confirm
          title={t("leave.title")}
          text={t("leave.text")}
          act={t("leave.act")}
          danger
          busy={leave.isPending}
          onAct={() => leave.mutate()}
          onClose={() => setAsking(false)}
        >
          <Field
            label={t("sign_in.password")}
            type="password"
            autoComplete="current-password"
            value={password}
            error={leave.isError ? sentenceOf(leave.error) : null}
            onChange={(event) => setPassword(event.target.value)}
          />
        </Confirm>
      )}
    </Panel>
  );
}
