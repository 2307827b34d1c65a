import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { VitePWA } from "vite-plugin-pwa";

const SERVER = process.env["TONGHAO_SERVER"] ?? "http://127.0.0.1:8000";

export default defineConfig({
  base: "/",
  plugins: [
    react(),
    tailwindcss(),
    VitePWA({
      // The server writes the manifest, since it knows the site's name and the reader's language.
      manifest: false,
      injectRegister: false,
      registerType: "prompt",
      workbox: {
        // All of the app, so that a page that was opened before an update still finds its pieces after it.
        globPatterns: ["index.html", "assets/*.{js,css}"],
        // Names in assets/ carry a hash already.
        dontCacheBustURLsMatching: /^assets\//,
        inlineWorkboxRuntime: true,
        // Not before the reader says so: a page never changes under somebody who reads or writes.
        skipWaiting: false,
        clientsClaim: true,
        cleanupOutdatedCaches: true,
        // Addresses of the app open without a network. The API, photos and the socket are never answered from
        // a cache: what is private stays on the server, and what is shown is what is true now.
        navigateFallback: "/index.html",
        navigateFallbackDenylist: [/^\/(api|ws|media|console|terms|first-moment|transparency|audit|assets|icons)(\/|$)/, /^\/[^/]+\.[a-z0-9]+$/],
        sourcemap: false,
      },
    }),
  ],
  build: {
    target: "es2023",
    sourcemap: false,
    // Which chunk needs which; size-limit reads it.
    manifest: true,
    assetsInlineLimit: 0,
    // Every name in this list is in the first script, whoever comes; small pieces are found soon enough.
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_, needed, { hostType }) =>
        hostType === "html" ? needed : needed.filter((name) => /\/(PostCard|Photo|CircleFrame|PostPage|CirclePosts|FeedPage)-|\.css$/.test(name)),
    },
    rolldownOptions: {
      output: {
        // What every page needs comes in two files, not in thirty.
        codeSplitting: {
          groups: [
            { name: "vendor", test: /node_modules\/(react|react-dom|scheduler|use-sync-external-store|@tanstack)\//, priority: 3 },
            { name: "shell", test: /src\/(shell\/(Shell|Page|Header|Nav|Nowhere|Offline|innerLinks|keys|onceIdle|place|LoadMore|Person|columns|share)|accounts\/session|live|(accounts|circles|media|posts|feed|notifications)\/(live|queries|verdicts)|cache|text|dates|router)\.tsx?$|packages\/(api\/src\/(?!generated\/sdk\/)|i18n\/src\/(index|said|texts)|tokens|ui\/src\/(Button|Logo|Skeleton|EmptyState|Time|time|Toast|classes))/, priority: 2 },
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
