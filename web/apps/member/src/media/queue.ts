/** The photos of something that is being written: pure state and its changes. */
import type { Medium, MediumState, Refusal } from "@tonghao/api";

export const MOST_PHOTOS = 9;

export type Stage = "waiting" | "sending" | "paused" | "checking" | "visible" | "held" | "refused" | "failed";
export type Queued = {
  id: string;
  name: string;
  alt: string;
  stage: Stage;
  /** How much has left this machine, 0 to 1. */
  share: number;
  /** Whether it goes in parts, so that it can pause and go on. */
  inParts: boolean;
  medium: Medium | null;
  refusal: Refusal | null;
};

export type Change =
  | { kind: "added"; photos: { id: string; name: string }[] }
  | { kind: "restored"; media: Medium[] }
  | { kind: "started"; id: string; inParts?: boolean }
  | { kind: "paused"; id: string }
  | { kind: "progressed"; id: string; share: number }
  | { kind: "arrived"; id: string; medium: Medium }
  | { kind: "checked"; medium: Medium }
  | { kind: "failed"; id: string; refusal: Refusal }
  | { kind: "described"; id: string; alt: string }
  | { kind: "moved"; id: string; by: number }
  | { kind: "dropped"; id: string };

const STAGES: Record<MediumState, Stage> = { pending: "checking", visible: "visible", held: "held", refused: "refused" };

export function queuedOf(medium: Medium): Queued {
  return { id: medium.media_id, name: "", alt: medium.alt, stage: STAGES[medium.state], share: 1, inParts: false, medium, refusal: null };
}

function changeOne(queue: Queued[], id: string, change: (one: Queued) => Queued): Queued[] {
  return queue.map((one) => (one.id === id ? change(one) : one));
}

function moved(queue: Queued[], id: string, by: number): Queued[] {
  const from = queue.findIndex((one) => one.id === id);
  const to = from + by;
  const one = queue[from];
  if (one === undefined || to < 0 || to >= queue.length) return queue;
  return queue.filter((other) => other !== one).toSpliced(to, 0, one);
}

/** The queue after `change`. Photos beyond the ninth are not taken. */
export function queueAfter(queue: Queued[], change: Change): Queued[] {
  switch (change.kind) {
    case "added": {
      const room = Math.max(0, MOST_PHOTOS - queue.length);
      const added = change.photos.slice(0, room).map(
        (photo): Queued => ({ ...photo, alt: "", stage: "waiting", share: 0, inParts: false, medium: null, refusal: null }),
      );
      return [...queue, ...added];
    }
    case "restored":
      return change.media.map(queuedOf);
    case "started":
      return changeOne(queue, change.id, (one) => ({
        ...one,
        stage: "sending",
        // What has arrived of a paused one stays there.
        share: one.stage === "paused" ? one.share : 0,
        inParts: change.inParts ?? false,
        refusal: null,
      }));
    case "paused":
      return changeOne(queue, change.id, (one) => (one.stage === "sending" ? { ...one, stage: "paused" } : one));
    case "progressed":
      // Late news of the network must not turn an arrived photo back.
      return changeOne(queue, change.id, (one) => (one.stage === "sending" ? { ...one, share: Math.max(one.share, change.share) } : one));
    case "arrived":
      return changeOne(queue, change.id, (one) => ({ ...one, stage: STAGES[change.medium.state], share: 1, medium: change.medium }));
    case "checked":
      return queue.map((one) =>
        one.medium?.media_id === change.medium.media_id ? { ...one, stage: STAGES[change.medium.state], medium: change.medium } : one,
      );
    case "failed":
      return changeOne(queue, change.id, (one) => ({ ...one, stage: "failed", refusal: change.refusal }));
    case "described":
      return changeOne(queue, change.id, (one) => ({ ...one, alt: change.alt }));
    case "moved":
      return moved(queue, change.id, change.by);
    case "dropped":
      return queue.filter((one) => one.id !== change.id);
  }
}

/** Whether all of them have arrived, so that what is written can be sent. */
export function allArrived(queue: Queued[]): boolean {
  return queue.every((one) => one.medium !== null && one.stage !== "refused");
}

export function photosOf(queue: Queued[]): { media_id: string; alt: string }[] {
  return queue.flatMap((one) => (one.medium === null ? [] : [{ media_id: one.medium.media_id, alt: one.alt.trim() }]));
}
