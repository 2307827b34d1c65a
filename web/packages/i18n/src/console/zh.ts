/** The console's own words. */
export const zh = {
  "console.title": "审核台",
} as const;
