import type { Label } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { Tag } from "lucide-react";
import { StandardLink } from "../standard/StandardLink.tsx";
import { useT } from "../text.ts";

/** Why the links of a published text lead nowhere; its author also reads the rule and what to do. */
export function LabelNote({ label, mine }: { label: Label | null; mine: boolean }) {
  const t = useT();
  const locale = useLocale();
  if (label === null) return null;
  const gap = inLocale(locale, "", " ");
  return (
    <p className="flex items-start gap-2 rounded-small bg-tint px-3 py-2 text-sm text-muted">
      <Tag size={16} aria-hidden="true" className="mt-1 shrink-0" />
      <span>
        {t("label.is", { name: inLocale(locale, label.zh, label.en) })}
        {mine && [gap, inLocale(locale, label.rule_zh, label.rule_en), gap, t("label.mine"), gap].join("")}
        {mine && <StandardLink />}
      </span>
    </p>
  );
}
