import { type DoorName, type Me, openDoor, signIn } from "@tonghao/api";
import { Alert, Button, PasswordInput, TextInput } from "@mantine/core";
import { inLocale, useLocale } from "@tonghao/i18n";
import { Logo, Toasts } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { sentenceOf } from "../cache.ts";
import { PageTitle } from "../shell/Page.tsx";
import { Person } from "../shell/Person.tsx";
import { LocaleSwitch, ThemeSwitch } from "../shell/switches.tsx";
import { useT } from "../text.ts";
import { beSignedIn, useSite } from "./session.ts";

const route = getRouteApi("/sign-in");

/** Back to what one came for. */
function useEntered() {
  const router = useRouter();
  const { next } = route.useSearch();
  return (me: Me) => {
    beSignedIn(me);
    router.history.push(`${router.basepath}${next ?? "/"}`);
  };
}

export function SignIn() {
  const t = useT();
  const { name } = useSite();
  const entered = useEntered();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const enter = useMutation({
    mutationFn: () => signIn({ body: { email: email.trim(), password } }),
    onSuccess: entered,
    meta: { quiet: true },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    enter.mutate();
  };
  return (
    <main id="content" className="mx-auto flex max-w-md flex-col gap-6 px-4 py-8 wide:py-16">
      <div className="flex items-center justify-between">
        <a href="/" className="rounded-md">
          <Logo name={name} />
        </a>
        <span className="flex items-center">
          <LocaleSwitch />
          <ThemeSwitch />
        </span>
      </div>
      <div className="flex flex-col gap-1">
        <PageTitle>{t("sign_in.title")}</PageTitle>
        <p className="text-muted">{t("sign_in.lead")}</p>
      </div>
      <Doors />
      <form onSubmit={submit} className="flex flex-col gap-4">
        <TextInput
          label={t("sign_in.who")}
          size="md"
          name="email"
          autoComplete="username"
          autoCapitalize="none"
          required
          withAsterisk={false}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label={t("sign_in.password")}
          size="md"
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          visibilityToggleButtonProps={{ "aria-label": t("sign_in.show") }}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {enter.isError && (
          <Alert color="red" role="alert">
            {sentenceOf(enter.error)}
          </Alert>
        )}
        <Button type="submit" h={44} loading={enter.isPending}>
          {t("sign_in.enter")}
        </Button>
      </form>
      <Toasts />
    </main>
  );
}

const DOOR_TEXT: Partial<Record<DoorName, "door.duty" | "door.platform">> = { duty: "door.duty", platform: "door.platform" };

/** The demo's ways into the console, without a password; the server offers them on its own machine only. */
function Doors() {
  const t = useT();
  const locale = useLocale();
  const { doors } = useSite();
  const entered = useEntered();
  const open = useMutation({ mutationFn: (door: DoorName) => openDoor({ body: { door } }), onSuccess: entered });
  const ours = doors.filter((door) => DOOR_TEXT[door.door] !== undefined);
  if (ours.length === 0) return null;
  return (
    <section className="panel p-4">
      <h2 className="font-semibold">{t("door.title")}</h2>
      <p className="mb-3 text-sm text-muted">{t("door.lead")}</p>
      <ul className="flex flex-col gap-2">
        {ours.map((door) => (
          <li key={door.door}>
            <button
              type="button"
              disabled={open.isPending}
              onClick={() => open.mutate(door.door)}
              className="flex min-h-16 w-full cursor-pointer items-center gap-3 rounded-small border border-line bg-bg px-3 py-2 text-left hover:border-brand"
            >
              <Person person={{ ...door, handle: door.door, is_gone: false }} size={44} className="shrink-0 font-semibold" />
              <span className="min-w-0 text-sm">
                <span className="block text-brand">{inLocale(locale, door.role_zh, door.role_en)}</span>
                <span className="block text-muted">{t(DOOR_TEXT[door.door] ?? "door.duty")}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
