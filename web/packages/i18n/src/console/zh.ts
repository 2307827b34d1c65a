import { zh as appeals } from "./appeals.zh.ts";
import { zh as audit } from "./audit.zh.ts";
import { zh as batches } from "./batches.zh.ts";
import { zh as bank } from "./bank.zh.ts";
import { zh as brakes } from "./brakes.zh.ts";
import { zh as calls } from "./calls.zh.ts";
import { zh as cases } from "./cases.zh.ts";
import { zh as desk } from "./desk.zh.ts";
import { zh as duty } from "./duty.zh.ts";
import { zh as oversight } from "./oversight.zh.ts";
import { zh as overview } from "./overview.zh.ts";
import { zh as panels } from "./panels.zh.ts";
import { zh as partners } from "./partners.zh.ts";
import { zh as people } from "./people.zh.ts";
import { zh as policy } from "./policy.zh.ts";
import { zh as replay } from "./replay.zh.ts";
import { zh as samples } from "./samples.zh.ts";
import { zh as shell } from "./shell.zh.ts";
import { zh as tiers } from "./tiers.zh.ts";
import { zh as treasury } from "./treasury.zh.ts";

/** The console's own words, put together from its areas. */
export const zh = {
  ...appeals,
  ...audit,
  ...bank,
  ...batches,
  ...brakes,
  ...calls,
  ...cases,
  ...desk,
  ...duty,
  ...oversight,
  ...overview,
  ...panels,
  ...partners,
  ...people,
  ...policy,
  ...replay,
  ...samples,
  ...shell,
  ...tiers,
  ...treasury,
};
