import { getStandard } from "@tonghao/api";
import { queryOptions } from "@tanstack/react-query";

export const standardQuery = (version: string | undefined) =>
  queryOptions({
    queryKey: ["standard", version ?? "now"],
    queryFn: ({ signal }) => getStandard({ query: version === undefined ? {} : { version }, signal }),
    staleTime: 5 * 60_000,
  });
