import type { Post } from "@tonghao/api";
import { Skeleton } from "@tonghao/ui";
import { lazy, Suspense } from "react";
import { withWords } from "../text.ts";

const PollBox = lazy(withWords(["polls"], async () => ({ default: (await import("../polls/PollBox.tsx")).PollBox })));
const MeetupBox = lazy(withWords(["meetups"], async () => ({ default: (await import("../meetups/MeetupBox.tsx")).MeetupBox })));

/** The poll or the meetup of a post; its code comes with the first one. */
export function CarriedPart({ post, whole }: { post: Post; whole: boolean }) {
  if (!post.poll && !post.meetup) return null;
  return (
    <Suspense fallback={<Skeleton className="h-48 w-full rounded-card" />}>
      {post.poll && <PollBox post={post} poll={post.poll} />}
      {post.meetup && <MeetupBox post={post} meetup={post.meetup} whole={whole} />}
    </Suspense>
  );
}
