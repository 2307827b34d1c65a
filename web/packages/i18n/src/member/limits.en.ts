import type { English } from "../texts.ts";
import type { zh } from "./limits.zh.ts";

export const en: English<typeof zh> = {
  "limits.title": "This circle is restricted for now",
  "limits.read_only": "To be read only: nobody can write",
  "limits.pre_check": "A person looks at each post and comment before others see it",
  "limits.photo_check": "A person looks at posts with photos before others see them",
  "limits.no_photos": "No new photos",
  "limits.invite_only": "People come in by invitation only",
  "limits.hidden": "Not shown in search, discovery and recommendations",
  "limits.closed": "Closed: it can be read, but not written in",
  "limits.tips_off": "No tips",
  "limits.by_sanction": "The platform's decision",
  "limits.by_brake": "Emergency brake",
  "limits.by_breaker": "Circuit breaker",
  "limits.by_tier": "Rule of its tier",
  "limits.by_duty": "Nobody is on duty",
  "limits.by_licence": "A licence is missing",
  "limits.until": "until {{date}}",
  "limits.no_end": "without a set end",
  "limits.reason": "Why: {{reason}}",
};
