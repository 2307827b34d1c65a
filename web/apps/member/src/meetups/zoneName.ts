import { shownZone } from "@tonghao/ui";

/** The zone in which the viewer reads times. */
export function zoneName(): string {
  return shownZone() ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
