import type { Post } from "@tonghao/api";
import { useQuery } from "@tanstack/react-query";
import { Panel } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { QuestionRow } from "./QuestionRow.tsx";
import { relatedQuery } from "./queries.ts";

/** Below a question: others beside it. */
export function Related({ post }: { post: Post }) {
  const t = useT();
  const { data } = useQuery({ ...relatedQuery(post.circle_id, post.post_id), enabled: post.kind === "question" });
  if (data === undefined || data.length === 0) return null;
  return (
    <Panel title={t("shelf.related")} className="mt-3">
      <ul className="-mx-4 -mb-4 divide-y divide-line border-t border-line">
        {data.map((one) => (
          <li key={one.post.post_id}>
            <QuestionRow post={one.post} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
