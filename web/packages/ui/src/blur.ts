import { thumbHashToApproximateAspectRatio, thumbHashToRGBA } from "thumbhash";

/** The bytes of a base64 thumbhash; null when it is not one. */
export function hashBytes(blur: string | null): Uint8Array | null {
  if (blur === null || blur === "") return null;
  try {
    const bytes = Uint8Array.from(atob(blur), (letter) => letter.charCodeAt(0));
    return bytes.length >= 5 ? bytes : null;
  } catch {
    return null;
  }
}

/** Paint the placeholder. A canvas, since a picture in a data: address would need a wider CSP. */
export function paintBlur(canvas: HTMLCanvasElement, blur: string): void {
  const bytes = hashBytes(blur);
  if (bytes === null) return;
  const { w, h, rgba } = thumbHashToRGBA(bytes);
  canvas.width = w;
  canvas.height = h;
  const pixels = new ImageData(w, h);
  pixels.data.set(rgba);
  canvas.getContext("2d")?.putImageData(pixels, 0, 0);
}

export { thumbHashToApproximateAspectRatio };
