import "./styles.css";
import { keptTheme, showTheme } from "@tonghao/tokens";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { endSession, startSession } from "./accounts/session.ts";
import { cache, onSignedOut } from "./cache.ts";
import { startEarly } from "./early.ts";
import { startLive } from "./live.ts";
import { router } from "./router.tsx";
import { startMemberTexts } from "./text.ts";

showTheme(keptTheme());
const words = startMemberTexts();
startEarly(location.pathname);
await Promise.all([words, startSession()]);
startLive();
onSignedOut(() => {
  if (endSession()) void router.invalidate();
});
const root = document.getElementById("root");
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={cache}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  );
}
