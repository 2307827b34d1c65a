import { disavowSession } from "@tonghao/api";
import { Button, buttonClasses, Field, Time, toast } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { sentenceOf } from "../cache.ts";
import { PageTitle } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { deviceOf } from "./device.ts";

const route = getRouteApi("/entry/not-me/$token");

/** The link of an alert: send the stranger away with one press, then set a new password. */
export function NotMe() {
  const t = useT();
  const { token } = route.useParams();
  const navigate = useNavigate();
  const [password, setPassword] = useState("");
  const away = useMutation({ mutationFn: () => disavowSession({ body: { token } }), meta: { quiet: true } });
  const reset = useMutation({
    mutationFn: () => disavowSession({ body: { token, password } }),
    onSuccess: () => {
      toast(t("forgotten.done"));
      void navigate({ to: "/sign-in" });
    },
    meta: { quiet: true },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    reset.mutate();
  };
  const gone = away.data;
  return (
    <>
      <div className="flex flex-col gap-1">
        <PageTitle className="text-2xl font-bold">{t("not_me.title")}</PageTitle>
        <p className="text-muted">{gone === undefined ? t("not_me.lead") : t("not_me.done", { handle: gone.handle })}</p>
      </div>
      {gone === undefined ? (
        <>
          <Button look="danger" busy={away.isPending} onClick={() => away.mutate()}>
            {t("not_me.act")}
          </Button>
          {away.isError && (
            <p role="alert" className="text-sm text-accent">
              {sentenceOf(away.error)}
            </p>
          )}
        </>
      ) : (
        <>
          <p className="rounded-card border border-line bg-surface p-4">
            <span className="block font-medium">{deviceOf(gone.user_agent).name || t("not_me.unknown")}</span>
            <span className="text-sm text-muted">
              <Time at={gone.at} />
            </span>
          </p>
          <form onSubmit={submit} className="flex flex-col gap-4">
            <input type="text" name="username" autoComplete="username" value={gone.handle} readOnly hidden />
            <Field
              label={t("forgotten.password")}
              hint={t("sign_up.password_hint")}
              type="password"
              autoComplete="new-password"
              required
              minLength={8}
              value={password}
              error={reset.isError ? sentenceOf(reset.error) : null}
              onChange={(event) => setPassword(event.target.value)}
            />
            <Button type="submit" busy={reset.isPending}>
              {t("forgotten.set")}
            </Button>
          </form>
        </>
      )}
      <Link to="/sign-in" className={buttonClasses("ghost", "s", "min-h-11 self-start")}>
        {t("forgotten.back")}
      </Link>
    </>
  );
}
