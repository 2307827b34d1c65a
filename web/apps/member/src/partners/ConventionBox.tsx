import { useT } from "../text.ts";

/** The convention is read on a page of its own, and accepted here. */
export function ConventionBox({ accepted, onChange }: { accepted: boolean; onChange: (accepted: boolean) => void }) {
  const t = useT();
  return (
    <div className="flex flex-col gap-1">
      <label className="flex min-h-11 cursor-pointer items-start gap-3">
        <input type="checkbox" required checked={accepted} onChange={(event) => onChange(event.target.checked)} className="mt-1 size-5 shrink-0 accent-brand" />
        <span>{t("partners.convention")}</span>
      </label>
      <a href="/convention" target="_blank" rel="noreferrer" className="inline-flex min-h-6 items-center self-start text-sm font-medium text-brand underline-offset-4 hover:underline">
        {t("partners.convention_read")}
      </a>
    </div>
  );
}
