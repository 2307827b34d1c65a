import { avatarAddress, type ProfileCard } from "@tonghao/api";
import { Avatar, classes } from "@tonghao/ui";
import { useT } from "../text.ts";

type PersonProps = { person: ProfileCard; size?: number; handle?: boolean; below?: string; className?: string };

/** A picture and a name. */
export function Person({ person, size = 28, handle = false, below, className }: PersonProps) {
  const t = useT();
  const name = person.is_gone ? t("person.gone") : person.name;
  return (
    <span className={classes("inline-flex max-w-full min-w-0 items-center gap-2", className)}>
      <Avatar id={person.account_id} name={name} address={avatarAddress(person)} size={size} />
      <span className="min-w-0">
        <span className="block truncate">{name}</span>
        {below !== undefined && <span className="block truncate text-sm text-muted">{below}</span>}
        {handle && !person.is_gone && <span className="block truncate text-sm text-muted">@{person.handle}</span>}
      </span>
    </span>
  );
}
