import { getPartnerCallAddress, listMyCalls } from "@tonghao/api";
import { queryOptions } from "@tanstack/react-query";

export const myCallsQuery = queryOptions({ queryKey: ["calls"], queryFn: ({ signal }) => listMyCalls({ signal }), staleTime: 0 });

export const callAddressQuery = (partnerId: string) =>
  queryOptions({
    queryKey: ["call-address", partnerId],
    queryFn: ({ signal }) => getPartnerCallAddress({ path: { partner_id: partnerId }, signal }),
  });
