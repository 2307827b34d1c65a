/** Larger than any screen shows: made smaller before it is sent, so that it arrives sooner. */
const LONGEST_PX = 2560;
const QUALITY = 0.9;

/** `file` with at most LONGEST_PX on its longer side; `file` itself when it is small or cannot be read here. */
export async function shrunk(file: File): Promise<Blob> {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size < 600_000) return file;
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    // The server says what is wrong with it.
    return file;
  }
  const scale = LONGEST_PX / Math.max(picture.width, picture.height);
  if (scale >= 1) {
    picture.close();
    return file;
  }
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const type = file.type === "image/png" ? "image/webp" : "image/jpeg";
  const small = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, QUALITY));
  return small !== null && small.size < file.size ? small : file;
}

/** Draw `file` into `canvas`, as large as its frame. A canvas, since blob: addresses would need a wider CSP. */
export async function drawPreview(canvas: HTMLCanvasElement, file: Blob): Promise<void> {
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(file, { imageOrientation: "from-image", resizeWidth: 480, resizeQuality: "medium" });
  } catch {
    return;
  }
  canvas.width = picture.width;
  canvas.height = picture.height;
  canvas.getContext("2d")?.drawImage(picture, 0, 0);
  picture.close();
}
