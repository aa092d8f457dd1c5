/**
 * A due is one string: a day, `2026-11-21`, which never becomes an instant; or a time on the wall of a
 * zone, `2026-11-21T09:00:00[Europe/Berlin]`, with an offset (`Z`, `+01:00`) where no zone is named.
 */

import { once } from './once.js';
import { t, tags } from '../texts/t.js';

const DAY = 86_400_000; // milliseconds
const FAR = 2 * DAY; // more than any two clocks are apart
const CITY = /\[(?:.*\/)?(.*)\]/;

let device = {};
let settled = '';

/** The zone of this browser, or UTC where it knows none: asked for again once its clock is turned. */
export function deviceZone() {
  const offset = new Date().getTimezoneOffset();
  if (device.offset !== offset) device = { offset, zone: Intl.DateTimeFormat().resolvedOptions().timeZone };
  return !device.zone || device.zone === 'Etc/Unknown' ? 'UTC' : device.zone;
}

/** The zone that days are of, and times beside which there is none: the person's, or else the browser's. */
export const here = () => settled || deviceZone();

/** From now on, the person's zone is this one. */
export const liveIn = (zone) => (settled = zone);

/** A due in the parts that people type; seconds only where there are some. */
export function split(due) {
  const text = due ?? '';
  return { day: text.slice(0, 10), clock: text.slice(11, 19).replace(/(:\d\d):00$/, '$1'), zone: text.slice(19) };
}

/** What a zone is called beside a time; nothing for the zone we are in. */
export function zoneName(zone) {
  if (!zone || zone === `[${here()}]`) return '';
  return (CITY.exec(zone)?.[1] ?? (zone === 'Z' ? 'UTC' : `UTC${zone}`)).replaceAll('_', ' ');
}

/** The day of the calendar that a due is on, at its place. */
export const dayOf = (due) => due.slice(0, 10);

/** Whether a text is a day that there is, of a year that calendars are turned to. */
export const isDay = (text) => /^[12]\d{3}-/.test(text) && Boolean(new Date(text).toJSON()?.startsWith(`${text}T`));

/** What day it is in a zone. */
export const today = (zone = here(), now = Date.now()) => dayOf(wallClock(zone, now));

/** The day of the calendar so many days after another. */
export const plusDays = (day, count) => new Date(Date.parse(day) + count * DAY).toISOString().slice(0, 10);

export const isOverdue = (due, now = Date.now(), zone = here()) => overdueAt(zone, now)(due);

/**
 * Whether a due is past: a day when it is over in this zone, a time when it is past everywhere. What a clock shows is
 * worked out once for each zone, so that many dues are told apart at once; where it is turned these days, for each due.
 */
export function overdueAt(zone, now) {
  const day = today(zone, now);
  const [past, future] = [-FAR, FAR].map((far) => new Date(now + far).toISOString());
  const shown = once((place) => steadyClock(place, now));
  return (due) => {
    if (due.length === 10) return due < day;
    const clock = due.slice(0, 19);
    if (clock < past || clock >= future) return clock < past;
    const present = shown(due.slice(19));
    return present ? `${clock}.000` < present : instantOf(due, zone) < now;
  };
}

/** What a zone's clock shows, to the millisecond; nothing where it is turned near this time, or has no zone's name. */
function steadyClock(place, now) {
  if (!place.startsWith('[')) return null;
  const [offset, ...others] = [0, -2 * FAR, -FAR, FAR, 2 * FAR].map((far) => offsetAt(place, now + far));
  return others.every((other) => other === offset) && new Date(now + offset).toISOString().slice(0, -1);
}

/** How far the clock of a zone is ahead of UTC, in milliseconds. */
const offsetAt = (zone, ms) => Date.parse(`${wallClock(zone, ms)}Z`) - Math.floor(ms / 1000) * 1000;

/**
 * Unix milliseconds of a due; of a day those at which it begins in the zone. A time that a clock leaves out in
 * spring is that much later; of one that it shows twice in autumn the first is meant.
 */
export function instantOf(due, zone) {
  const place = split(due).zone;
  if (place && !place.startsWith('[')) return Date.parse(due);
  const shown = Date.parse(`${due.slice(0, 19)}${place ? '' : 'T00:00:00'}Z`);
  const offset = (ms) => offsetAt(place || zone, ms);
  const [before, after] = [offset(shown - DAY), offset(shown + DAY)];
  const [first, second] = [shown - before, shown - after];
  return offset(first) === before || offset(second) !== after ? first : second;
}

/** A due in words, as near as they can be: "today", "tomorrow 09:00", "Fri 27 Nov", "3 Jan 2028". */
export function inWords(due, now = Date.now()) {
  const { day, clock, zone } = split(due);
  const present = today(zone || here(), now);
  return [nearWord(day, present) ?? inDigits(day, present), clock, zoneName(zone)].filter(Boolean).join(' ');
}

/** A day as a heading: "Today", "Sunday 22 November", with the year where it is another. */
export function dayName(day, now = Date.now()) {
  const present = today(here(), now);
  const long = { weekday: 'long', day: 'numeric', month: 'long', ...yearOf(day, present) };
  const near = nearWord(day, present);
  return [near && near[0].toUpperCase() + near.slice(1), formatted(day, long)].filter(Boolean).join(' · ');
}

/** How many days a day is after another. */
const ahead = (day, other) => (Date.parse(day) - Date.parse(other)) / DAY;

function nearWord(day, present) {
  return { '-1': t('day.yesterday'), 0: t('day.today'), 1: t('day.tomorrow') }[ahead(day, present)];
}

function inDigits(day, present) {
  const weekday = Math.abs(ahead(day, present)) < 7 ? { weekday: 'short' } : {};
  return formatted(day, { day: 'numeric', month: 'short', ...weekday, ...yearOf(day, present) });
}

const yearOf = (day, today) => (day.slice(0, 4) === today.slice(0, 4) ? {} : { year: 'numeric' });

const formatOf = once((shape) => new Intl.DateTimeFormat(tags(), { timeZone: 'UTC', ...JSON.parse(shape) }));

/** A day as this browser writes days, in the language of the page. */
export const formatted = (day, shape) => formatOf(JSON.stringify(shape)).format(Date.parse(day));

/** What the clock on the wall of a zone shows, `2026-11-21T10:00:00`; it compares with a due as text. */
export function wallClock(zone, now = Date.now()) {
  const name = zone === 'Z' ? 'UTC' : zone.replace(/[[\]]/g, '');
  return clockOf(name).format(now).replace(' ', 'T');
}

const clockOf = once((timeZone) => {
  const shape = { dateStyle: 'short', timeStyle: 'medium', hourCycle: 'h23' };
  try {
    return new Intl.DateTimeFormat('sv', { ...shape, timeZone: timeZone || undefined });
  } catch {
    return new Intl.DateTimeFormat('sv', shape); // a zone that this browser does not know
  }
});
