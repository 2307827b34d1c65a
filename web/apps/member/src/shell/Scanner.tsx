import { useEffect, useRef } from "react";
import { startReading } from "../meetups/scan.ts";

type ScannerProps = {
  label: string;
  /** What a read text means here; null where it is nothing of ours. */
  codeIn: (text: string) => string | null;
  onCode: (code: string) => void;
  onFailed: () => void;
};

/** The camera, until it has seen a code that means something here. */
export function Scanner({ label, codeIn, onCode, onFailed }: ScannerProps) {
  const video = useRef<HTMLVideoElement>(null);
  const heard = useRef({ codeIn, onCode, onFailed });
  useEffect(() => {
    heard.current = { codeIn, onCode, onFailed };
  });
  useEffect(() => {
    const shown = video.current;
    if (shown === null) return undefined;
    const stop = startReading(shown, (text) => {
      const code = heard.current.codeIn(text);
      if (code !== null) heard.current.onCode(code);
      return code !== null;
    });
    stop.failed.catch(() => heard.current.onFailed());
    return stop.end;
  }, []);
  return <video ref={video} muted playsInline aria-label={label} className="aspect-square w-full rounded-card bg-tint object-cover" />;
}
