/**
 * A due is one string: a day, `2026-11-21`, which never becomes an instant; or a time on the wall of a
 * zone, `2026-11-21T09:00:00[Europe/Berlin]`, with an offset (`Z`, `+01:00`) where no zone is named.
 */

const CITY = /\[(?:.*\/)?(.*)\]/;

/** The zone of this browser, or UTC where it knows none. */
export const here = () => {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return !zone || zone === 'Etc/Unknown' ? 'UTC' : zone;
};

/** A due in the parts that people type; seconds only where there are some. */
export function split(due) {
  const text = due ?? '';
  return { day: text.slice(0, 10), clock: text.slice(11, 19).replace(/(:\d\d):00$/, '$1'), zone: text.slice(19) };
}

/** The due of such parts, or null where there is no day. A time without a zone is in this browser's. */
export function join({ day, clock, zone }) {
  if (!day || !clock) return day || null;
  return `${day}T${clock.length === 5 ? `${clock}:00` : clock}${zone || `[${here()}]`}`;
}

/** What a zone is called beside a time; nothing for the zone we are in. */
export function zoneName(zone) {
  if (!zone || zone === `[${here()}]`) return '';
  return (CITY.exec(zone)?.[1] ?? (zone === 'Z' ? 'UTC' : `UTC${zone}`)).replaceAll('_', ' ');
}

export function isOverdue(due, now = Date.now()) {
  return due < wall(split(due).zone, now).slice(0, due.length > 10 ? 19 : 10);
}

/** A due in words, as near as they can be: "today", "tomorrow 09:00", "Fri 27 Nov", "3 Jan 2028". */
export function inWords(due, now = Date.now()) {
  const { day, clock, zone } = split(due);
  const today = wall(zone, now).slice(0, 10);
  return [dayInWords(day, today), clock, zoneName(zone)].filter(Boolean).join(' ');
}

function dayInWords(day, today) {
  const ahead = (Date.parse(day) - Date.parse(today)) / 86_400_000;
  const near = { '-1': 'yesterday', 0: 'today', 1: 'tomorrow' }[ahead];
  if (near) return near;
  const weekday = Math.abs(ahead) < 7 ? { weekday: 'short' } : {};
  const year = day.slice(0, 4) === today.slice(0, 4) ? {} : { year: 'numeric' };
  const format = new Intl.DateTimeFormat(undefined, { timeZone: 'UTC', day: 'numeric', month: 'short', ...weekday, ...year });
  return format.format(Date.parse(day));
}

/** What the wall there shows now; it compares with a due as text. */
function wall(zone, now) {
  const name = zone === 'Z' ? 'UTC' : zone.replace(/[[\]]/g, '');
  return clockOf(name).format(now).replace(' ', 'T');
}

const clocks = new Map();

function clockOf(timeZone) {
  if (!clocks.has(timeZone)) clocks.set(timeZone, newClock(timeZone));
  return clocks.get(timeZone);
}

function newClock(timeZone) {
  const shape = { dateStyle: 'short', timeStyle: 'medium', hourCycle: 'h23' };
  try {
    return new Intl.DateTimeFormat('sv', { ...shape, timeZone: timeZone || undefined });
  } catch {
    return new Intl.DateTimeFormat('sv', shape); // a zone that this browser does not know
  }
}
