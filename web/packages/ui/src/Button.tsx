import type { ButtonHTMLAttributes, Ref } from "react";
import { classes } from "./classes.ts";

export type ButtonLook = "primary" | "soft" | "line" | "ghost" | "danger";
export type ButtonSize = "m" | "s" | "icon";

const LOOKS: Record<ButtonLook, string> = {
  primary: "bg-brand text-on-brand hover:bg-brand-press",
  soft: "bg-tint text-ink hover:brightness-97",
  line: "border border-line bg-surface text-ink hover:border-muted",
  ghost: "hover:bg-tint",
  danger: "border border-accent text-accent hover:bg-accent-tint",
};
const SIZES: Record<ButtonSize, string> = {
  m: "min-h-11 px-5 text-base font-semibold",
  s: "min-h-9 px-3.5 text-sm font-medium",
  icon: "size-11 justify-center",
};

export function buttonClasses(look: ButtonLook = "primary", size: ButtonSize = "m", more = ""): string {
  return classes(
    "inline-flex shrink-0 cursor-pointer items-center justify-center gap-2 rounded-full whitespace-nowrap transition-colors",
    "disabled:cursor-default disabled:opacity-55",
    LOOKS[look],
    SIZES[size],
    more,
  );
}

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  look?: ButtonLook;
  size?: ButtonSize;
  busy?: boolean;
  ref?: Ref<HTMLButtonElement>;
};

/** A button that says when it is at work: it keeps its place and focus, and cannot be pressed twice. */
export function Button({ look, size, busy = false, className, onClick, type = "button", ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      // oxlint-disable-next-line react/button-has-type
      type={type}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={buttonClasses(look, size, classes(busy && "animate-pulse", className))}
    />
  );
}
