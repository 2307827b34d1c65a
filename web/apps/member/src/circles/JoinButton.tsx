import { type Circle, type CircleCard, joinCircle, leaveCircle } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { Button, buttonClasses, toast } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { Link, useLocation } from "@tanstack/react-router";
import { Check } from "lucide-react";
import { useState } from "react";
import { useMe } from "../accounts/session.ts";
import { cache } from "../cache.ts";
import { Confirm } from "../shell/Confirm.tsx";
import { useT } from "../text.ts";
import { keepMembership } from "./queries.ts";

type JoinButtonProps = { circle: CircleCard; size?: "m" | "s"; invite?: string; onJoined?: () => void };

/** Join; or, for a member, leave after a question. The owner stays. */
export function JoinButton({ circle, size = "s", invite, onJoined }: JoinButtonProps) {
  const t = useT();
  const locale = useLocale();
  const me = useMe();
  const { pathname } = useLocation();
  const [leaving, setLeaving] = useState(false);
  const name = inLocale(locale, circle.name, circle.name_en);
  const join = useMutation({
    mutationFn: () => joinCircle({ path: { circle_id: circle.circle_id }, body: invite === undefined ? {} : { invite } }),
    onSuccess: (now) => {
      keepMembership(now);
      toast(t("circle.joined", { name }));
      onJoined?.();
    },
  });
  const leave = useMutation({
    mutationFn: () => leaveCircle({ path: { circle_id: circle.circle_id } }),
    onSuccess: () => {
      setLeaving(false);
      for (const key of ["circle", "my-circles", "discover", "feed", "members"]) void cache.invalidateQueries({ queryKey: [key] });
    },
  });
  const large = size === "s" ? "min-h-11" : "";
  // Who asks says something first, and reads who runs it: that stands on the circle's own page.
  if (circle.kind === "request" && circle.my_role === null && invite === undefined) {
    const asked = "ask" in circle && (circle as Circle).ask?.my_request?.state === "pending";
    return (
      <Link
        to="/c/$slug"
        params={{ slug: circle.slug }}
        hash="ask"
        className={buttonClasses(asked ? "line" : "primary", size, large)}
        aria-label={asked ? undefined : t("circle.ask_named", { name })}
      >
        {t(asked ? "circle.asked" : "circle.ask")}
      </Link>
    );
  }
  if (me === null) {
    return (
      <Link to="/sign-in" search={{ next: pathname }} className={buttonClasses("primary", size, large)}>
        {t("circle.join")}
      </Link>
    );
  }
  if (circle.my_role === null) {
    return (
      <Button size={size} className={large} busy={join.isPending} onClick={() => join.mutate()} aria-label={t("circle.join_named", { name })}>
        {t("circle.join")}
      </Button>
    );
  }
  if (circle.my_role === "owner") {
    return <span className="px-2 py-2 text-sm font-medium text-brand">{t("role.owner")}</span>;
  }
  return (
    <>
      <Button look="line" size={size} className={large} onClick={() => setLeaving(true)} aria-label={t("circle.joined_leave", { name })}>
        <Check size={16} aria-hidden="true" />
        {t("circle.is_member")}
      </Button>
      {leaving && (
        <Confirm
          title={t("circle.leave_title", { name })}
          text={t("circle.leave_text")}
          act={t("circle.leave")}
          danger
          busy={leave.isPending}
          onAct={() => leave.mutate()}
          onClose={() => setLeaving(false)}
        />
      )}
    </>
  );
}
