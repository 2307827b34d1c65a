import type { English } from "../texts.ts";
import type { zh } from "./people.zh.ts";

export const en: English<typeof zh> = {
  "people.title": "People",
  "people.lead": "Just enough of an e-mail address to tell two people apart.",
  "people.search": "Name or handle",
  "people.do": "Search",
  "people.person": "Person",
  "people.role": "Role",
  "people.state": "State",
  "people.email": "E-mail",
  "people.circles": "Circles",
  "people.cases": "Cases",
  "people.since": "Joined",
  "people.log": "Log",
  "people.log_of": "Audit log about {{name}}",
  "people.empty": "Nobody is called that",
  "people.state_active": "Active",
  "people.state_leaving": "Leaving",
  "people.state_deleted": "Deleted",
  "people.state_unclaimed": "Unclaimed",
  "people.no_email": "None",
};
