/** What the server says when it refuses: one shape, both languages. */
export type RefusalBody = {
  code: string;
  message_zh: string;
  message_en: string;
  details?: Record<string, unknown>;
};

/** Thrown by every operation that was not carried out. `status` 0: no answer at all. */
export class Refusal extends Error {
  readonly code: string;
  readonly status: number;
  readonly messageZh: string;
  readonly messageEn: string;
  readonly details: Record<string, unknown>;

  constructor(status: number, body: RefusalBody) {
    super(body.message_en);
    this.name = "Refusal";
    this.status = status;
    this.code = body.code;
    this.messageZh = body.message_zh;
    this.messageEn = body.message_en;
    this.details = body.details ?? {};
  }

  /** The sentence for a reader of `locale`. */
  in(locale: string): string {
    return locale.startsWith("zh") ? this.messageZh : this.messageEn;
  }
}

const OFFLINE: RefusalBody = {
  code: "offline",
  message_zh: "连不上服务器。写好的内容还在，稍后再试。",
  message_en: "The server cannot be reached. What you wrote is kept; try again in a moment.",
};

const UNREADABLE: RefusalBody = {
  code: "unreadable",
  message_zh: "服务器的回答读不懂。稍后再试，或告诉管理员。",
  message_en: "The server's answer could not be read. Try again later or tell the operator.",
};

export function offlineRefusal(): Refusal {
  return new Refusal(0, OFFLINE);
}

/** The refusal in an answer's body, whatever stands there. */
export function refusalOf(status: number, body: unknown): Refusal {
  const known = typeof body === "object" && body !== null && "code" in body && "message_zh" in body;
  return new Refusal(status, known ? (body as RefusalBody) : UNREADABLE);
}

export function isRefusal(error: unknown, code?: string): error is Refusal {
  return error instanceof Refusal && (code === undefined || error.code === code);
}
