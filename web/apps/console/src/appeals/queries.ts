import { type AppealRow, countAppeals, getAppeal, listAppeals } from "@tonghao/api";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { byCursor } from "../cache.ts";

export const appealsQuery = (state: "open" | "ended") =>
  infiniteQueryOptions({
    queryKey: ["appeals", state],
    queryFn: ({ pageParam, signal }) => listAppeals({ query: { state, cursor: pageParam }, signal }),
    refetchInterval: state === "open" ? 60_000 : false,
    ...byCursor,
  });

export const appealQuery = (appealId: string) =>
  queryOptions({
    queryKey: ["appeal", appealId],
    queryFn: ({ signal }) => getAppeal({ path: { appeal_id: appealId }, signal }),
  });

export const figuresQuery = queryOptions({
  queryKey: ["appeal-figures"],
  queryFn: ({ signal }) => countAppeals({ query: { days: 91 }, signal }),
});

/** The key of what was done first. Pure. */
export function actKey(row: Pick<AppealRow, "act"> & { against?: AppealRow["against"] }) {
  if (row.act === "freeze") return "sanction.freeze" as const;
  if (row.against === "removal") return "appeal.act_removal" as const;
  if (row.act === "label" || row.act === "fold" || row.act === "blur" || row.act === "limit") return `decide.${row.act}` as const;
  if (row.act === "hold" || row.act === "remove" || row.act === "dismiss") return `appeal.act_${row.act}` as const;
  return "appeal.act_limit" as const;
}
