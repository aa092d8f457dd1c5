/**
 * Rules of RFC 5545 in the one form that they are kept in, and the form that people fill in:
 *
 * `{ unit: 'day' | 'week' | 'month' | 'year', interval, weekdays, place, month, until, count }`, where `weekdays`
 * (`['MO', 'FR']`) are for weeks; `place` is for months and years, `{ day }` (1 to 31, or -1 for the last) or
 * `{ nth, weekday }` (1 to 5, or -1); `month` (1 to 12) for years; `until` a day of the calendar. What is null or
 * empty is as the due has it, and without end.
 */

export const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
export const WORKDAYS = 'MO,TU,WE,TH,FR';
export const PRESETS = {
  daily: 'FREQ=DAILY',
  weekdays: `FREQ=WEEKLY;BYDAY=${WORKDAYS}`,
  weekly: 'FREQ=WEEKLY',
  monthly: 'FREQ=MONTHLY',
  yearly: 'FREQ=YEARLY',
};
const UNITS = { day: 'DAILY', week: 'WEEKLY', month: 'MONTHLY', year: 'YEARLY' };

/** The parts of a rule, each with its values. */
export const partsOf = (rule) =>
  Object.fromEntries([...rule.matchAll(/(\w+)=([^;]+)/g)].map(([, name, values]) => [name, values.split(',')]));

/** `-1FR` as -1 and `FR`; the number is 0 where every such day is meant. */
export const numberAndDay = (text) => [Number(text.slice(0, -2)), text.slice(-2)];

/** The rule that a form says. */
export function ruleOf({ unit, interval, weekdays = [], place, month, until, count }) {
  const parts = {
    FREQ: UNITS[unit],
    INTERVAL: interval > 1 && interval,
    BYMONTH: unit === 'year' && month,
    BYMONTHDAY: place?.day,
    BYDAY: place?.weekday ? place.nth + place.weekday : DAYS.filter((day) => weekdays.includes(day)).join(),
    COUNT: count,
    UNTIL: until?.replaceAll('-', ''),
  };
  return Object.entries(parts).filter(([, value]) => value).map((part) => part.join('=')).join(';');
}

/** The form that says a rule, or null where none does. */
export function formOf(rule) {
  const { FREQ, INTERVAL: [interval] = [1], BYMONTH: [month] = [], BYMONTHDAY: [day] = [], ...parts } = partsOf(rule);
  const { BYDAY = [], COUNT: [count] = [], UNTIL: [until] = [] } = parts;
  const unit = Object.keys(UNITS).find((name) => UNITS[name] === FREQ[0]);
  const [nth, weekday] = numberAndDay(BYDAY[0] ?? '');
  const form = {
    unit,
    interval: Number(interval),
    weekdays: unit === 'week' ? BYDAY : [],
    place: day ? { day: Number(day) } : nth ? { nth, weekday } : null,
    month: Number(month) || null,
    until: until?.replace(/(....)(..)(..)/, '$1-$2-$3') ?? null,
    count: Number(count) || null,
  };
  return ruleOf(form) === rule ? form : null;
}
