import { type AgeClass, claimAccount } from "@tonghao/api";
import { Button, Field } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { sentenceOf } from "../cache.ts";
import { PageTitle } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { useEntered } from "./SignIn.tsx";
import { AgeChoices } from "./SignUp.tsx";

const route = getRouteApi("/entry/claim/$token");

/** An account that came with an imported community gets its person back. */
export function Claim() {
  const t = useT();
  const { token } = route.useParams();
  const entered = useEntered(undefined);
  const [password, setPassword] = useState("");
  const [age, setAge] = useState<AgeClass | null>(null);
  const claim = useMutation({
    mutationFn: () => claimAccount({ body: { token, password, age_class: age ?? "minor" } }),
    onSuccess: entered,
    meta: { quiet: true },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    claim.mutate();
  };
  return (
    <>
      <div className="flex flex-col gap-1">
        <PageTitle className="text-2xl font-bold">{t("claim.title")}</PageTitle>
        <p className="text-muted">{t("claim.lead")}</p>
      </div>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field
          label={t("sign_up.password")}
          hint={t("sign_up.password_hint")}
          type="password"
          autoComplete="new-password"
          required
          minLength={8}
          value={password}
          error={claim.isError ? sentenceOf(claim.error) : null}
          onChange={(event) => setPassword(event.target.value)}
        />
        <AgeChoices value={age} onChoose={setAge} />
        <Button type="submit" busy={claim.isPending} disabled={age === null}>
          {t("claim.enter")}
        </Button>
      </form>
    </>
  );
}
