import { listAgreement, listTestItems, takeSample } from "@tonghao/api";
import { queryOptions } from "@tanstack/react-query";

/** The sample that is before me. Taking it again gives the same one. */
export const deskQuery = queryOptions({
  queryKey: ["samples", "desk"],
  queryFn: ({ signal }) => takeSample({ signal }),
  // It is kept for me for a quarter of an hour; while I look, nothing moves under my eyes.
  staleTime: 10 * 60_000,
  gcTime: 0,
});

export const agreementQuery = queryOptions({
  queryKey: ["samples", "agreement"],
  queryFn: ({ signal }) => listAgreement({ signal }),
});

export const itemsQuery = queryOptions({
  queryKey: ["samples", "items"],
  queryFn: ({ signal }) => listTestItems({ signal }),
});
