import { buttonClasses, EmptyState, Skeleton } from "@tonghao/ui";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { entriesOf } from "../cache.ts";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Page } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import "./live.ts";
import { PacketCard } from "./PacketCard.tsx";
import "./packets.css";
import { type Box, myPacketsQuery } from "./queries.ts";

const route = getRouteApi("/shell/inside/packets");
const BOXES: Box[] = ["for_me", "got", "made"];

/** What waits for me alone, what I got, what I gave. */
export function PacketsPage() {
  const t = useT();
  const { box = "for_me" } = route.useSearch();
  const found = useInfiniteQuery(myPacketsQuery(box));
  const packets = entriesOf(found.data);
  return (
    <Page title={t("packets.mine")}>
      <nav aria-label={t("packets.mine")} className="flex flex-wrap gap-2 px-4 pb-3 md:px-0">
        {BOXES.map((one) => (
          <Link key={one} to="/packets" search={{ box: one }} aria-current={one === box ? "page" : undefined} className={buttonClasses(one === box ? "soft" : "ghost", "s", "min-h-11")}>
            {t(`packets.box_${one}`)}
          </Link>
        ))}
        <Link to="/packets/new" className={buttonClasses("line", "s", "ml-auto min-h-11")}>
          {t("packets.give")}
        </Link>
      </nav>
      {found.isError && found.data === undefined && <Failed error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <Skeleton className="h-40 w-full rounded-card" />}
      {found.isSuccess && packets.length === 0 && <EmptyState title={t(`packets.none_${box}`)} />}
      <ul className="flex flex-col gap-2 px-4 md:px-0">
        {packets.map((packet) => (
          <li key={packet.packet_id}>
            <PacketCard packet={packet} />
          </li>
        ))}
      </ul>
      <LoadMore has={found.hasNextPage} busy={found.isFetchingNextPage} failed={found.isFetchNextPageError} onMore={() => void found.fetchNextPage()} />
    </Page>
  );
}
