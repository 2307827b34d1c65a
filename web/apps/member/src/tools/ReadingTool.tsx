import { beginReading, type Circle, dropMargin, listMargins, listReadings, markSection, type ReadingMonth, type Section, writeMargin } from "@tonghao/api";
import { useLocale } from "@tonghao/i18n";
import { Button, classes, Dialog, Field, Skeleton, TextArea } from "@tonghao/ui";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Lock, Plus, X } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { useMe } from "../accounts/session.ts";
import { byCursor, entriesOf } from "../cache.ts";
import { LoadMore } from "../shell/LoadMore.tsx";
import { Failed } from "../shell/Nowhere.tsx";
import { Panel } from "../shell/Page.tsx";
import { PersonAvatar, PersonName } from "../shell/Person.tsx";
import { useT } from "../text.ts";
import { NothingHere, standingIn, useAct } from "./parts.tsx";
import { Remove, Report } from "./Remarks.tsx";

/** A book for a month: sections with dates; notes open for those who have read them. */
export default function ReadingTool({ circle }: { circle: Circle }) {
  const t = useT();
  const { hosts } = standingIn(circle);
  const [beginning, setBeginning] = useState(false);
  const found = useQuery({
    queryKey: ["tool", circle.circle_id, "reading", "list"],
    queryFn: ({ signal }) => listReadings({ path: { circle_id: circle.circle_id }, signal }),
  });
  if (found.isError) return <Failed error={found.error} onRetry={() => void found.refetch()} />;
  if (found.data === undefined) return <Skeleton className="h-60 w-full rounded-card" />;
  return (
    <>
      {hosts && (
        <Button look="soft" className="mx-4 self-start md:mx-0" onClick={() => setBeginning(true)}>
          {t("reading.begin")}
        </Button>
      )}
      {found.data.length === 0 && <NothingHere text={t("reading.none")} />}
      {found.data.map((book) => (
        <Book key={book.reading_id} circle={circle} book={book} />
      ))}
      {beginning && <Begin circle={circle} onClose={() => setBeginning(false)} />}
    </>
  );
}

function Book({ circle, book }: { circle: Circle; book: ReadingMonth }) {
  const t = useT();
  const me = useMe();
  const read = book.sections.filter((section) => section.i_read).length;
  return (
    <Panel title={`《${book.title}》${book.author}`}>
      {book.about !== "" && <p className="mb-2 whitespace-pre-line">{book.about}</p>}
      {standingIn(circle).belongs && (
        <p className="mb-1 text-sm text-muted tabular-nums">{t("reading.progress", { read, all: book.sections.length })}</p>
      )}
      <ol className="flex flex-col divide-y divide-line">
        {book.sections.map((section) => (
          <SectionRow key={section.number} circle={circle} book={book} section={section} />
        ))}
      </ol>
      <Report circle={circle} subjectId={book.reading_id} mine={me?.account_id === book.made_by} label={t("tool.report_named", { name: book.title })} word={t("tool.report")} />
    </Panel>
  );
}

function SectionRow({ circle, book, section }: { circle: Circle; book: ReadingMonth; section: Section }) {
  const t = useT();
  const id = useId();
  const locale = useLocale();
  const { belongs } = standingIn(circle);
  const [open, setOpen] = useState(false);
  const path = { circle_id: circle.circle_id, reading_id: book.reading_id, section: section.number };
  const mark = useAct<boolean>(circle, "reading", (is_read) => markSection({ path, body: { is_read } }));
  const day = new Intl.DateTimeFormat(locale, { month: "short", day: "numeric", timeZone: "UTC" }).format(Date.parse(section.due_on));
  return (
    <li className="py-2">
      <div className="flex items-center gap-x-3">
        <time dateTime={section.due_on} className="w-16 shrink-0 text-sm text-muted tabular-nums">
          {day}
        </time>
        {belongs ? (
          <label className="flex min-h-11 min-w-0 flex-1 cursor-pointer items-center gap-3">
            <input type="checkbox" checked={mark.isPending ? mark.variables : section.i_read} disabled={mark.isPending} onChange={() => mark.mutate(!section.i_read)} className="size-5 shrink-0 accent-brand" />
            <span className={classes("min-w-0 break-words", section.i_read && "text-muted")}>{section.title}</span>
          </label>
        ) : (
          <span className="flex min-h-11 min-w-0 flex-1 items-center break-words">{section.title}</span>
        )}
      </div>
      <div className="flex min-h-9 flex-wrap items-center gap-x-3 pl-19">
        <span className="text-sm text-muted tabular-nums">{t("reading.readers", { count: section.read_count })}</span>
        {section.i_read ? (
          <Button look="ghost" size="s" className="min-h-11 text-brand" aria-expanded={open} aria-controls={`${id}-notes`} onClick={() => setOpen(!open)}>
            {t("reading.margins", { count: section.margin_count })}
          </Button>
        ) : (
          section.margin_count > 0 && (
            <span className="flex items-center gap-1 text-sm text-muted">
              <Lock size={14} aria-hidden="true" />
              {t("reading.locked", { count: section.margin_count })}
            </span>
          )
        )}
      </div>
      <div id={`${id}-notes`}>{open && section.i_read && <Margins circle={circle} book={book} section={section} />}</div>
    </li>
  );
}

function Margins({ circle, book, section }: { circle: Circle; book: ReadingMonth; section: Section }) {
  const t = useT();
  const { belongs } = standingIn(circle);
  const [text, setText] = useState("");
  const path = { circle_id: circle.circle_id, reading_id: book.reading_id, section: section.number };
  const notes = useInfiniteQuery({
    queryKey: ["tool", circle.circle_id, "reading", "margins", book.reading_id, section.number],
    queryFn: ({ pageParam, signal }) => listMargins({ path, query: { cursor: pageParam }, signal }),
    ...byCursor,
  });
  const write = useAct(circle, "reading", () => writeMargin({ path, body: { text } }), () => setText(""));
  const drop = useAct<string>(circle, "reading", (margin_id) => dropMargin({ path: { ...path, margin_id } }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    write.mutate();
  };
  return (
    <div className="ml-1 flex flex-col gap-3 border-l-2 border-line py-2 pl-4">
      {entriesOf(notes.data).map((note) => (
        <div key={note.margin_id} className="flex gap-3">
          <PersonAvatar person={note.account} size={28} />
          <p className="min-w-0 flex-1 break-words whitespace-pre-line">
            <PersonName person={note.account} />：{note.text}
          </p>
          <Report circle={circle} subjectId={note.margin_id} mine={note.mine} label={t("tool.report_remark", { name: note.account.name })} />
          {!note.mine && (
            <Remove
              circle={circle}
              tool="reading"
              mine={false}
              label={t("reading.drop_note", { name: note.account.name })}
              onRemove={(reason) => dropMargin({ path: { ...path, margin_id: note.margin_id }, query: { reason } })}
            />
          )}
          {note.mine && (
            <Button look="ghost" size="icon" aria-label={t("reading.drop_note", { name: note.account.name })} onClick={() => drop.mutate(note.margin_id)}>
              <X size={16} aria-hidden="true" />
            </Button>
          )}
        </div>
      ))}
      {notes.isSuccess && entriesOf(notes.data).length === 0 && <p className="text-sm text-muted">{t("reading.no_notes")}</p>}
      <LoadMore has={notes.hasNextPage} busy={notes.isFetchingNextPage} failed={notes.isFetchNextPageError} onMore={() => void notes.fetchNextPage()} />
      {belongs && (
        <form onSubmit={submit} className="flex flex-col gap-2">
          <TextArea label={t("reading.note")} hint={t("reading.note_hint")} maxLength={1000} rows={2} value={text} onChange={(event) => setText(event.target.value)} />
          <Button type="submit" size="s" className="min-h-11 self-start" busy={write.isPending} disabled={text.trim() === ""}>
            {t("reading.write")}
          </Button>
        </form>
      )}
    </div>
  );
}

type Row = { title: string; due_on: string };

function Begin({ circle, onClose }: { circle: Circle; onClose: () => void }) {
  const t = useT();
  const [draft, setDraft] = useState({ title: "", author: "", about: "" });
  const [rows, setRows] = useState<Row[]>([{ title: "", due_on: "" }]);
  const put = (at: number, change: Partial<Row>) => setRows(rows.map((row, place) => (place === at ? { ...row, ...change } : row)));
  const begin = useAct(circle, "reading", () => beginReading({ path: { circle_id: circle.circle_id }, body: { ...draft, sections: rows } }), onClose);
  const ready = draft.title.trim() !== "" && rows.every((row) => row.title.trim() !== "" && row.due_on !== "");
  return (
    <Dialog
      title={t("reading.begin")}
      onClose={onClose}
      footer={
        <Button busy={begin.isPending} disabled={!ready} onClick={() => begin.mutate()}>
          {t("reading.begin")}
        </Button>
      }
    >
      <Field label={t("reading.title")} maxLength={60} value={draft.title} onChange={(event) => setDraft({ ...draft, title: event.target.value })} />
      <Field label={t("reading.author")} maxLength={60} value={draft.author} onChange={(event) => setDraft({ ...draft, author: event.target.value })} />
      <TextArea label={t("reading.about")} maxLength={500} rows={2} value={draft.about} onChange={(event) => setDraft({ ...draft, about: event.target.value })} />
      {rows.map((row, at) => (
        // oxlint-disable-next-line react/no-array-index-key
        <div key={at} className="flex flex-wrap items-end gap-2">
          <div className="min-w-0 flex-1">
            <Field label={t("reading.section_at", { at: at + 1 })} maxLength={60} value={row.title} onChange={(event) => put(at, { title: event.target.value })} />
          </div>
          <div className="w-40">
            <Field label={t("reading.due")} type="date" value={row.due_on} onChange={(event) => put(at, { due_on: event.target.value })} />
          </div>
        </div>
      ))}
      <Button look="line" className="self-start" onClick={() => setRows([...rows, { title: "", due_on: "" }])}>
        <Plus size={18} aria-hidden="true" />
        {t("reading.add_section")}
      </Button>
    </Dialog>
  );
}
