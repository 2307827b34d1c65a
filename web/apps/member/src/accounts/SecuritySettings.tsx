import { changePassword, revokeOtherSessions, revokeSession, type Session } from "@tonghao/api";
import { Button, Field, Skeleton, Time, toast } from "@tonghao/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Laptop, Smartphone } from "lucide-react";
import { type FormEvent, useState } from "react";
import { cache, sentenceOf } from "../cache.ts";
import { Failed } from "../shell/Nowhere.tsx";
import { Panel } from "../shell/Page.tsx";
import { type MemberKey, useT } from "../text.ts";
import { Contacts } from "./ContactSettings.tsx";
import { deviceOf } from "./device.ts";
import { Keys } from "./KeySettings.tsx";
import { ProofDialog } from "./proof.tsx";
import { sessionsQuery } from "./queries.ts";
import { useSignedIn } from "./session.ts";

export function SecuritySettings() {
  return (
    <>
      <Contacts />
      <Keys />
      <Sessions />
      <Password />
      <ProofDialog />
    </>
  );
}

function Sessions() {
  const t = useT();
  const sessions = useQuery({ ...sessionsQuery, staleTime: 0 });
  const again = () => void cache.invalidateQueries({ queryKey: ["sessions"] });
  const others = useMutation({ mutationFn: () => revokeOtherSessions({}), onSuccess: again });
  const many = (sessions.data?.length ?? 0) > 1;
  return (
    <Panel
      title={t("sessions.title")}
      action={
        many && (
          <Button look="line" size="s" className="min-h-11" busy={others.isPending} onClick={() => others.mutate()}>
            {t("sessions.others")}
          </Button>
        )
      }
    >
      {sessions.isPending && <Skeleton className="h-12 w-full" />}
      {sessions.isError && <Failed error={sessions.error} onRetry={() => void sessions.refetch()} />}
      <ul className="flex flex-col divide-y divide-line">
        {sessions.data?.map((session) => (
          <SessionRow key={session.id} session={session} onRevoked={again} />
        ))}
      </ul>
    </Panel>
  );
}

const METHODS = {
  password: "sessions.password",
  code: "sessions.code",
  passkey: "sessions.passkey",
  recovery: "sessions.recovery",
  sign_up: "sessions.sign_up",
  claim: "sessions.claim",
  door: "sessions.door",
} as const satisfies Record<Session["method"], MemberKey>;

function SessionRow({ session, onRevoked }: { session: Session; onRevoked: () => void }) {
  const t = useT();
  const end = useMutation({ mutationFn: () => revokeSession({ path: { session_id: session.id } }), onSuccess: onRevoked });
  const device = deviceOf(session.user_agent);
  const Icon = device.isPhone ? Smartphone : Laptop;
  return (
    <li className="flex items-center gap-3 py-3">
      <Icon size={22} aria-hidden="true" className="shrink-0 text-muted" />
      <div className="min-w-0 flex-1">
        <p className="font-medium">
          {device.name || t("sessions.unknown")}
          {session.current && <span className="ml-2 rounded-full bg-tint px-2 py-0.5 text-xs">{t("sessions.this")}</span>}
        </p>
        <p className="text-sm text-muted">
          {t(METHODS[session.method])} · <Time at={session.seen_at} />
        </p>
      </div>
      {!session.current && (
        <Button look="line" size="s" className="min-h-11" busy={end.isPending} onClick={() => end.mutate()}>
          {t("sessions.end")}
        </Button>
      )}
    </li>
  );
}

function Password() {
  const t = useT();
  const me = useSignedIn();
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const change = useMutation({
    mutationFn: () => changePassword({ body: { current, password } }),
    onSuccess: () => {
      setCurrent("");
      setPassword("");
      toast(t("password.done"));
      void cache.invalidateQueries({ queryKey: ["sessions"] });
    },
    meta: { quiet: true },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <Panel title={t("password.title")}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <input type="text" name="username" autoComplete="username" value={me.handle} readOnly hidden />
        <Field
          label={t("password.current")}
          type="password"
          autoComplete="current-password"
          required
          value={current}
          onChange={(event) => setCurrent(event.target.value)}
        />
        <Field
          label={t("password.new")}
          hint={t("sign_up.password_hint")}
          type="password"
          autoComplete="new-password"
          required
          minLength={8}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        {change.isError && (
          <p role="alert" className="text-sm text-accent">
            {sentenceOf(change.error)}
          </p>
        )}
        <Button type="submit" className="self-start" busy={change.isPending}>
          {t("password.change")}
        </Button>
      </form>
    </Panel>
  );
}
