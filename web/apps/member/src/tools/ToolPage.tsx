import type { Circle } from "@tonghao/api";
import { Skeleton } from "@tonghao/ui";
import { getRouteApi } from "@tanstack/react-router";
import { type ComponentType, lazy, Suspense } from "react";
import { CircleFrame } from "../circles/CircleFrame.tsx";
import { type ToolCode, toolOf } from "../circles/tools.ts";
import { alsoHear } from "../live.ts";
import { NothingHere } from "./parts.tsx";
import { hearTools } from "./live.ts";
import { useT, withWords } from "../text.ts";

alsoHear(hearTools);

const route = getRouteApi("/shell/c/$slug/tools/$tool");

const PAGES: Record<ToolCode, ComponentType<{ circle: Circle }>> = {
  challenge: lazy(withWords(["tools", "media"], () => import("./ChallengeTool.tsx"))),
  team_up: lazy(withWords(["tools", "media"], () => import("./TeamUpTool.tsx"))),
  reading: lazy(withWords(["tools", "media"], () => import("./ReadingTool.tsx"))),
  fund: lazy(withWords(["tools", "media", "transfers", "wallet"], () => import("./FundTool.tsx"))),
  lost_pet: lazy(withWords(["tools", "media"], () => import("./LostPetTool.tsx"))),
  month_room: lazy(withWords(["tools", "media"], () => import("./MonthRoomTool.tsx"))),
  clinic: lazy(withWords(["tools", "media"], () => import("./ClinicTool.tsx"))),
  gadget: lazy(withWords(["tools", "media"], () => import("./GadgetTool.tsx"))),
};

/** One tool of a circle, as a tab of its page. */
export function ToolPage() {
  const t = useT();
  const { slug, tool } = route.useParams();
  const known = toolOf(tool);
  return (
    <CircleFrame slug={slug}>
      {(circle) => {
        if (known === undefined || !circle.tools.includes(known.code)) return <NothingHere text={t("tool.not_used")} />;
        const Content = PAGES[known.code];
        return (
          <section aria-label={t(known.label)} className="flex flex-col gap-4">
            <Suspense fallback={<Skeleton className="h-60 w-full rounded-card" />}>
              <Content circle={circle} />
            </Suspense>
          </section>
        );
      }}
    </CircleFrame>
  );
}
