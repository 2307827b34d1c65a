import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { type KeyboardEvent, useId, useState } from "react";
import { Button } from "@tonghao/ui";
import { useT } from "../text.ts";
import { tagsQuery } from "./marks.ts";

export const MOST_TAGS = 5;
const LONGEST = 20;

/** The tag as the server keeps it, or null where it would refuse it. */
export function tagOf(typed: string): string | null {
  const tag = typed.normalize("NFKC").replace(/[\p{Cc}\p{Cf}]/gu, "").replace(/\s+/g, " ").replace(/^[#\s]+|[#\s]+$/g, "").toLowerCase();
  if (tag.length === 0 || Array.from(tag).length > LONGEST || !/[\p{L}\p{N}]/u.test(tag) || /[#,，、/]/.test(tag)) return null;
  return tag;
}

type TagInputProps = { circleId: string; tags: string[]; onChange: (tags: string[]) => void };

/** Up to five tags, typed or taken from those that the circle uses. */
export function TagInput({ circleId, tags, onChange }: TagInputProps) {
  const t = useT();
  const id = useId();
  const [typed, setTyped] = useState("");
  const [wrong, setWrong] = useState(false);
  const used = useQuery(tagsQuery(circleId));
  const full = tags.length >= MOST_TAGS;
  const offered = full
    ? []
    : (used.data ?? []).filter((one) => !tags.includes(one.tag) && one.tag.includes(typed.trim().toLowerCase())).slice(0, 8);
  const add = (words: string) => {
    const found = words.split(/[,，、\n]/).filter((word) => word.trim() !== "");
    const fit = found.map(tagOf).filter((tag) => tag !== null);
    setWrong(fit.length < found.length);
    onChange([...new Set([...tags, ...fit])].slice(0, MOST_TAGS));
    setTyped(fit.length < found.length ? words : "");
  };
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    // While an input method composes, Enter chooses characters.
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      if (typed.trim() !== "") add(typed);
    }
    if (event.key === "Backspace" && typed === "") onChange(tags.slice(0, -1));
  };
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-semibold">
        {t("tags.input")}
      </label>
      <div className="flex flex-wrap items-center gap-1.5 rounded-small border border-line bg-surface px-2 py-1 focus-within:border-brand">
        {tags.map((tag) => (
          <span key={tag} className="inline-flex max-w-full items-center rounded-full bg-tint pl-3 text-sm">
            <span className="truncate">#{tag}</span>
            <button
              type="button"
              aria-label={t("tags.drop", { tag })}
              onClick={() => onChange(tags.filter((one) => one !== tag))}
              className="grid size-9 shrink-0 cursor-pointer place-items-center rounded-full"
            >
              <X size={14} aria-hidden="true" />
            </button>
          </span>
        ))}
        {!full && (
          <input
            id={id}
            value={typed}
            maxLength={200}
            enterKeyHint="done"
            autoComplete="off"
            aria-describedby={`${id}-hint`}
            aria-invalid={wrong || undefined}
            onChange={(event) => (/[,，、]/.test(event.target.value) ? add(event.target.value) : setTyped(event.target.value))}
            onKeyDown={onKey}
            onBlur={() => typed.trim() !== "" && add(typed)}
            className="min-h-9 min-w-24 flex-1 bg-transparent px-1.5 outline-none"
          />
        )}
      </div>
      <p id={`${id}-hint`} role={wrong ? "alert" : undefined} className={wrong ? "text-sm text-accent" : "text-sm text-muted"}>
        {wrong ? t("tags.wrong") : t("tags.input_hint")}
      </p>
      {offered.length > 0 && (
        <div role="group" aria-label={t("tags.used")} className="-mx-4 flex gap-1.5 overflow-x-auto px-4 [scrollbar-width:none] md:mx-0 md:flex-wrap md:px-0">
          {offered.map((one) => (
            // The press must not take the focus first: leaving the field adds what was typed.
            <Button key={one.tag} look="line" size="s" className="min-h-11 md:min-h-9" onMouseDown={(event) => event.preventDefault()} onClick={() => { setTyped(""); setWrong(false); onChange([...tags, one.tag]); }}>
              #{one.tag}
              <span className="text-muted tabular-nums">{one.post_count}</span>
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}
