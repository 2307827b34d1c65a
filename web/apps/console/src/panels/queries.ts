import { getCasePanel, listPanelMonths, listPanels } from "@tonghao/api";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { byCursor } from "../cache.ts";

/** The panel on a case, or whether there may be one; how many have answered is no event. */
export const casePanelQuery = (caseId: string) =>
  queryOptions({
    queryKey: ["case", caseId, "panel"],
    queryFn: ({ signal }) => getCasePanel({ path: { case_id: caseId }, signal }),
    refetchInterval: 30_000,
  });

export const panelsQuery = infiniteQueryOptions({
  queryKey: ["panels"],
  queryFn: ({ pageParam, signal }) => listPanels({ query: { cursor: pageParam }, signal }),
  ...byCursor,
});

export const monthsQuery = queryOptions({
  queryKey: ["panels", "months"],
  queryFn: ({ signal }) => listPanelMonths({ signal }),
});
