import { avatarAddress, type ProfileCard } from "@tonghao/api";
import { Avatar } from "@tonghao/ui";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useT } from "../text.ts";

type Somebody = Pick<ProfileCard, "account_id" | "handle" | "name" | "avatar"> & { is_gone?: boolean };

export function PersonAvatar({ person, size }: { person: Somebody; size?: number }) {
  return <Avatar id={person.account_id} name={person.name} address={avatarAddress(person)} size={size} />;
}

export function PersonName({ person, className }: { person: Somebody; className?: string }) {
  const t = useT();
  if (person.is_gone === true) return <span className="text-muted">{t("person.gone")}</span>;
  return (
    <Link to="/u/$handle" params={{ handle: person.handle }} className={`inline-block max-w-full truncate align-bottom leading-6 font-semibold hover:underline ${className ?? ""}`}>
      {person.name}
    </Link>
  );
}

/** A row: picture, name, a line below, something at the end. */
export function PersonRow({ person, below, end, size = 44 }: { person: Somebody; below?: ReactNode; end?: ReactNode; size?: number }) {
  return (
    <div className="flex items-center gap-3">
      <PersonAvatar person={person} size={size} />
      <div className="min-w-0 flex-1">
        <div className="truncate">
          <PersonName person={person} />
        </div>
        {below !== undefined && <div className="text-sm text-muted">{below}</div>}
      </div>
      {end}
    </div>
  );
}
