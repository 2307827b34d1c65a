import { type InputHTMLAttributes, type ReactNode, type Ref, type TextareaHTMLAttributes, useId } from "react";
import { classes } from "./classes.ts";

const BOX =
  "w-full rounded-small border bg-surface px-3.5 py-2.5 text-base text-ink placeholder:text-muted focus-visible:outline-offset-0";

type Shared = { label: string; hint?: ReactNode; error?: string | null; after?: ReactNode };

function useDescribed(hint: ReactNode, error: string | null | undefined) {
  const id = useId();
  const described = [hint ? `${id}-hint` : null, error ? `${id}-error` : null].filter(Boolean).join(" ");
  return { id, described: described === "" ? undefined : described };
}

function Frame({ id, label, hint, error, children }: Shared & { id: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-semibold">
        {label}
      </label>
      {children}
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="text-sm text-accent" role="alert">
          {error}
        </p>
      )}
    </div>
  );
}

type InputProps = Shared & InputHTMLAttributes<HTMLInputElement> & { ref?: Ref<HTMLInputElement> };

export function Field({ label, hint, error, after, className, ...rest }: InputProps) {
  const { id, described } = useDescribed(hint, error);
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      <div className="relative flex items-center gap-2">
        <input
          {...rest}
          id={id}
          aria-describedby={described}
          aria-invalid={error ? true : undefined}
          className={classes(BOX, "min-h-11", error ? "border-accent" : "border-line", className)}
        />
        {after}
      </div>
    </Frame>
  );
}

type AreaProps = Shared & TextareaHTMLAttributes<HTMLTextAreaElement> & { ref?: Ref<HTMLTextAreaElement> };

export function TextArea({ label, hint, error, after, className, rows = 4, ...rest }: AreaProps) {
  const { id, described } = useDescribed(hint, error);
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      <textarea
        {...rest}
        id={id}
        rows={rows}
        aria-describedby={described}
        aria-invalid={error ? true : undefined}
        className={classes(BOX, "resize-y", error ? "border-accent" : "border-line", className)}
      />
      {after}
    </Frame>
  );
}

type Choice<Value extends string> = { value: Value; label: string; hint?: string };
type ChoicesProps<Value extends string> = {
  legend: string;
  name: string;
  choices: Choice<Value>[];
  value: Value | null;
  onChoose: (value: Value) => void;
  /** Many short ones stand side by side. */
  dense?: boolean;
};

/** A few options of which one holds; all of them can be seen. */
export function Choices<Value extends string>({ legend, name, choices, value, onChoose, dense = false }: ChoicesProps<Value>) {
  return (
    <fieldset className={dense ? "grid grid-cols-2 gap-2" : "flex flex-col gap-2"}>
      <legend className="mb-1.5 text-sm font-semibold">{legend}</legend>
      {choices.map((choice) => (
        <label
          key={choice.value}
          className="flex min-h-11 cursor-pointer items-center gap-3 rounded-small border border-line bg-surface px-3.5 py-2.5 has-checked:border-brand has-checked:bg-tint"
        >
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={choice.value === value}
            onChange={() => onChoose(choice.value)}
            className="size-5 shrink-0 accent-brand"
          />
          <span className="flex min-w-0 flex-col">
            <span>{choice.label}</span>
            {choice.hint && <span className="text-sm text-muted">{choice.hint}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
