import { useT } from "../text.ts";

/** A way to the public standard, in a tab of its own where one is writing. */
export function StandardLink({ className = "text-brand" }: { className?: string }) {
  const t = useT();
  return (
    <a href="/standard" target="_blank" rel="noopener" className={`inline-flex min-h-6 items-center underline underline-offset-4 ${className}`}>
      {t("standard.see")}
    </a>
  );
}
