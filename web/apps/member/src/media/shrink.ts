/** The largest that the server shows: made smaller before it is sent, so that it arrives and is checked sooner. */
const LONGEST_PX = 2048;
const SMALL_BYTES = 600_000;
const QUALITY = 0.88;

/**
 * `file` with at most LONGEST_PX on its longer side; `file` itself when it is small or cannot be read here.
 * HEIC and GIF go as they are: browsers cannot write them, and the server reads them better.
 */
export async function shrunk(file: File): Promise<Blob> {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size < SMALL_BYTES) return file;
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    // The server says what is wrong with it.
    return file;
  }
  const size = sizeWithin(picture.width, picture.height);
  if (size === null) {
    picture.close();
    return file;
  }
  try {
    // A PNG may be see-through, which JPEG cannot say.
    const type = file.type === "image/jpeg" ? "image/jpeg" : "image/webp";
    const small = await drawn(picture, size, type);
    // A browser that cannot write the type writes a large PNG instead.
    return small !== null && small.type === type && small.size < file.size ? small : file;
  } catch {
    return file;
  } finally {
    picture.close();
  }
}

/** Width and height with at most LONGEST_PX on the longer side, never below one; null when it fits. */
export function sizeWithin(width: number, height: number): [number, number] | null {
  const scale = LONGEST_PX / Math.max(width, height);
  return scale >= 1 ? null : [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
}

/** Off the main thread where there is an OffscreenCanvas, on a canvas of the page where there is none. */
async function drawn(picture: ImageBitmap, [width, height]: [number, number], type: string): Promise<Blob | null> {
  if (typeof OffscreenCanvas !== "undefined") {
    const canvas = new OffscreenCanvas(width, height);
    paint(canvas.getContext("2d"), picture, width, height);
    return canvas.convertToBlob({ type, quality: QUALITY });
  }
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  paint(canvas.getContext("2d"), picture, width, height);
  return new Promise((resolve) => canvas.toBlob(resolve, type, QUALITY));
}

function paint(
  context: OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D | null,
  picture: ImageBitmap,
  width: number,
  height: number,
): void {
  if (context === null) throw new Error("no canvas");
  context.imageSmoothingQuality = "high";
  context.drawImage(picture, 0, 0, width, height);
}

/** Draw `file` into `canvas`, as large as its frame; whether this browser can. A canvas, since blob: addresses would need a wider CSP. */
export async function drawPreview(canvas: HTMLCanvasElement, file: Blob): Promise<boolean> {
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(file, { imageOrientation: "from-image", resizeWidth: 480, resizeQuality: "medium" });
  } catch {
    return false;
  }
  canvas.width = picture.width;
  canvas.height = picture.height;
  canvas.getContext("2d")?.drawImage(picture, 0, 0);
  picture.close();
  return true;
}
