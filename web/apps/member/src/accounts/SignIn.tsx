import { type DoorName, isRefusal, listMyCircles, type Me, openDoor, signIn } from "@tonghao/api";
import { inLocale, useLocale } from "@tonghao/i18n";
import { Button, buttonClasses, classes, Field } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { getRouteApi, Link, useRouter } from "@tanstack/react-router";
import { KeyRound } from "lucide-react";
import { type FormEvent, useState } from "react";
import { sentenceOf } from "../cache.ts";
import { PageTitle } from "../shell/Page.tsx";
import { PersonAvatar } from "../shell/Person.tsx";
import { useT } from "../text.ts";
import { CodeEntry } from "./CodeEntry.tsx";
import { canUsePasskeys, enterWithPasskey, wasCancelled } from "./passkeys.ts";
import { SecondStep } from "./SecondStep.tsx";
import { beSignedIn, useSite } from "./session.ts";

const route = getRouteApi("/entry/sign-in");

/** Where a signed-in person goes: what they came for, or the first run. */
export function useEntered(next: string | undefined) {
  const router = useRouter();
  return (me: Me) => {
    beSignedIn(me);
    router.history.push(me.first_run_done ? (next ?? "/") : "/welcome");
  };
}

/** What a refused first step gives for the second, or null when it was refused for another reason. */
function ticketOf(error: unknown): string | null {
  const ticket = isRefusal(error, "second_step_needed") ? error.details["ticket"] : null;
  return typeof ticket === "string" ? ticket : null;
}

export function SignIn() {
  const t = useT();
  const { next } = route.useSearch();
  const entered = useEntered(next);
  const atDoors = useSite().doors.length > 0;
  const [way, setWay] = useState<"password" | "code">("password");
  const [ticket, setTicket] = useState<string | null>(null);
  const refused = (error: unknown) => setTicket(ticketOf(error));
  return (
    <div className={classes("grid gap-6", atDoors && "lg:grid-cols-[minmax(0,1fr)_23rem] lg:gap-x-16 lg:pt-10")}>
      <div className="flex flex-col gap-2 lg:col-span-full lg:max-w-[34rem]">
        <PageTitle className="text-2xl font-bold lg:text-4xl" page={t("sign_in.title")}>
          {t("sign_in.heading")}
        </PageTitle>
        <p className="text-pretty text-muted lg:text-lg">{t("sign_in.lead")}</p>
      </div>
      {ticket !== null ? (
        <SecondStep ticket={ticket} onEntered={entered} onBack={() => setTicket(null)} />
      ) : (
        <>
          <Doors next={next} />
          <div className="flex flex-col gap-6">
          {way === "code" ? <CodeEntry onEntered={entered} onRefused={refused} /> : <PasswordEntry onEntered={entered} onRefused={refused} />}
          <div className="grid gap-2 sm:grid-cols-2">
            <Button look="line" onClick={() => setWay(way === "code" ? "password" : "code")}>
              {t(way === "code" ? "sign_in.by_password" : "sign_in.by_code")}
            </Button>
            {canUsePasskeys && <PasskeyEntry onEntered={entered} />}
          </div>
          <div className="flex flex-wrap items-center justify-between gap-3">
            <Link to="/sign-up" search={next === undefined ? {} : { next }} className={buttonClasses("line")}>
              {t("sign_in.new")}
            </Link>
            <Link to="/forgotten" className="py-2 text-brand underline underline-offset-4">
              {t("sign_in.forgotten")}
            </Link>
          </div>
          <p className="text-sm text-muted">
            <Link to="/discover" className="text-brand underline underline-offset-4">
              {t("sign_in.look")}
            </Link>
          </p>
          </div>
        </>
      )}
    </div>
  );
}

function PasswordEntry({ onEntered, onRefused }: { onEntered: (me: Me) => void; onRefused: (error: unknown) => void }) {
  const t = useT();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const enter = useMutation({
    mutationFn: () => signIn({ body: { email: email.trim(), password } }),
    onSuccess: onEntered,
    onError: onRefused,
    meta: { quiet: true },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    enter.mutate();
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field
        label={t("sign_in.who")}
        name="email"
        autoComplete="username webauthn"
        autoCapitalize="none"
        required
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <Field
        label={t("sign_in.password")}
        name="password"
        type="password"
        autoComplete="current-password"
        required
        value={password}
        error={enter.isError ? sentenceOf(enter.error) : null}
        onChange={(event) => setPassword(event.target.value)}
      />
      <Button type="submit" busy={enter.isPending}>
        {t("sign_in.enter")}
      </Button>
    </form>
  );
}

/** A passkey opens the account by itself: the browser knows whose it is. */
function PasskeyEntry({ onEntered }: { onEntered: (me: Me) => void }) {
  const t = useT();
  const show = useMutation({ mutationFn: () => enterWithPasskey(null), onSuccess: onEntered, meta: { quiet: true } });
  return (
    <div className="flex flex-col gap-1">
      <Button look="line" busy={show.isPending} onClick={() => show.mutate()}>
        <KeyRound size={18} aria-hidden="true" />
        {t("sign_in.by_passkey")}
      </Button>
      {show.isError && (
        <p role="alert" className="text-sm text-accent">
          {wasCancelled(show.error) ? t("passkey.cancelled") : sentenceOf(show.error)}
        </p>
      )}
    </div>
  );
}

/** Each door opens on what its person does: the feed, what waits in the own circle, the duty board, the overview. */
async function placeBehind(door: DoorName): Promise<string> {
  if (door === "duty") return "/console/duty";
  if (door === "platform") return "/console/";
  if (door === "member") return "/";
  const own = (await listMyCircles({})).find((circle) => circle.my_role === "owner");
  return own === undefined ? "/" : `/c/${own.slug}/today`;
}

const DOOR_TEXT = { member: "door.member", host: "door.host", duty: "door.duty", platform: "door.platform" } as const;

/** The demo's four ways in, without a password; the server offers them on its own machine only. */
function Doors({ next }: { next: string | undefined }) {
  const t = useT();
  const locale = useLocale();
  const { doors } = useSite();
  const router = useRouter();
  const open = useMutation({
    mutationFn: async (door: DoorName) => {
      const me = await openDoor({ body: { door } });
      beSignedIn(me);
      const place = next ?? (await placeBehind(door));
      // The console is an app of its own.
      if (place.startsWith("/console")) location.assign(place);
      else router.history.push(me.first_run_done ? place : "/welcome");
    },
  });
  if (doors.length === 0) return null;
  return (
    <section className="rounded-card border border-line bg-surface p-4 lg:p-6">
      <h2 className="font-semibold">{t("door.title")}</h2>
      <p className="mb-3 text-sm text-pretty text-muted">{t("door.lead")}</p>
      <ul className="grid grid-cols-2 gap-2 lg:gap-3">
        {doors.map((door) => (
          <li key={door.door}>
            <button
              type="button"
              onClick={() => open.mutate(door.door)}
              disabled={open.isPending}
              className="flex h-full w-full cursor-pointer flex-col items-center gap-1 rounded-small border border-line bg-bg px-2 py-3 text-center transition-colors hover:border-brand hover:bg-tint disabled:cursor-default lg:py-5"
            >
              <PersonAvatar person={{ ...door, handle: door.door }} size={52} />
              <span className="font-semibold">{door.name}</span>
              <span className="text-sm text-brand">{inLocale(locale, door.role_zh, door.role_en)}</span>
              <span className="text-xs text-balance text-muted">{t(DOOR_TEXT[door.door])}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
