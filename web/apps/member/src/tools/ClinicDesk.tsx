import { type Circle, type Clinic, dismissCounsellor, nameCounsellor, setClinicNotice } from "@tonghao/api";
import { Button, Dialog, Field, TextArea } from "@tonghao/ui";
import { useInfiniteQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { entriesOf } from "../cache.ts";
import { membersQuery } from "../circles/queries.ts";
import { Confirm } from "../shell/Confirm.tsx";
import { Panel } from "../shell/Page.tsx";
import { PersonAvatar, PersonRow } from "../shell/Person.tsx";
import { useT } from "../text.ts";
import { standingIn, useAct } from "./parts.tsx";

/** Who answers, by name and credential; the host names them and adds to the notice. */
export function Desk({ circle, clinic }: { circle: Circle; clinic: Clinic }) {
  const t = useT();
  const { hosts } = standingIn(circle);
  const [open, setOpen] = useState<"name" | "notice" | null>(null);
  const close = () => setOpen(null);
  return (
    <Panel title={t("clinic.desk")}>
      {clinic.counsellors.length === 0 && <p className="text-sm text-muted">{t("clinic.desk_empty")}</p>}
      <ul className="flex flex-col divide-y divide-line">
        {clinic.counsellors.map((one) => (
          <li key={one.account.account_id} className="py-2">
            <PersonRow person={one.account} below={one.credential} size={36} end={hosts && <Dismiss circle={circle} accountId={one.account.account_id} name={one.account.name} />} />
          </li>
        ))}
      </ul>
      {hosts && (
        <div className="mt-2 flex flex-wrap gap-2">
          <Button look="soft" size="s" className="min-h-11" onClick={() => setOpen("name")}>
            {t("clinic.name_add")}
          </Button>
          <Button look="line" size="s" className="min-h-11" onClick={() => setOpen("notice")}>
            {t("clinic.notice_edit")}
          </Button>
        </div>
      )}
      {open === "name" && <NameOne circle={circle} onClose={close} />}
      {open === "notice" && <EditNotice circle={circle} clinic={clinic} onClose={close} />}
    </Panel>
  );
}

function Dismiss({ circle, accountId, name }: { circle: Circle; accountId: string; name: string }) {
  const t = useT();
  const [asking, setAsking] = useState(false);
  const title = t("clinic.dismiss_named", { name });
  const dismiss = useAct(circle, "clinic", () => dismissCounsellor({ path: { circle_id: circle.circle_id, account_id: accountId } }), () => setAsking(false));
  return (
    <>
      <Button look="ghost" size="icon" aria-label={title} onClick={() => setAsking(true)}>
        <X size={16} aria-hidden="true" />
      </Button>
      {asking && <Confirm title={title} text={t("clinic.dismiss_text")} act={t("clinic.dismiss")} busy={dismiss.isPending} onAct={() => dismiss.mutate()} onClose={() => setAsking(false)} />}
    </>
  );
}

function NameOne({ circle, onClose }: { circle: Circle; onClose: () => void }) {
  const t = useT();
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState("");
  const [credential, setCredential] = useState("");
  const q = useDeferredValue(typed.trim());
  const members = useInfiniteQuery({ ...membersQuery(circle.circle_id, q), placeholderData: (before) => before });
  const name = useAct(circle, "clinic", () => nameCounsellor({ path: { circle_id: circle.circle_id, account_id: chosen }, body: { credential } }), onClose);
  return (
    <Dialog
      title={t("clinic.name_add")}
      description={t("clinic.name_text")}
      onClose={onClose}
      footer={
        <Button busy={name.isPending} disabled={chosen === "" || credential.trim() === ""} onClick={() => name.mutate()}>
          {t("clinic.name_send")}
        </Button>
      }
    >
      <Field type="search" label={t("clinic.who")} value={typed} onChange={(event) => setTyped(event.target.value)} />
      <fieldset className="flex max-h-60 flex-col overflow-y-auto">
        <legend className="sr-only">{t("clinic.who")}</legend>
        {entriesOf(members.data).map((member) => (
          <label key={member.account_id} className="flex min-h-11 cursor-pointer items-center gap-3">
            <input type="radio" name="counsellor" checked={chosen === member.account_id} onChange={() => setChosen(member.account_id)} className="size-5 shrink-0 accent-brand" />
            <PersonAvatar person={member} size={28} />
            <span className="min-w-0 truncate">{member.name}</span>
          </label>
        ))}
      </fieldset>
      <Field label={t("clinic.credential")} hint={t("clinic.credential_hint")} maxLength={60} value={credential} onChange={(event) => setCredential(event.target.value)} />
    </Dialog>
  );
}

function EditNotice({ circle, clinic, onClose }: { circle: Circle; clinic: Clinic; onClose: () => void }) {
  const t = useT();
  const [text, setText] = useState(clinic.notice.own);
  const save = useAct(circle, "clinic", () => setClinicNotice({ path: { circle_id: circle.circle_id }, body: { text } }), onClose);
  return (
    <Dialog
      title={t("clinic.notice_edit")}
      description={t("clinic.notice_text")}
      onClose={onClose}
      footer={
        <Button busy={save.isPending} disabled={text.trim() === clinic.notice.own} onClick={() => save.mutate()}>
          {t("clinic.notice_save")}
        </Button>
      }
    >
      <TextArea label={t("clinic.notice_own")} maxLength={500} rows={4} value={text} onChange={(event) => setText(event.target.value)} />
    </Dialog>
  );
}
