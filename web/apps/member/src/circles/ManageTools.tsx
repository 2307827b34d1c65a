import { chooseTools, type Circle } from "@tonghao/api";
import { Button, toast } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { sentenceOf } from "../cache.ts";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { keepCircle } from "./queries.ts";
import { MOST_TOOLS, type ToolCode, TOOLS } from "./tools.ts";

/** Which tools of its trade the circle uses; each is a tab of its page. */
export function ManageTools({ circle }: { circle: Circle }) {
  const t = useT();
  const [chosen, setChosen] = useState<ToolCode[]>(circle.tools);
  const save = useMutation({
    mutationFn: () => chooseTools({ path: { circle_id: circle.circle_id }, body: { tools: chosen } }),
    onSuccess: (now) => {
      keepCircle(now);
      toast(t("settings.saved"));
    },
    meta: { quiet: true },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Panel title={t("tool.manage")}>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-2 text-sm text-muted">{t("tool.manage_text", { most: MOST_TOOLS })}</legend>
          {TOOLS.map((tool) => {
            const on = chosen.includes(tool.code);
            return (
              <label
                key={tool.code}
                className="flex min-h-11 cursor-pointer items-center gap-3 rounded-small border border-line px-3.5 py-2.5 has-checked:border-brand has-checked:bg-tint"
              >
                <input
                  type="checkbox"
                  aria-label={t(tool.label)}
                  checked={on}
                  disabled={!on && chosen.length >= MOST_TOOLS}
                  onChange={() => setChosen(on ? chosen.filter((one) => one !== tool.code) : [...chosen, tool.code])}
                  className="size-5 shrink-0 accent-brand"
                />
                <span className="flex min-w-0 flex-col">
                  <span>{t(tool.label)}</span>
                  <span className="text-sm text-muted">{t(tool.hint)}</span>
                </span>
              </label>
            );
          })}
        </fieldset>
        {save.isError && (
          <p role="alert" className="text-sm text-accent">
            {sentenceOf(save.error)}
          </p>
        )}
        <Button type="submit" className="self-start" busy={save.isPending}>
          {t("settings.save")}
        </Button>
      </form>
    </Panel>
  );
}
