import { Link } from "@tanstack/react-router";
import { useT } from "../text.ts";
import type { AppealTarget } from "./target.ts";

/** The way from a decision to another person who looks at it. */
export function AppealLink({ target }: { target: AppealTarget }) {
  const t = useT();
  return (
    <Link to="/appeals" search={target} className="inline-block py-1 font-medium text-brand underline underline-offset-4">
      {t("appeal.act")}
    </Link>
  );
}
