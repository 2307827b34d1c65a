import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    environment: "happy-dom",
    include: ["apps/*/src/**/*.test.{ts,tsx}", "packages/*/src/**/*.test.{ts,tsx}"],
    env: { TZ: "Asia/Shanghai" },
    // As patient as the stories: a busy machine of two cores is slow to import a page.
    testTimeout: 30_000,
  },
});
