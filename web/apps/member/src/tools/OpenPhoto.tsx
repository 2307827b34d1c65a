import type { Photo } from "@tonghao/api";
import { PhotoGrid, Viewer } from "@tonghao/ui";
import { useState } from "react";

type Shown = Omit<Photo, "state">;

/** One checked photo, small, which opens whole. */
export function OpenPhoto({ photo }: { photo: Shown }) {
  const [open, setOpen] = useState(false);
  const photos: Photo[] = [{ ...photo, state: "visible" }];
  return (
    <div className="max-w-56">
      <PhotoGrid photos={photos} onOpen={() => setOpen(true)} />
      {open && <Viewer photos={photos} start={0} onClose={() => setOpen(false)} />}
    </div>
  );
}
