import { classes } from "./classes.ts";

/** A grey bar where text will stand. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={classes("block animate-pulse rounded-md bg-line", className)} />;
}

export function PostSkeleton({ label }: { label: string }) {
  return (
    <div className="flex flex-col gap-4 bg-surface p-4 md:rounded-card md:border md:border-line" role="status">
      <span className="sr-only">{label}</span>
      <div className="flex items-center gap-3">
        <Skeleton className="size-11 rounded-full" />
        <div className="flex flex-col gap-2">
          <Skeleton className="h-4 w-28" />
          <Skeleton className="h-3 w-40" />
        </div>
      </div>
      <Skeleton className="h-4 w-full" />
      <Skeleton className="h-4 w-2/3" />
      <Skeleton className="aspect-[4/3] w-full rounded-small" />
    </div>
  );
}
