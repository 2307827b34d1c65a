import { type InForce, type Overlay, writePolicyVersion } from "@tonghao/api";
import { Alert, Button, NativeSelect, NumberInput, Textarea } from "@mantine/core";
import { inLocale, useLocale } from "@tonghao/i18n";
import { toast } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useEffect, useState } from "react";
import { cache, sentenceOf } from "../cache.ts";
import { useCategories } from "../moderation/queries.ts";
import { useSendKey } from "../sendKey.ts";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { wordsOf } from "./words.ts";

const numberOf = (value: number | string) => (typeof value === "number" ? value : null);

/** What a version would change; what stands here is told to the test bench, too. */
export function Editor({ policy, onChange }: { policy: InForce; onChange: (overlay: Overlay) => void }) {
  const t = useT();
  const locale = useLocale();
  const { all } = useCategories();
  const [explicit, setExplicit] = useState<number | string>(policy.overlay.explicit ?? "");
  const [suggestive, setSuggestive] = useState<number | string>(policy.overlay.suggestive ?? "");
  const [severities, setSeverities] = useState<Record<string, number>>(policy.overlay.severities ?? {});
  const [lines, setLines] = useState((policy.overlay.words ?? []).map((one) => [one.term, one.category, one.reason].join(",")).join("\n"));
  const [sure, setSure] = useState<"high" | "middle">(policy.overlay.words?.[0]?.sure ?? "middle");
  const [note, setNote] = useState("");
  const words = wordsOf(lines, sure);
  const overlay: Overlay = { severities, explicit: numberOf(explicit), suggestive: numberOf(suggestive), words: typeof words === "number" ? [] : words };
  const said = JSON.stringify(overlay);
  useEffect(() => onChange(JSON.parse(said) as Overlay), [said, onChange]);
  const headers = useSendKey(said, note);
  const save = useMutation({
    mutationFn: () => writePolicyVersion({ body: { overlay, note: note.trim() }, headers }),
    onSuccess: () => {
      setNote("");
      toast(t("policy.saved"));
      void cache.invalidateQueries({ queryKey: ["policy"] });
    },
    meta: { quiet: true },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typeof words !== "number" && note.trim() !== "") save.mutate();
  };
  const choose = (code: string, value: string) =>
    setSeverities((kept) => {
      const others = Object.entries(kept).filter(([one]) => one !== code);
      return Object.fromEntries(value === "" ? others : [...others, [code, Number(value)]]);
    });
  const score = { min: 0.2, max: 1, step: 0.05, decimalScale: 2 };
  return (
    <Panel title={t("policy.edit")} text={t("policy.edit_text")}>
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        <div className="grid gap-4 sm:grid-cols-2">
          <NumberInput {...score} label={t("policy.suggestive")} description={t("policy.shipped", { value: policy.shipped_suggestive })} value={suggestive} onChange={setSuggestive} />
          <NumberInput {...score} label={t("policy.explicit")} description={t("policy.shipped", { value: policy.shipped_explicit })} value={explicit} onChange={setExplicit} />
        </div>
        <fieldset className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
          <legend className="mb-2 font-semibold">{t("policy.severities")}</legend>
          {all
            .filter((one) => (policy.shipped_severities[one.code] ?? 4) < 4)
            .map((one) => (
              <NativeSelect
                key={one.code}
                label={t("policy.severity", { name: inLocale(locale, one.zh, one.en), value: policy.shipped_severities[one.code] ?? 0 })}
                value={severities[one.code]?.toString() ?? ""}
                onChange={(event) => choose(one.code, event.currentTarget.value)}
                data={[{ value: "", label: t("policy.same") }, ...[0, 1, 2, 3, 4].map((level) => ({ value: String(level), label: `S${level}` }))]}
              />
            ))}
        </fieldset>
        <Textarea
          label={t("policy.words")}
          description={t("policy.words_hint")}
          autosize
          minRows={3}
          maxRows={12}
          value={lines}
          error={typeof words === "number" && t("policy.words_bad", { line: words })}
          onChange={(event) => setLines(event.currentTarget.value)}
        />
        <NativeSelect
          label={t("policy.sure")}
          value={sure}
          onChange={(event) => setSure(event.currentTarget.value === "high" ? "high" : "middle")}
          data={[
            { value: "middle", label: t("policy.sure_middle") },
            { value: "high", label: t("policy.sure_high") },
          ]}
        />
        <Textarea label={t("policy.note")} required rows={2} maxLength={1000} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
        {save.isError && (
          <Alert color="red" role="alert">
            {sentenceOf(save.error)}
          </Alert>
        )}
        <Button type="submit" h={44} loading={save.isPending} disabled={note.trim() === "" || typeof words === "number"}>
          {t("policy.save")}
        </Button>
      </form>
    </Panel>
  );
}
