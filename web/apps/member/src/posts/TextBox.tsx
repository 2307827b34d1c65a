import { Button } from "@tonghao/ui";
import { Bold, Code, Italic, List, Quote, Strikethrough } from "lucide-react";
import { type ComponentType, type ReactNode, useLayoutEffect, useRef } from "react";
import { type MemberKey, useT } from "../text.ts";
import { prefixed, wrapped } from "./markup.ts";

const MOST_CHARACTERS = 20_000;

type Tool = { label: MemberKey; Icon: ComponentType<{ size?: number; "aria-hidden"?: "true" }>; wrap?: string; prefix?: string };
const TOOLS: Tool[] = [
  { label: "markup.bold", Icon: Bold, wrap: "**" },
  { label: "markup.italic", Icon: Italic, wrap: "*" },
  { label: "markup.strike", Icon: Strikethrough, wrap: "~~" },
  { label: "markup.quote", Icon: Quote, prefix: "> " },
  { label: "markup.list", Icon: List, prefix: "- " },
  { label: "markup.code", Icon: Code, wrap: "`" },
];

/** The text of a post with a small toolbar for its markup. */
export function TextBox({ value, onChange, end }: { value: string; onChange: (text: string) => void; end: ReactNode }) {
  const t = useT();
  const box = useRef<HTMLTextAreaElement>(null);
  const selection = useRef<[number, number] | null>(null);
  useLayoutEffect(() => {
    if (selection.current === null) return;
    box.current?.focus();
    box.current?.setSelectionRange(...selection.current);
    selection.current = null;
  });
  const use = (tool: Tool) => {
    const { selectionStart = value.length, selectionEnd = value.length } = box.current ?? {};
    const next =
      tool.wrap === undefined
        ? prefixed(value, selectionStart, selectionEnd, tool.prefix ?? "")
        : wrapped(value, selectionStart, selectionEnd, tool.wrap);
    selection.current = [next.from, next.to];
    onChange(next.text);
  };
  return (
    <div className="rounded-card border border-line bg-surface focus-within:border-brand has-[textarea:focus-visible]:outline-3 has-[textarea:focus-visible]:outline-brand">
      <textarea
        ref={box}
        value={value}
        maxLength={MOST_CHARACTERS}
        onChange={(event) => onChange(event.target.value)}
        aria-label={t("compose.text")}
        placeholder={t("compose.placeholder")}
        className="field-sizing-content min-h-44 w-full resize-none rounded-t-card bg-transparent px-4 py-3 outline-none placeholder:text-muted"
      />
      <div role="toolbar" aria-label={t("markup.label")} className="flex flex-wrap border-t border-line px-1">
        {TOOLS.map((tool) => (
          <Button key={tool.label} look="ghost" size="icon" aria-label={t(tool.label)} onClick={() => use(tool)}>
            <tool.Icon size={18} aria-hidden="true" />
          </Button>
        ))}
        <span className="ml-auto">{end}</span>
        {value.length > MOST_CHARACTERS * 0.9 && (
          <span className="self-center pr-3 text-sm text-muted tabular-nums">
            {value.length} / {MOST_CHARACTERS}
          </span>
        )}
      </div>
    </div>
  );
}
