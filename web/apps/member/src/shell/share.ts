import { toast } from "@tonghao/ui";
import { say } from "../text.ts";

/** Hand the address over: by the machine's own sheet where there is one, else into the clipboard. */
export function share(title: string, path: string): void {
  const url = new URL(path, location.origin).href;
  if (navigator.share !== undefined && matchMedia("(pointer: coarse)").matches) {
    navigator.share({ title, url }).catch(() => undefined);
    return;
  }
  void copy(url, say("share.copied"));
}

/** Into the clipboard; where that is not allowed, the text is shown to be copied by hand. */
export async function copy(text: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast(done);
  } catch {
    toast(text);
  }
}
