import "./styles.css";
import { MantineProvider } from "@mantine/core";
import { keptTheme, showTheme } from "@tonghao/tokens";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { beSignedIn, signedIn, startSession } from "./accounts/session.ts";
import { cache, onSignedOut } from "./cache.ts";
import { startLive } from "./live.ts";
import { router } from "./router.tsx";
import { startConsoleTexts } from "./text.ts";
import { look, noOwnScheme, useScheme } from "./theme.ts";

showTheme(keptTheme());
await Promise.all([startConsoleTexts(), startSession()]);
startLive();
onSignedOut(() => {
  if (signedIn() === null) return;
  beSignedIn(null);
  void router.invalidate();
});

/** The style sheets carry every variable and class: the pages' policy lets no script add any. */
function Console() {
  const scheme = useScheme();
  return (
    <MantineProvider
      theme={look}
      forceColorScheme={scheme}
      colorSchemeManager={noOwnScheme}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={cache}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}

const root = document.getElementById("root");
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <Console />
    </StrictMode>,
  );
}
