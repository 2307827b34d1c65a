import { Dialog } from "@tonghao/ui";
import { useT } from "../text.ts";
import { hideTable, turnKeys, useKeysOn } from "./keys.ts";
import { type Shortcut, SHORTCUTS } from "./shortcuts.ts";

/** Every key and what it does, and the switch that turns them off. */
export function KeyTable() {
  const t = useT();
  const on = useKeysOn();
  return (
    <Dialog title={t("keys.title")} description={t("keys.text")} onClose={hideTable}>
      <Keys group="keys.entries" />
      <Keys group="keys.places" last />
      <label className="flex min-h-11 cursor-pointer items-center gap-3 border-t border-line pt-3">
        <input type="checkbox" checked={on} onChange={(event) => turnKeys(event.target.checked)} className="size-5 accent-brand" />
        {t("keys.on")}
      </label>
    </Dialog>
  );
}

function Keys({ group, last = false }: { group: Shortcut["group"]; last?: boolean }) {
  const t = useT();
  return (
    <section>
      <h3 className="mb-1 text-sm font-semibold text-muted">{t(group)}</h3>
      <dl className="flex flex-col">
        {SHORTCUTS.filter((one) => one.group === group).map((one) => (
          <Row key={one.keys} keys={one.keys.split(" ")} text={t(one.label)} />
        ))}
        {last && <Row keys={["Esc"]} text={t("keys.escape")} />}
      </dl>
    </section>
  );
}

function Row({ keys, text }: { keys: string[]; text: string }) {
  const t = useT();
  return (
    <div className="flex items-center justify-between gap-4 py-1">
      <dt className="text-sm">{text}</dt>
      <dd className="flex items-center gap-1.5 text-sm text-muted">
        {keys.map((key, at) => (
          <span key={key} className="flex items-center gap-1.5">
            {at > 0 && t("keys.then")}
            <kbd className="grid min-w-7 place-items-center rounded-md border border-line bg-raised px-1.5 font-sans text-sm leading-6 text-ink">{key}</kbd>
          </span>
        ))}
      </dd>
    </div>
  );
}
