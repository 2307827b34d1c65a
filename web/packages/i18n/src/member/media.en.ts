import type { English } from "../texts.ts";
import type { zh } from "./media.zh.ts";

export const en: English<typeof zh> = {
  "upload.waiting": "Waiting",
  "upload.sending": "Uploading, {{share}}%",
  "upload.paused": "Paused at {{share}}%",
  "upload.pause": "Pause",
  "upload.go_on": "Go on",
  "upload.cut": "Not finished last time: {{names}}. Choose the same photo again and it goes on from there.",
  "upload.gif_still": "Of a GIF the first frame is posted, as a still photo.",
  "upload.progress": "Upload progress",
  "upload.checked": "Checked, ready to post",
  "upload.held": "Held; a person will look at it.",
  "upload.refused": "This one cannot be used.",
  "upload.failed": "It did not arrive.",
};
