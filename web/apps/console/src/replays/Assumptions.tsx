import type { Assumption, ReplayBasis } from "@tonghao/api";
import { Button, TextInput } from "@mantine/core";
import { inLocale, useLocale } from "@tonghao/i18n";
import { useT } from "../text.ts";

/** What somebody has typed, by key. */
export type Changes = Record<string, string>;

function isGood(one: Assumption, typed: string): boolean {
  const number = Number(typed);
  return typed.trim() !== "" && number >= one.least && number <= one.most;
}

/** The assumptions that differ from those that ship; null while one of them is no number within its bounds. */
export function changed(assumptions: Assumption[], changes: Changes): Record<string, number> | null {
  const found: Record<string, number> = {};
  for (const one of assumptions) {
    const typed = changes[one.key];
    if (typed === undefined) continue;
    if (!isGood(one, typed)) return null;
    if (Number(typed) !== one.value) found[one.key] = Number(typed);
  }
  return found;
}

type Props = { basis: ReplayBasis; changes: Changes; onChange: (changes: Changes) => void };

/** Everything that a replay assumes about people, group by group; each can be changed for the next run. */
export function Assumptions({ basis, changes, onChange }: Props) {
  const t = useT();
  const locale = useLocale();
  const count = Object.keys(changed(basis.assumptions, changes) ?? changes).length;
  return (
    <details>
      <summary className="min-h-11 py-2 font-medium">
        {t("replay.assumptions")} {count > 0 && <span className="text-brand">{t("replay.changed", { count })}</span>}
      </summary>
      <p className="mb-3 text-sm text-muted">{t("replay.assumptions_text", { version: basis.version })}</p>
      <div className="grid gap-5 desk:grid-cols-2">
        {basis.groups.map((group) => (
          <fieldset key={group.key} className="flex min-w-0 flex-col gap-3">
            <legend className="mb-2 font-semibold">{inLocale(locale, group.zh, group.en)}</legend>
            {basis.assumptions
              .filter((one) => one.group === group.key)
              .map((one) => (
                <TextInput
                  key={one.key}
                  label={inLocale(locale, one.zh, one.en)}
                  description={t("replay.range", { least: one.least, most: one.most })}
                  inputMode="decimal"
                  value={changes[one.key] ?? String(one.value)}
                  error={changes[one.key] !== undefined && !isGood(one, changes[one.key] ?? "") && t("replay.range_bad")}
                  onChange={(event) => onChange({ ...changes, [one.key]: event.currentTarget.value })}
                />
              ))}
          </fieldset>
        ))}
      </div>
      {Object.keys(changes).length > 0 && (
        <Button className="mt-3" variant="default" h={40} onClick={() => onChange({})}>
          {t("replay.as_shipped")}
        </Button>
      )}
    </details>
  );
}
