/** Make the client anew from the server's description. */
import { createClient } from "@hey-api/openapi-ts";
import config from "../openapi-ts.config.ts";
import { splitSdk } from "./split_sdk.mjs";

const chosen = await config;
await createClient(chosen);
await splitSdk(chosen.output.path);
