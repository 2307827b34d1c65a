import { Button, Modal, NumberInput, Switch } from "@mantine/core";
import { useState } from "react";
import { useT } from "../text.ts";
import { useBreaks, wish } from "./breaks.ts";

/** When one wants to be reminded of a pause; kept on this device. */
export function BreakSettings() {
  const t = useT();
  const { wishes } = useBreaks();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="subtle" color="gray" size="xs" h={32} onClick={() => setOpen(true)}>
        {t("break.settings")}
      </Button>
      <Modal opened={open} onClose={() => setOpen(false)} title={t("break.settings")} centered closeButtonProps={{ "aria-label": t("ui.close") }}>
        <div className="flex flex-col gap-4">
          <p className="text-muted">{t("break.about")}</p>
          <Switch size="md" checked={wishes.on} onChange={(event) => wish({ ...wishes, on: event.currentTarget.checked })} label={t("break.on")} />
          <NumberInput label={t("break.minutes")} min={10} max={120} clampBehavior="strict" disabled={!wishes.on} value={wishes.minutes} onChange={(to) => typeof to === "number" && to >= 10 && wish({ ...wishes, minutes: to })} />
          <NumberInput label={t("break.pictures")} min={10} max={500} clampBehavior="strict" disabled={!wishes.on} value={wishes.pictures} onChange={(to) => typeof to === "number" && to >= 10 && wish({ ...wishes, pictures: to })} />
        </div>
      </Modal>
    </>
  );
}
