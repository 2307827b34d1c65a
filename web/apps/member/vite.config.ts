import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const SERVER = process.env["TONGHAO_SERVER"] ?? "http://127.0.0.1:8000";

export default defineConfig({
  base: "/",
  plugins: [react(), tailwindcss()],
  build: {
    target: "es2023",
    sourcemap: false,
    // Which chunk needs which; size-limit reads it.
    manifest: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // What every page needs comes in two files, not in thirty.
        codeSplitting: {
          groups: [
            { name: "vendor", test: /node_modules\/(react|react-dom|scheduler|use-sync-external-store|@tanstack)\//, priority: 3 },
            { name: "shell", test: /src\/(shell\/(Shell|Page|Header|Nav|Nowhere|Offline|innerLinks)|accounts\/session|live|(accounts|circles|media|posts|feed|notifications)\/(live|queries|verdicts)|cache|text|dates)\.tsx?$|packages\/(api|i18n\/src\/(index|said|texts)|tokens|ui\/src\/(Button|Logo|Skeleton|EmptyState|Time|time|Toast|classes))/, priority: 2 },
          ],
        },
      },
    },
    reportCompressedSize: false,
  },
  server: {
    proxy: {
      "/api": SERVER,
      "/media": SERVER,
      "/ws": { target: SERVER.replace("http", "ws"), ws: true },
    },
  },
});
