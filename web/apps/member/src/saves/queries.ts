import { listSaved, listSaveFolders, listThreadSaves, type Page, type Saved } from "@tonghao/api";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { byCursor } from "../cache.ts";

export const foldersQuery = queryOptions({ queryKey: ["save-folders"], queryFn: ({ signal }) => listSaveFolders({ signal }) });

export const threadSavesQuery = (circleId: string, postId: string) =>
  queryOptions({
    queryKey: ["thread-saves", circleId, postId],
    queryFn: ({ signal }) => listThreadSaves({ path: { circle_id: circleId, post_id: postId }, signal }),
  });

/** `folder` is a folder's identifier, `unsorted`, or nothing for all. */
export const savedQuery = (folder: string | undefined, words: string) =>
  infiniteQueryOptions({
    queryKey: ["saved", folder ?? "all", words],
    queryFn: ({ pageParam, signal }): Promise<Page<Saved>> =>
      listSaved({
        query: {
          ...(folder === "unsorted" ? { within: "unsorted" as const } : folder === undefined ? {} : { folder_id: folder }),
          ...(words === "" ? {} : { words }),
          cursor: pageParam,
        },
        signal,
      }),
    ...byCursor,
  });
