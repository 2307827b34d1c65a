import type { English } from "../texts.ts";
import type { zh } from "./security.zh.ts";

export const en: English<typeof zh> = {
  "contact.title": "E-mail and phone",
  "contact.text": "To sign in and to recover the account. Nobody else sees them.",
  "contact.none": "None yet",
  "contact.add": "Add",
  "contact.change": "Change",
  "contact.remove": "Remove",
  "contact.new_email": "New e-mail address",
  "contact.new_phone": "New mobile number",
  "contact.confirm": "Confirm",
  "contact.done": "Changed.",
  "contact.remove_email": "Remove the e-mail address?",
  "contact.remove_phone": "Remove the number?",
  "contact.remove_text": "You can no longer sign in or recover the password with it.",
  "sessions.password": "By password",
  "sessions.code": "By code",
  "sessions.passkey": "By passkey",
  "sessions.recovery": "By recovery code",
  "sessions.sign_up": "At sign-up",
  "sessions.claim": "When the account was taken back",
  "sessions.door": "Demo door",
};
