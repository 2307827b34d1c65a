import type { DrawnExample } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { Check, X } from "lucide-react";
import { useT } from "../text.ts";

/** Drawings with a verdict under each: green what is fine, red what is not. */
export function Examples({ examples }: { examples: DrawnExample[] }) {
  const t = useT();
  const locale = useLocale();
  if (examples.length === 0) return null;
  return (
    <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3">
      {examples.map((one) => (
        <li key={one.drawing} className="min-w-0">
          <img src={`/standard/drawings/${one.drawing}.svg`} alt="" width={320} height={240} loading="lazy" className="aspect-4/3 w-full rounded-small border border-line" />
          <p className="mt-1 text-sm">
            <strong className={`inline-flex items-center gap-1 font-semibold ${one.fits ? "text-brand" : "text-accent"}`}>
              {one.fits ? <Check size={16} aria-hidden="true" /> : <X size={16} aria-hidden="true" />}
              {t(one.fits ? "standard.fits" : "standard.fits_not")}
            </strong>{" "}
            {inLocale(locale, one.zh, one.en)}
          </p>
        </li>
      ))}
    </ul>
  );
}
