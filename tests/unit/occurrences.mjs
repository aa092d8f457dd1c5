// The first occurrences of rules as ical.js reads RFC 5545: a JSON array of [rule, start, count] in, lists out.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { default: ICAL } = await import(pathToFileURL(process.argv[2]));
const asked = JSON.parse(readFileSync(0, "utf8"));
const found = asked.map(([rule, start, count]) => {
  const occurrences = ICAL.Recur.fromString(rule).iterator(ICAL.Time.fromString(start));
  const times = [];
  for (let time; times.length < count && (time = occurrences.next()); ) times.push(time.toString());
  return times;
});
process.stdout.write(JSON.stringify(found));
