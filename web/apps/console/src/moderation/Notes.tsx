import { type Case, noteOnCase } from "@tonghao/api";
import { Button, Textarea } from "@mantine/core";
import { Time } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { sentenceOf } from "../cache.ts";
import { useSendKey } from "../sendKey.ts";
import { Panel } from "../shell/Page.tsx";
import { Person } from "../shell/Person.tsx";
import { useT } from "../text.ts";
import { keepCase } from "./live.ts";

/** What colleagues found out; it is never changed, and neither author nor reporters read it. */
export function Notes({ kept }: { kept: Case }) {
  const t = useT();
  const [text, setText] = useState("");
  const headers = useSendKey(kept.case_id, kept.notes.length, text);
  const note = useMutation({
    mutationFn: () => noteOnCase({ path: { case_id: kept.case_id }, body: { text: text.trim() }, headers }),
    onSuccess: (noted) => {
      keepCase(noted);
      setText("");
    },
    meta: { quiet: true },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== "") note.mutate();
  };
  return (
    <Panel title={t("notes.title")} text={t("notes.text")}>
      {kept.notes.length > 0 && (
        <ul className="flex flex-col gap-3">
          {kept.notes.map((one) => (
            <li key={one.note_id} className="border-t border-line pt-2">
              <p className="flex flex-wrap items-center gap-x-3 text-sm">
                <Person person={one.author} size={24} />
                <Time at={one.at} className="text-muted" />
              </p>
              <p className="mt-1 break-words whitespace-pre-wrap">{one.text}</p>
            </li>
          ))}
        </ul>
      )}
      {kept.barred === "" && (
        <form onSubmit={submit} className="flex flex-col items-start gap-2">
          <Textarea
            className="w-full"
            data-key="m"
            label={t("notes.add")}
            rows={2}
            maxLength={1000}
            value={text}
            error={note.isError && sentenceOf(note.error)}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" h={40} loading={note.isPending} disabled={text.trim() === ""}>
            {t("notes.send")}
          </Button>
        </form>
      )}
    </Panel>
  );
}
