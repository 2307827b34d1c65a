import { Field } from "@tonghao/ui";
import { useT } from "../text.ts";

type CodeFieldProps = { email: string; value: string; error?: string | null; onChange: (code: string) => void };

/** The one-time code from the mail. */
export function CodeField({ email, value, error, onChange }: CodeFieldProps) {
  const t = useT();
  return (
    <Field
      label={t("code.label")}
      hint={t("code.hint", { email })}
      name="code"
      inputMode="numeric"
      autoComplete="one-time-code"
      required
      autoFocus
      maxLength={12}
      className="text-center text-xl tracking-[0.4em] tabular-nums"
      value={value}
      error={error}
      onChange={(event) => onChange(event.target.value.replace(/\s/g, ""))}
    />
  );
}
