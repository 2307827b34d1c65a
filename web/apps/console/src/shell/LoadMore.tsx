import { Button } from "@mantine/core";
import { useT } from "../text.ts";

type LoadMoreProps = { list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown } };

/** The end of a list that goes on. Pressed, not scrolled: a table that grows by itself loses one's place. */
export function LoadMore({ list }: LoadMoreProps) {
  const t = useT();
  if (!list.hasNextPage) return null;
  return (
    <div className="flex justify-center">
      <Button variant="default" h={44} loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
        {t("list.more")}
      </Button>
    </div>
  );
}
