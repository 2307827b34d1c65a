import type { Circle } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { Button, Rings } from "@tonghao/ui";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Copy, Download, Printer, Share2 } from "lucide-react";
import { useMemo } from "react";
import { renderSVG } from "uqr";
import { Panel } from "../shell/Page.tsx";
import { copy } from "../shell/share.ts";
import { useT } from "../text.ts";
import { CircleFrame } from "./CircleFrame.tsx";
import { PageWords } from "./OpeningPages.tsx";
import { pagesQuery } from "./queries.ts";

const route = getRouteApi("/shell/c/$slug/share");
const PNG_SIDE = 1024;

/** A circle's address as a link, as a code, and as a poster for the door. */
export function CircleShare() {
  const { slug } = route.useParams();
  return <CircleFrame slug={slug}>{(circle) => <Sharing circle={circle} />}</CircleFrame>;
}

function save(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** The code as a picture of points; drawn anew, since a scaled one has grey edges. */
async function savePng(svg: string, name: string): Promise<void> {
  const picture = new Image();
  const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  picture.width = picture.height = PNG_SIDE;
  picture.src = address;
  await picture.decode();
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = PNG_SIDE;
  const brush = canvas.getContext("2d");
  if (brush === null) return;
  brush.imageSmoothingEnabled = false;
  brush.drawImage(picture, 0, 0, PNG_SIDE, PNG_SIDE);
  URL.revokeObjectURL(address);
  canvas.toBlob((content) => content !== null && save(content, name), "image/png");
}

function Sharing({ circle }: { circle: Circle }) {
  const t = useT();
  const locale = useLocale();
  const name = inLocale(locale, circle.name, circle.name_en);
  const address = new URL(`/c/${circle.slug}`, location.origin).href;
  const svg = useMemo(() => renderSVG(address, { ecc: "M", border: 2 }), [address]);
  const pages = useQuery({ ...pagesQuery(circle.circle_id), enabled: circle.opening_pages.some((one) => one.page === "share") });
  const words = pages.data?.find((page) => page.page === "share");
  const native = typeof navigator.share === "function";
  return (
    <div className="flex flex-col gap-4">
      {circle.kind === "invite" && <p className="px-4 text-sm text-muted md:px-1">{t("sharing.closed")}</p>}
      <Panel title={t("sharing.link")}>
        <p className="font-mono text-sm break-all">{address}</p>
        <div className="mt-3 flex flex-wrap gap-2">
          <Button look="line" onClick={() => void copy(address, t("sharing.copied"))}>
            <Copy size={18} aria-hidden="true" />
            {t("sharing.copy")}
          </Button>
          {native && (
            <Button look="line" onClick={() => navigator.share({ title: name, url: address }).catch(() => undefined)}>
              <Share2 size={18} aria-hidden="true" />
              {t("sharing.native")}
            </Button>
          )}
        </div>
      </Panel>
      <section
        aria-label={t("sharing.title")}
        className="flex flex-col items-center gap-5 border-line bg-surface px-6 py-8 text-center max-md:border-y md:rounded-card md:border print:fixed print:inset-0 print:z-50 print:justify-center print:rounded-none print:border-0 print:bg-white print:text-black"
      >
        <p className="text-2xl font-bold break-words print:text-6xl">{name}</p>
        <p className="max-w-prose text-muted print:text-xl print:text-black">{inLocale(locale, circle.description, circle.description_en)}</p>
        <div role="img" aria-label={t("sharing.code", { name })} className="size-56 bg-white print:size-96 [&>svg]:size-full" dangerouslySetInnerHTML={{ __html: svg }} />
        <p className="text-sm text-muted print:text-lg print:text-black">{t("sharing.scan")}</p>
        {words !== undefined && words.text !== "" && (
          <div className="max-w-prose print:text-2xl">
            <PageWords page={words} />
          </div>
        )}
        <p className="flex items-center gap-2 text-sm text-muted print:text-lg print:text-black">
          <Rings size={24} />
          <span>{t("circle.run_by", { name: inLocale(locale, circle.partner.name, circle.partner.name_en) })}</span>
        </p>
        <div className="flex flex-wrap justify-center gap-2 print:hidden">
          <Button onClick={() => print()}>
            <Printer size={18} aria-hidden="true" />
            {t("sharing.print")}
          </Button>
          <Button look="line" onClick={() => void savePng(svg, `${circle.slug}.png`)}>
            <Download size={18} aria-hidden="true" />
            {t("sharing.png")}
          </Button>
          <Button look="line" onClick={() => save(new Blob([svg], { type: "image/svg+xml" }), `${circle.slug}.svg`)}>
            <Download size={18} aria-hidden="true" />
            {t("sharing.svg")}
          </Button>
        </div>
      </section>
    </div>
  );
}
