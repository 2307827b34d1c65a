import type { RedPacket } from "@tonghao/api";
import { COVERS } from "./covers.ts";

/** The picture on a packet, our own drawing; the words beside it say what it is. */
export function CoverArt({ cover, className }: { cover: RedPacket["cover"]; className?: string }) {
  return (
    <svg viewBox="0 0 120 160" aria-hidden="true" className={className}>
      {COVERS[cover].map(({ d, fill }) => (
        <path key={d} d={d} fill={fill} />
      ))}
    </svg>
  );
}
