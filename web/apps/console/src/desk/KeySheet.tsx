import { Kbd, Modal, Switch } from "@mantine/core";
import { useKeysOn } from "../moderation/useKeys.ts";
import { useT } from "../text.ts";
import { KEY_GROUPS } from "./keys.ts";

/** Every key and what it does, and the switch that turns them off. */
export function KeySheet({ onClose }: { onClose: () => void }) {
  const t = useT();
  const [on, setOn] = useKeysOn();
  return (
    <Modal opened onClose={onClose} size="lg" title={t("keys.title")} closeButtonProps={{ "aria-label": t("ui.close") }}>
      <div className="flex flex-col gap-5">
        <p className="text-muted">{t("keys.text")}</p>
        <div className="grid gap-x-8 gap-y-5 wide:grid-cols-2">
          {KEY_GROUPS.map((group) => (
            <section key={group.title}>
              <h3 className="mb-1 text-sm font-semibold text-muted">{t(group.title)}</h3>
              <dl className="flex flex-col divide-y divide-line">
                {group.rows.map((row) => (
                  <div key={row.keys} className="flex items-center justify-between gap-4 py-1.5">
                    <dt>{t(row.label)}</dt>
                    <dd className="flex shrink-0 gap-1">
                      {row.keys.split(" ").map((key) => (
                        <Kbd key={key}>{key}</Kbd>
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
        <Switch size="md" checked={on} onChange={(event) => setOn(event.currentTarget.checked)} label={t("keys.on")} />
      </div>
    </Modal>
  );
}
