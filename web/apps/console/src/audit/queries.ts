import { getAuditHead, getWitness, readAudit } from "@tonghao/api";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { byCursor } from "../cache.ts";

export const headQuery = queryOptions({ queryKey: ["audit", "head"], queryFn: ({ signal }) => getAuditHead({ signal }) });

export const witnessQuery = queryOptions({ queryKey: ["audit", "witness"], queryFn: ({ signal }) => getWitness({ signal }), staleTime: 0 });

export const auditQuery = (subjectId: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ["audit", "entries", subjectId ?? "all"],
    queryFn: ({ pageParam, signal }) => readAudit({ query: { subject_id: subjectId, cursor: pageParam }, signal }),
    ...byCursor,
  });
