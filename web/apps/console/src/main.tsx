import "@tonghao/tokens/tokens.css";
import { keptTheme, showTheme } from "@tonghao/tokens";
import { startTexts } from "@tonghao/i18n";
import { createRoot } from "react-dom/client";
import { Console } from "./Console.tsx";

showTheme(keptTheme());
await startTexts({
  "zh-CN": async () => [(await import("@tonghao/i18n/shared/zh.ts")).zh, (await import("@tonghao/i18n/console/zh.ts")).zh],
  en: async () => [(await import("@tonghao/i18n/shared/en.ts")).en, (await import("@tonghao/i18n/console/en.ts")).en],
});
const root = document.getElementById("root");
if (root !== null) createRoot(root).render(<Console />);
