/**
 * Rules of RFC 5545 by their parts, `{ FREQ, INTERVAL, BYMONTH, BYMONTHDAY, BYDAY, BYSETPOS, COUNT, UNTIL }`. Weekdays
 * are `MO`, or `-1FR` for the last of a month.
 */

export const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
export const WORKDAYS = 'MO,TU,WE,TH,FR';
export const UNITS = { day: 'DAILY', week: 'WEEKLY', month: 'MONTHLY', year: 'YEARLY' };
const ORDER = ['FREQ', 'INTERVAL', 'BYMONTH', 'BYMONTHDAY', 'BYDAY', 'BYSETPOS', 'COUNT', 'UNTIL'];

/** The parts of a rule, each a list of values as text. */
export const partsOf = (rule) =>
  Object.fromEntries([...rule.matchAll(/(\w+)=([^;]+)/g)].map(([, name, values]) => [name, values.split(',')]));

/** The text of a rule, as the server writes it, from its parts: values, lists of them, or nothing; `UNTIL` is a day. */
export function ruleText(parts) {
  const said = { ...parts, INTERVAL: parts.INTERVAL > 1 && parts.INTERVAL, UNTIL: parts.UNTIL?.replaceAll('-', '') };
  return ORDER.filter((name) => said[name]).map((name) => `${name}=${said[name]}`).join(';');
}
