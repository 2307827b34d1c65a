import { lazy, Suspense } from "react";
import { Confirm } from "../shell/Confirm.tsx";
import { useT, withWords } from "../text.ts";

const ReasonDialog = lazy(withWords(["manage"], () => import("../shell/ReasonDialog.tsx")));

type DeleteDialogProps = {
  mine: boolean;
  title: string;
  text: string;
  busy: boolean;
  error: unknown;
  onDelete: (reason: string | null) => void;
  onClose: () => void;
};

/** Asks before something goes; whoever takes away what another wrote says why. */
export function DeleteDialog({ mine, title, text, busy, error, onDelete, onClose }: DeleteDialogProps) {
  const t = useT();
  const both = { title, text, act: t("post.delete"), danger: true, busy, onClose };
  if (mine) return <Confirm {...both} onAct={() => onDelete(null)} />;
  return (
    <Suspense fallback={null}>
      <ReasonDialog needed {...both} error={error} onAct={onDelete} />
    </Suspense>
  );
}
