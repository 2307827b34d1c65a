import { inLocale, useLocale } from "@tonghao/i18n";
import { classes } from "@tonghao/ui";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Search, X } from "lucide-react";
import { type ComponentProps, type FormEvent, useEffect, useRef, useState } from "react";
import { circleQuery } from "../circles/queries.ts";
import { Page } from "../shell/Page.tsx";
import { useT } from "../text.ts";
import { type Asked, askedOf, type Kind, KINDS, ORDERS, TIMES } from "./queries.ts";
import { remember } from "./recent.ts";
import { Results } from "./Results.tsx";
import { Start } from "./Start.tsx";

const route = getRouteApi("/shell/inside/search");
const LONGEST = 200;
const CHIP = "flex min-h-11 shrink-0 cursor-pointer items-center rounded-full border px-4 text-sm whitespace-nowrap";

/** One field for everything; what is asked stands in the address, so that "back" and a link work. */
export function SearchPage() {
  const t = useT();
  const navigate = route.useNavigate();
  const asked = askedOf(route.useSearch());
  const ask = (change: Asked) => {
    const next = { ...asked, ...change };
    const q = next.q?.trim().slice(0, LONGEST) ?? "";
    if (change.q !== undefined && q !== "") remember(q);
    void navigate({ search: compact({ ...next, q }), replace: asked.q !== undefined });
  };
  return (
    <Page title={t("search.title")}>
      <SearchField key={`${asked.q ?? ""} ${asked.circle ?? ""}`} asked={asked} onAsk={(q) => ask({ q })} onEverywhere={() => void navigate({ search: compact({ ...asked, circle: undefined }) })} />
      {asked.q === undefined ? (
        <div className="pt-4">
          <Start onAsk={(q) => ask({ q })} />
        </div>
      ) : (
        <>
          <Kinds asked={asked} onKind={(kind) => ask({ kind })} />
          {asked.kind !== "circles" && asked.kind !== "people" && <Filters asked={asked} onChange={ask} />}
          <Results asked={asked} onAsk={(q) => ask({ q })} onKind={(kind) => ask({ kind })} />
        </>
      )}
    </Page>
  );
}

type Loose = { [Key in keyof Asked]: Asked[Key] | undefined };

/** Without what says nothing, so that addresses stay short. */
function compact(asked: Loose): Asked {
  return {
    ...(asked.q === undefined || asked.q === "" ? {} : { q: asked.q }),
    ...(asked.kind === undefined || asked.kind === "all" ? {} : { kind: asked.kind }),
    ...(asked.order === undefined || asked.order === "best" ? {} : { order: asked.order }),
    ...(asked.when === undefined || asked.when === "any" ? {} : { when: asked.when }),
    ...(asked.circle === undefined ? {} : { circle: asked.circle }),
  };
}

type FieldProps = { asked: Asked; onAsk: (words: string) => void; onEverywhere: () => void };

function SearchField({ asked, onAsk, onEverywhere }: FieldProps) {
  const t = useT();
  const locale = useLocale();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(asked.q ?? "");
  const circle = useQuery({ ...circleQuery(asked.circle ?? ""), enabled: asked.circle !== undefined });
  const name = circle.data === undefined ? (asked.circle ?? "") : inLocale(locale, circle.data.name, circle.data.name_en);
  const empty = asked.q === undefined;
  useEffect(() => {
    // With nothing asked yet there is one thing to do here.
    if (empty) field.current?.focus();
  }, [empty]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() !== "") onAsk(typed);
  };
  const label = asked.circle === undefined ? t("search.field") : t("search.field_circle", { name });
  return (
    <search className="mx-4 block md:mx-0">
      <form onSubmit={submit} className="relative">
        <Search size={18} aria-hidden="true" className="absolute top-1/2 left-4 -translate-y-1/2 text-muted" />
        <input
          ref={field}
          type="search"
          enterKeyHint="search"
          value={typed}
          maxLength={LONGEST}
          onChange={(event) => setTyped(event.target.value)}
          placeholder={label}
          aria-label={label}
          className="min-h-12 w-full rounded-full border border-line bg-surface pr-12 pl-11 placeholder:text-muted [&::-webkit-search-cancel-button]:hidden"
        />
        {typed !== "" && (
          <button
            type="button"
            aria-label={t("search.clear")}
            className="absolute top-1/2 right-1 grid size-11 -translate-y-1/2 cursor-pointer place-items-center text-muted"
            onClick={() => {
              setTyped("");
              field.current?.focus();
            }}
          >
            <X size={18} aria-hidden="true" />
          </button>
        )}
      </form>
      {asked.circle !== undefined && (
        <button type="button" className="min-h-11 cursor-pointer px-4 text-sm text-brand hover:underline" onClick={onEverywhere}>
          {t("search.everywhere")}
        </button>
      )}
    </search>
  );
}

function Kinds({ asked, onKind }: { asked: Asked; onKind: (kind: Kind) => void }) {
  const t = useT();
  // Inside a circle there are its texts; other circles and people are outside of it.
  const kinds = asked.circle === undefined ? KINDS : KINDS.slice(0, 3);
  return (
    <div role="group" aria-label={t("search.kinds")} className="mt-2 flex gap-5 overflow-x-auto border-b border-line px-4 [scrollbar-width:none] md:px-3">
      {kinds.map((kind) => (
        <button
          key={kind}
          type="button"
          aria-pressed={(asked.kind ?? "all") === kind}
          className="-mb-px flex min-h-12 shrink-0 cursor-pointer items-center border-b-[3px] border-transparent text-muted aria-pressed:border-brand aria-pressed:font-semibold aria-pressed:text-ink"
          onClick={() => onKind(kind)}
        >
          {t(`search.kind_${kind}`)}
        </button>
      ))}
    </div>
  );
}

function Filters({ asked, onChange }: { asked: Asked; onChange: (change: Asked) => void }) {
  const t = useT();
  const whens = Object.keys(TIMES) as (keyof typeof TIMES)[];
  return (
    <div role="group" aria-label={t("search.filters")} className="flex gap-2 overflow-x-auto px-4 py-3 [scrollbar-width:none] md:px-0">
      <Pick label={t("search.order")} value={asked.order ?? "best"} onChange={(event) => onChange({ order: event.target.value as Asked["order"] & string })}>
        {ORDERS.map((order) => (
          <option key={order} value={order}>
            {t(`search.order_${order}`)}
          </option>
        ))}
      </Pick>
      <Pick label={t("search.when")} value={asked.when ?? "any"} onChange={(event) => onChange({ when: event.target.value as Asked["when"] & string })}>
        {whens.map((when) => (
          <option key={when} value={when}>
            {t(`search.when_${when}`)}
          </option>
        ))}
      </Pick>
    </div>
  );
}

function Pick({ label, ...rest }: { label: string } & ComponentProps<"select">) {
  return (
    <label className={classes(CHIP, "gap-2 border-line bg-surface")}>
      <span className="text-muted">{label}</span>
      <select {...rest} className="min-h-10 cursor-pointer bg-transparent" />
    </label>
  );
}
