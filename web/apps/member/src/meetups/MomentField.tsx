import { Field, shownZone } from "@tonghao/ui";
import { fieldOf, momentOf } from "./zoned.ts";

type MomentFieldProps = { label: string; hint?: string; required?: boolean; value: string | null; onChange: (at: string | null) => void };

/** A day and time, in the zone in which the viewer reads times. */
export function MomentField({ label, hint, required = false, value, onChange }: MomentFieldProps) {
  const zone = shownZone();
  return (
    <Field
      label={label}
      hint={hint}
      type="datetime-local"
      required={required}
      defaultValue={value === null ? "" : fieldOf(value, zone)}
      onChange={(event) => onChange(momentOf(event.target.value, zone))}
    />
  );
}
