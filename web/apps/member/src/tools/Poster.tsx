import { type Circle, type LostPet, mediaAddress, type ShownPhoto } from "@tonghao/api";
import { Button } from "@tonghao/ui";
import { Printer } from "lucide-react";
import { useDates } from "../dates.ts";
import { QrCode } from "../shell/QrCode.tsx";
import { useT } from "../text.ts";

/** A sheet for the wall: a picture, where it was last seen, and a code that leads to the board. No number on it. */
export function Poster({ circle, pet }: { circle: Circle; pet: LostPet }) {
  const t = useT();
  const { near } = useDates();
  const photo: ShownPhoto | undefined = pet.photos.find((one) => one.state === "visible");
  return (
    <section
      aria-label={t("lost.poster_named", { name: pet.name })}
      className="mt-3 flex flex-col items-center gap-4 rounded-card border border-line bg-surface px-6 py-6 text-center print:fixed print:inset-0 print:z-50 print:justify-center print:rounded-none print:border-0 print:bg-white print:text-black"
    >
      <p className="text-3xl font-bold break-words print:text-7xl">{t("lost.missing_named", { name: pet.name })}</p>
      {photo !== undefined && (
        <img src={mediaAddress(photo, "large")} alt={photo.alt || t("lost.photo_of", { name: pet.name })} className="max-h-72 max-w-full rounded-small object-contain print:max-h-[40vh]" />
      )}
      <p className="text-lg print:text-3xl">{t("lost.last_seen", { at: near(pet.seen_at), place: pet.place })}</p>
      {pet.about !== "" && <p className="max-w-prose break-words whitespace-pre-line print:text-2xl">{pet.about}</p>}
      <div className="w-40 print:w-64">
        <QrCode text={`${location.origin}/c/${circle.slug}/tools/lost_pet`} label={t("lost.code")} />
      </div>
      <p className="text-sm text-muted print:text-xl print:text-black">{t("lost.scan")}</p>
      <Button className="print:hidden" onClick={() => print()}>
        <Printer size={18} aria-hidden="true" />
        {t("lost.print")}
      </Button>
    </section>
  );
}
