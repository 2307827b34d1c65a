import "./styles.css";
import { keptTheme, showTheme } from "@tonghao/tokens";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { type ReactNode, StrictMode } from "react";
import { createRoot, type Root } from "react-dom/client";
import { endSession, startSession } from "./accounts/session.ts";
import { cache, onSignedOut } from "./cache.ts";
import { startEarly } from "./early.ts";
import { startLive } from "./live.ts";
import { router } from "./router.tsx";
import { startMemberTexts, withWords } from "./text.ts";

showTheme(keptTheme());
const element = document.getElementById("root");
if (element === null) throw new Error("the page has no place for the app");
// What the server rendered stays until the app has its words and knows who is there.
let root: Root | null = null;

function draw(page: ReactNode): void {
  root ??= createRoot(element as HTMLElement);
  root.render(
    <StrictMode>
      <QueryClientProvider client={cache}>{page}</QueryClientProvider>
    </StrictMode>,
  );
}

/** Nobody answers: say so, and go on once somebody does. */
async function waitForServer(trouble: unknown): Promise<void> {
  const { ServerAway } = await withWords(["shell"], () => import("./shell/ServerAway.tsx"))();
  await new Promise<void>((back) => draw(<ServerAway trouble={trouble} onBack={back} />));
}

const words = startMemberTexts();
startEarly(location.pathname);
const session = startSession().then(
  () => null,
  (trouble: unknown) => ({ trouble }),
);
await words;
const away = await session;
if (away !== null) await waitForServer(away.trouble);
startLive();
onSignedOut(() => {
  if (endSession()) void router.invalidate();
});
draw(<RouterProvider router={router} />);
