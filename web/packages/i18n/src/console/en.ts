import { en as appeals } from "./appeals.en.ts";
import { en as audit } from "./audit.en.ts";
import { en as batches } from "./batches.en.ts";
import { en as bank } from "./bank.en.ts";
import { en as brakes } from "./brakes.en.ts";
import { en as calls } from "./calls.en.ts";
import { en as cases } from "./cases.en.ts";
import { en as desk } from "./desk.en.ts";
import { en as duty } from "./duty.en.ts";
import { en as oversight } from "./oversight.en.ts";
import { en as overview } from "./overview.en.ts";
import { en as panels } from "./panels.en.ts";
import { en as partners } from "./partners.en.ts";
import { en as people } from "./people.en.ts";
import { en as policy } from "./policy.en.ts";
import { en as replay } from "./replay.en.ts";
import { en as samples } from "./samples.en.ts";
import { en as shell } from "./shell.en.ts";
import { en as tiers } from "./tiers.en.ts";
import { en as treasury } from "./treasury.en.ts";

export const en = {
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
