import type { English } from "../texts.ts";
import type { zh } from "./media.zh.ts";

export const en: English<typeof zh> = {
  "upload.waiting": "Waiting",
  "upload.sending": "Uploading, {{share}}%",
  "upload.progress": "Upload progress",
  "upload.checked": "Checked, ready to post",
  "upload.held": "Held; a person will look at it.",
  "upload.refused": "This one cannot be used.",
  "upload.failed": "It did not arrive.",
};
