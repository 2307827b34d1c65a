/** What happened to accounts, applied to what is shown. */
import { type LiveEvent } from "@tonghao/api";
import { cache } from "../cache.ts";
import { meQuery, signedIn } from "./session.ts";

export function hearAccounts(event: LiveEvent): void {
  const me = signedIn();
  switch (event.kind) {
    case "profile.edited":
      if (event.account_id === me?.account_id) void cache.invalidateQueries({ queryKey: meQuery.queryKey });
      void cache.invalidateQueries({ queryKey: ["profile"] });
      break;
    case "session.revoked":
      // It may be this device: asking who I am finds out, and signs out when it is.
      void cache.invalidateQueries({ queryKey: meQuery.queryKey });
      void cache.invalidateQueries({ queryKey: ["sessions"] });
      break;
    case "account.sanctioned":
    case "account.eased":
      for (const key of ["me", "decided", "wallet"]) void cache.invalidateQueries({ queryKey: [key] });
      break;
    case "account.blocked":
      for (const key of ["feed", "circle-posts", "floors", "replies", "profile", "blocks", "members"]) {
        void cache.invalidateQueries({ queryKey: [key] });
      }
      break;
    case "call.rung":
    case "call.moved":
      for (const key of ["me", "calls"]) void cache.invalidateQueries({ queryKey: [key] });
      break;
    default:
  }
}
