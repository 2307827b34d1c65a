import { dropCallAddress, setCallAddress, tryCallAddress } from "@tonghao/api";
import { Alert, Button, Modal, TextInput } from "@mantine/core";
import { useLocale } from "@tonghao/i18n";
import { fullTimeOf } from "@tonghao/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { cache, sentenceOf } from "../cache.ts";
import { useT } from "../text.ts";
import { callAddressQuery } from "./queries.ts";

/** Where the platform's calls go besides, for its operator. */
export function AddressButton() {
  const t = useT();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button h={44} variant="outline" onClick={() => setOpen(true)}>
        {t("calls.address")}
      </Button>
      {open && <AddressModal onClose={() => setOpen(false)} />}
    </>
  );
}

function AddressModal({ onClose }: { onClose: () => void }) {
  const t = useT();
  const locale = useLocale();
  const { data } = useQuery(callAddressQuery);
  const [url, setUrl] = useState("");
  const save = useMutation({
    mutationFn: () => setCallAddress({ body: { url: url.trim() } }),
    onSuccess: (now) => {
      cache.setQueryData(callAddressQuery.queryKey, now);
      setUrl("");
    },
    meta: { quiet: true },
  });
  const drop = useMutation({
    mutationFn: () => dropCallAddress({}),
    onSuccess: () => void cache.invalidateQueries({ queryKey: callAddressQuery.queryKey }),
  });
  const trial = useMutation({ mutationFn: () => tryCallAddress({}) });
  const came = trial.data;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (url.trim() !== "") save.mutate();
  };
  const close = () => {
    // The secret is not kept on the screen.
    void cache.invalidateQueries({ queryKey: callAddressQuery.queryKey });
    onClose();
  };
  return (
    <Modal opened onClose={close} closeButtonProps={{ "aria-label": t("ui.close") }} title={t("calls.address")} centered>
      <div className="flex flex-col gap-4">
        <p className="text-muted">{t("calls.address_text")}</p>
        {data?.url == null || data.set_at === null ? <p>{t("calls.none")}</p> : <p className="break-all">{t("calls.set_since", { host: data.url, time: fullTimeOf(Date.parse(data.set_at), locale) })}</p>}
        {data?.secret != null && (
          <Alert color="yellow" role="note" title={t("calls.secret")}>
            <code className="block py-1 break-all">{data.secret}</code>
            {t("calls.secret_text")}
          </Alert>
        )}
        {data?.url != null && (
          <div className="flex flex-wrap gap-2">
            <Button h={44} variant="default" loading={trial.isPending} onClick={() => trial.mutate()}>
              {t("calls.try")}
            </Button>
            <Button h={44} variant="default" loading={drop.isPending} onClick={() => drop.mutate()}>
              {t("calls.drop")}
            </Button>
          </div>
        )}
        {came !== undefined && (
          <p role="status">{came.is_taken ? t("calls.tried") : came.status !== null ? t("calls.tried_status", { status: came.status }) : t(came.fault === "address_forbidden" ? "calls.tried_private" : "calls.tried_not")}</p>
        )}
        <form onSubmit={submit} className="flex flex-col gap-3">
          <TextInput size="md" type="url" required maxLength={500} label={t("calls.url")} description={t("calls.url_hint")} value={url} onChange={(event) => setUrl(event.currentTarget.value)} />
          {save.isError && (
            <Alert color="red" role="alert">
              {sentenceOf(save.error)}
            </Alert>
          )}
          <Button type="submit" h={44} loading={save.isPending}>
            {t("calls.save")}
          </Button>
        </form>
      </div>
    </Modal>
  );
}
