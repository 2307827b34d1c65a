import { getLevels, getMyGrowth } from "@tonghao/api";
import { queryOptions } from "@tanstack/react-query";

export const levelsQuery = (circleId: string) =>
  queryOptions({
    queryKey: ["levels", circleId],
    queryFn: ({ signal }) => getLevels({ path: { circle_id: circleId }, signal }),
    staleTime: 5 * 60_000,
  });

export const growthQuery = (circleId: string) =>
  queryOptions({ queryKey: ["growth", circleId], queryFn: ({ signal }) => getMyGrowth({ path: { circle_id: circleId }, signal }) });
