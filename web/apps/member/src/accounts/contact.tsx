import type { CodeRequestBody } from "@tonghao/api";
import { classes, Field } from "@tonghao/ui";
import { useT } from "../text.ts";
import { useSite } from "./session.ts";

/** How somebody can be reached, while it is being typed. */
export type Contact = { kind: "email" | "phone"; value: string };

export const NO_CONTACT: Contact = { kind: "email", value: "" };

/** The one of the two that the server is told. */
export function bodyOf({ kind, value }: Contact): Pick<CodeRequestBody, "email" | "phone"> {
  return kind === "email" ? { email: value.trim() } : { phone: value.trim() };
}

type ContactFieldProps = {
  value: Contact;
  onChange: (value: Contact) => void;
  hint?: string;
  error?: string | null;
  readOnly?: boolean;
  autoFocus?: boolean;
  /** The kind is decided already. */
  only?: boolean;
};

/** Mail or phone: a choice of two, and the field of the one. */
export function ContactField({ value, onChange, hint, error, readOnly = false, autoFocus = false, only = false }: ContactFieldProps) {
  const t = useT();
  const { phone } = useSite();
  const byPhone = value.kind === "phone";
  return (
    <div className="flex flex-col gap-4">
      {phone && !only && !readOnly && (
        <fieldset className="grid grid-cols-2 gap-1 rounded-full border border-line bg-bg p-1">
          <legend className="sr-only">{t("contact.which")}</legend>
          {(["email", "phone"] as const).map((kind) => (
            <label
              key={kind}
              className={classes(
                "flex min-h-11 cursor-pointer items-center justify-center rounded-full px-3 text-center has-focus-visible:outline-2 has-focus-visible:outline-brand",
                value.kind === kind && "bg-tint font-semibold",
              )}
            >
              <input
                type="radio"
                name="contact-kind"
                className="sr-only"
                checked={value.kind === kind}
                onChange={() => onChange({ kind, value: "" })}
              />
              {t(kind === "email" ? "contact.by_email" : "contact.by_phone")}
            </label>
          ))}
        </fieldset>
      )}
      <Field
        key={value.kind}
        label={t(byPhone ? "contact.phone" : "sign_up.email")}
        hint={hint}
        type={byPhone ? "tel" : "email"}
        name={value.kind}
        inputMode={byPhone ? "tel" : "email"}
        autoComplete={byPhone ? "tel" : "email"}
        required
        autoFocus={autoFocus}
        readOnly={readOnly}
        value={value.value}
        error={error}
        onChange={(event) => onChange({ ...value, value: event.target.value })}
      />
    </div>
  );
}
