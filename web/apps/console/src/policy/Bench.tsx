import { type Overlay, tryPolicy, type Verdict } from "@tonghao/api";
import { Alert, Button, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { sentenceOf } from "../cache.ts";
import { useCategories } from "../moderation/queries.ts";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";

/** A text judged as it is now, and as it would be under what stands in the editor. */
export function Bench({ overlay }: { overlay: Overlay }) {
  const t = useT();
  const [text, setText] = useState("");
  const bench = useMutation({ mutationFn: () => tryPolicy({ body: { text, overlay } }), meta: { quiet: true } });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== "") bench.mutate();
  };
  return (
    <Panel title={t("policy.bench")} text={t("policy.bench_text")}>
      <form onSubmit={submit} noValidate className="flex flex-col gap-3">
        <Textarea label={t("policy.text")} autosize minRows={2} maxRows={8} maxLength={4000} value={text} onChange={(event) => setText(event.currentTarget.value)} />
        <Button type="submit" variant="default" h={40} loading={bench.isPending} disabled={text.trim() === ""}>
          {t("policy.try")}
        </Button>
      </form>
      {bench.isError && (
        <Alert color="red" role="alert">
          {sentenceOf(bench.error)}
        </Alert>
      )}
      {bench.data !== undefined && (
        <div role="status" className="grid gap-3 sm:grid-cols-2">
          <Judged title={t("policy.now")} verdict={bench.data.now} />
          <Judged title={t("policy.then")} verdict={bench.data.then} />
        </div>
      )}
    </Panel>
  );
}

function Judged({ title, verdict }: { title: string; verdict: Verdict }) {
  const t = useT();
  const { nameOf } = useCategories();
  return (
    <section className="rounded-small border border-line p-3 text-sm">
      <h3 className="text-muted">{title}</h3>
      <p className="text-base font-semibold">{t(`policy.act.${verdict.act}`)}</p>
      {verdict.findings.length === 0 && <p>{t("policy.finds_none")}</p>}
      <ul>
        {verdict.findings.map((found) => (
          <li key={`${found.source}.${String(found.span)}`} className="break-words">
            {t("policy.finds", { category: nameOf(found.category), severity: found.severity, source: found.source })}
          </li>
        ))}
      </ul>
    </section>
  );
}
