import { listMyPartners } from "@tonghao/api";
import { queryOptions } from "@tanstack/react-query";

export const myPartnersQuery = queryOptions({ queryKey: ["my-partners"], queryFn: ({ signal }) => listMyPartners({ signal }) });
