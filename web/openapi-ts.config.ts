import { defineConfig } from "@hey-api/openapi-ts";

/** The client is made from the server's own description and committed: `npm run generate`. */
export default defineConfig({
  input: "../openapi.json",
  output: { path: "packages/api/src/generated" },
  plugins: [
    { name: "@hey-api/client-fetch", throwOnError: true, baseUrl: false },
    "@hey-api/typescript",
    { name: "@hey-api/sdk", responseStyle: "data" },
  ],
});
