import { checkIn, type Post } from "@tonghao/api";
import { Button, Dialog, Field, toast } from "@tonghao/ui";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { cache, sentenceOf } from "../cache.ts";
import { useT } from "../text.ts";
import { codeIn, startReading } from "./scan.ts";

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

function Scanner({ onCode, onFailed }: { onCode: (code: string) => void; onFailed: () => void }) {
  const t = useT();
  const video = useRef<HTMLVideoElement>(null);
  const heard = useRef({ onCode, onFailed });
  useEffect(() => {
    heard.current = { onCode, onFailed };
  });
  useEffect(() => {
    const shown = video.current;
    if (shown === null) return undefined;
    const stop = startReading(shown, (text) => {
      const code = codeIn(text);
      if (code !== null) heard.current.onCode(code);
      return code !== null;
    });
    stop.failed.catch(() => heard.current.onFailed());
    return stop.end;
  }, []);
  return <video ref={video} muted playsInline aria-label={t("meetup.scan")} className="aspect-square w-full rounded-card bg-tint object-cover" />;
}
