import { signOut } from "@tonghao/api";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { beSignedIn } from "./session.ts";

export function useSignOut() {
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () => signOut({}),
    onSuccess: async () => {
      // The page that needs a person goes first.
      await navigate({ to: "/discover" });
      beSignedIn(null);
    },
  });
}
