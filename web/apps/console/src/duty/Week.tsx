import type { DutyGap } from "@tonghao/api";
import { useLocale } from "@tonghao/i18n";
import { fullTimeOf } from "@tonghao/ui";
import { useState } from "react";
import { useT } from "../text.ts";
import { piecesOf } from "./week.ts";

/** The next seven days: where nobody is on duty is hatched, and said in words below. */
export function Week({ gaps, hours, zone }: { gaps: DutyGap[]; hours: number; zone: string }) {
  const t = useT();
  const locale = useLocale();
  const [now] = useState(Date.now);
  const full = (at: string) => fullTimeOf(Date.parse(at), locale);
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <div aria-hidden="true" className="relative h-6 overflow-hidden rounded-small border border-line bg-tint">
        {piecesOf(gaps, now).map((piece) => (
          <span key={piece.from} className="absolute inset-y-0 bg-accent opacity-70" style={{ left: `${String(piece.from)}%`, width: `${String(piece.width)}%` }} />
        ))}
        {[1, 2, 3, 4, 5, 6].map((day) => (
          <span key={day} className="absolute inset-y-0 w-px bg-line" style={{ left: `${String((day / 7) * 100)}%` }} />
        ))}
      </div>
      {gaps.length === 0 ? (
        <p className="text-sm text-muted">{t("duty_board.no_gaps")}</p>
      ) : (
        <details>
          <summary className="cursor-pointer py-1 text-sm text-muted">{t("duty_board.gaps", { hours, zone })}</summary>
          <ul className="mt-1 grid gap-x-4 text-sm sm:grid-cols-2">
            {gaps.map((gap) => (
              <li key={gap.starts_at} className="figures py-0.5">
                {full(gap.starts_at)} – {full(gap.ends_at)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
