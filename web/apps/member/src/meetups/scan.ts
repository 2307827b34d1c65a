/** Codes in what the camera sees: by the browser itself where it can, else by jsQR, which comes when it is needed. */

type Detector = { detect: (source: CanvasImageSource) => Promise<{ rawValue: string }[]> };
type DetectorClass = new (options: { formats: string[] }) => Detector;

const LOOK_EVERY_MS = 200;
const WIDEST = 640;

/** The six digits that a scanned address or a typed text names. */
export function codeIn(text: string): string | null {
  const plain = text.trim();
  if (/^\d{6}$/.test(plain)) return plain;
  return /[?&]code=(\d{6})(?:&|#|$)/.exec(plain)?.[1] ?? null;
}

async function readerOf(): Promise<(video: HTMLVideoElement) => Promise<string | null>> {
  const native = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  if (native !== undefined) {
    const detector = new native({ formats: ["qr_code"] });
    return async (video) => (await detector.detect(video))[0]?.rawValue ?? null;
  }
  const { default: jsQR } = await import("jsqr");
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  return async (video) => {
    const scale = Math.min(1, WIDEST / Math.max(1, video.videoWidth));
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    if (pen === null || canvas.width === 0) return null;
    pen.drawImage(video, 0, 0, canvas.width, canvas.height);
    const seen = pen.getImageData(0, 0, canvas.width, canvas.height);
    return jsQR(seen.data, seen.width, seen.height)?.data ?? null;
  };
}

/** Show the camera in `video` and tell `take` what it reads, until it takes something or `end` is called. */
export function startReading(video: HTMLVideoElement, take: (text: string) => boolean): { end: () => void; failed: Promise<void> } {
  const stopped = new AbortController();
  let stream: MediaStream | null = null;
  const end = () => {
    stopped.abort();
    for (const track of stream?.getTracks() ?? []) track.stop();
  };
  const run = async () => {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    if (stopped.signal.aborted) return end();
    video.srcObject = stream;
    await video.play();
    const read = await readerOf();
    while (!stopped.signal.aborted) {
      // oxlint-disable-next-line no-await-in-loop
      const text = await read(video);
      if (text !== null && take(text)) return end();
      // oxlint-disable-next-line no-await-in-loop
      await new Promise((next) => setTimeout(next, LOOK_EVERY_MS));
    }
    return undefined;
  };
  const failed = run().catch((error: unknown) => {
    if (!stopped.signal.aborted) throw error;
  });
  return { end, failed };
}
