import { Dialog as Base } from "@base-ui/react/dialog";
import { type SharedKey, useTexts } from "@tonghao/i18n";
import { X } from "lucide-react";
import type { ReactNode } from "react";

export type DialogProps = {
  title: string;
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons at the bottom, the main one last. */
  footer?: ReactNode;
  onClose: () => void;
};

/** A dialog that exists while it is open: it takes the focus, keeps it, and gives it back. A sheet on a phone. */
export default function Dialog({ title, description, children, footer, onClose }: DialogProps) {
  const t = useTexts<SharedKey>();
  return (
    <Base.Root open onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-shade" />
        <Base.Popup className="fixed inset-x-0 bottom-0 z-40 flex max-h-[88dvh] flex-col rounded-t-card border border-line bg-surface text-ink outline-none md:inset-auto md:top-1/2 md:left-1/2 md:w-[min(30rem,92vw)] md:-translate-1/2 md:rounded-card">
          <header className="flex items-start justify-between gap-3 pt-4 pr-2 pl-5">
            <Base.Title className="py-2 text-lg font-bold">{title}</Base.Title>
            <Base.Close
              aria-label={t("ui.close")}
              className="grid size-11 shrink-0 cursor-pointer place-items-center rounded-full hover:bg-tint"
            >
              <X size={20} aria-hidden="true" />
            </Base.Close>
          </header>
          <div className="flex flex-col gap-4 overflow-y-auto px-5 pb-5">
            {description !== undefined && <Base.Description className="text-muted">{description}</Base.Description>}
            {children}
          </div>
          {footer !== undefined && (
            <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3 pb-[calc(0.75rem+env(safe-area-inset-bottom))]">
              {footer}
            </footer>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
