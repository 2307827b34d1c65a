import { unsubscribe } from "@tonghao/api";
import { Button, buttonClasses } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { sentenceOf } from "../cache.ts";
import { PageTitle } from "../shell/Page.tsx";
import { useT } from "../text.ts";

const route = getRouteApi("/entry/unsubscribe/$token");

/** The link of a mail: one press, no sign-in. Opening it alone ends nothing, since mail programs open links. */
export function Unsubscribe() {
  const t = useT();
  const { token } = route.useParams();
  const digest = token.split(".")[1] === "digest";
  const end = useMutation({ mutationFn: () => unsubscribe({ path: { token } }), meta: { quiet: true } });
  return (
    <>
      <div className="flex flex-col gap-1">
        <PageTitle className="text-2xl font-bold">{t("unsubscribe.title")}</PageTitle>
        <p className="text-muted" role={end.isSuccess ? "status" : undefined}>
          {t(end.isSuccess ? "unsubscribe.done" : digest ? "unsubscribe.digest" : "unsubscribe.mail")}
        </p>
      </div>
      {!end.isSuccess && (
        <Button busy={end.isPending} onClick={() => end.mutate()}>
          {t("unsubscribe.act")}
        </Button>
      )}
      {end.isError && (
        <p role="alert" className="text-sm text-accent">
          {sentenceOf(end.error)}
        </p>
      )}
      <Link to="/settings/$part" params={{ part: "notifications" }} className={buttonClasses("ghost", "s", "min-h-11 self-start")}>
        {t("unsubscribe.settings")}
      </Link>
    </>
  );
}
