import { getRecovery } from "@tonghao/api";
import { queryOptions } from "@tanstack/react-query";

export const recoveryQuery = (circleId: string) =>
  queryOptions({ queryKey: ["recovery", circleId], queryFn: ({ signal }) => getRecovery({ path: { circle_id: circleId }, signal }) });
