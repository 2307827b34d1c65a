import { checkIn, type Post } from "@tonghao/api";
import { Button, Dialog, Field, toast } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { cache, sentenceOf } from "../cache.ts";
import { Scanner } from "../shell/Scanner.tsx";
import { useT } from "../text.ts";
import { codeIn } from "./scan.ts";

/** Scan the organiser's code, or type its six digits. */
export default function CheckIn({ post, code: first, onClose }: { post: Post; code: string; onClose: () => void }) {
  const t = useT();
  const [code, setCode] = useState(codeIn(first) ?? "");
  const [scanning, setScanning] = useState(false);
  const send = useMutation({
    mutationFn: (said: string) => checkIn({ path: { circle_id: post.circle_id, post_id: post.post_id }, body: { code: said } }),
    onSuccess: (done) => {
      toast(done.again ? t("meetup.checked_in_before") : t("meetup.checked_in"));
      void cache.invalidateQueries({ queryKey: ["post", post.circle_id, post.post_id] });
      onClose();
    },
    meta: { quiet: true },
  });
  return (
    <Dialog
      title={t("meetup.check_in")}
      description={t("meetup.check_in_text")}
      onClose={onClose}
      footer={
        <Button busy={send.isPending} disabled={code.length !== 6} onClick={() => send.mutate(code)}>
          {t("meetup.check_in")}
        </Button>
      }
    >
      {scanning ? (
        <Scanner
          label={t("meetup.scan")}
          codeIn={codeIn}
          onCode={(said) => {
            setScanning(false);
            setCode(said);
            send.mutate(said);
          }}
          onFailed={() => {
            setScanning(false);
            toast(t("meetup.no_camera"), "bad");
          }}
        />
      ) : (
        <Button look="soft" onClick={() => setScanning(true)}>
          {t("meetup.scan")}
        </Button>
      )}
      <Field
        label={t("meetup.code")}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        value={code}
        error={send.isError ? sentenceOf(send.error) : null}
        onChange={(event) => setCode(event.target.value.replace(/\D/g, ""))}
        className="text-center text-2xl tracking-[0.4em] tabular-nums"
      />
    </Dialog>
  );
}
