import { useState } from "react";
import { classes } from "./classes.ts";

const TINTS = [
  "bg-[#0b6e69] text-white",
  "bg-[#8a4b16] text-white",
  "bg-[#8f3d33] text-white",
  "bg-[#3f5b75] text-white",
  "bg-[#566428] text-white",
  "bg-[#6b4a6e] text-white",
];

/** The same person has the same colour everywhere. */
function tintOf(id: string): string {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + letter.charCodeAt(0)) >>> 0;
  return TINTS[sum % TINTS.length] ?? "";
}

/** One Chinese character, the telling one of 小满 and 老郑, or two Latin initials. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u);
  const first = Array.from(words[0] ?? "");
  if (/\p{Script=Han}/u.test(name)) return (/^[小老阿]/u.test(name.trim()) ? first[1] : undefined) ?? first[0] ?? "?";
  const second = Array.from(words[1] ?? "")[0] ?? "";
  return ((first[0] ?? "?") + second).toUpperCase();
}

type AvatarProps = { id: string; name: string; address: string | null; size?: number; className?: string };

/** A ringed picture. It is decoration: the name always stands beside it. */
export function Avatar({ id, name, address, size = 44, className }: AvatarProps) {
  const [broken, setBroken] = useState<string | null>(null);
  const inner = size - 8;
  return (
    <span
      aria-hidden="true"
      className={classes("inline-grid shrink-0 place-items-center rounded-full border-2 border-brand", className)}
      style={{ width: size, height: size }}
    >
      {address !== null && broken !== address ? (
        <img
          src={address}
          alt=""
          width={inner}
          height={inner}
          loading="lazy"
          className="aspect-square rounded-full object-cover"
          onError={() => setBroken(address)}
        />
      ) : (
        <span
          className={classes("grid place-items-center rounded-full font-semibold", tintOf(id))}
          style={{ width: inner, height: inner, fontSize: Math.round(inner * 0.42) }}
        >
          {initialsOf(name)}
        </span>
      )}
    </span>
  );
}
