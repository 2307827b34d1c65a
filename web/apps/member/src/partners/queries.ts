import { getPartnerPage, listMyPartners, listOwnPartnerChecks, listPartnerDemands } from "@tonghao/api";
import { queryOptions } from "@tanstack/react-query";

export const myPartnersQuery = queryOptions({ queryKey: ["my-partners"], queryFn: ({ signal }) => listMyPartners({ signal }) });

/** Which trades ask for a licence, and the convention that stands. */
export const demandsQuery = queryOptions({
  queryKey: ["partner-demands"],
  queryFn: ({ signal }) => listPartnerDemands({ signal }),
  staleTime: 5 * 60_000,
});

export const checksQuery = (partnerId: string) =>
  queryOptions({
    queryKey: ["partner-checks", partnerId],
    queryFn: ({ signal }) => listOwnPartnerChecks({ path: { partner_id: partnerId }, signal }),
  });

export const partnerPageQuery = (partnerId: string) =>
  queryOptions({
    queryKey: ["partner-page", partnerId],
    queryFn: ({ signal }) => getPartnerPage({ path: { partner_id: partnerId }, signal }),
  });
