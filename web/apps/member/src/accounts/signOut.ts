import { signOut } from "@tonghao/api";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { pauseLive, resumeLive } from "../live.ts";
import { beSignedIn } from "./session.ts";

export function useSignOut() {
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () => {
      // Else the socket hears that its own session ended, and asks who is there.
      pauseLive();
      return signOut({});
    },
    onSuccess: async () => {
      beSignedIn(null);
      await navigate({ to: "/discover" });
    },
    onError: resumeLive,
  });
}
