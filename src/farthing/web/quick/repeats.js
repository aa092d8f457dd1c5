/**
 * How often: `every 2 weeks`, `every last friday`, `monthly`, `werktags`, and for how long. What is read is
 * `{ after (the token after it), rule, from, minutes (since midnight), begins (its first day) }`, the last two if said;
 * the rule by its parts (see `repeat/rule.js`).
 */

import { plusDays } from '../model/due.js';
import { dateOf, numbersOf } from '../model/week.js';
import { DAYS, UNITS } from '../repeat/rule.js';
import { clockBeside, dayAt, later, weekdayOf } from './days.js';
import { grammar, SURE, WEAK } from './tokens.js';

const MOST_TIMES = 999;
const ANY_DAY = ['weekday', 'weekday?', 'weekdays'];
const [SURE_DAY, LAST_DAY] = [28, 31];

/** What begins at a token, if it is said clearly enough. */
export function repeatAt(line, at) {
  let found = line.read(at, REPEATS);
  for (let further = found; further; further = tail(line, found)) {
    found = { from: 'due', ...found, ...further, rule: { ...found.rule, ...further.rule } };
  }
  return found && (found.sure || found.after > at + 1) && found;
}

/** What follows of when, from when, until when, how many times, and from what on it counts. */
function tail(line, { after, minutes }) {
  const at = after + line.is(after, 'comma');
  const further = line.read(at, TAILS);
  return further || minutes !== undefined ? further : clockBeside(line, at);
}

/** `every morning` has a time, which is read as one that follows. */
function every(line, after, from) {
  const part = line.words.parts.has(line.token(after).word);
  const found = part ? { after, rule: { FREQ: 'DAILY' } } : line.read(after, EVERY);
  return found && { ...found, from };
}

/** `on mondays`, `on the 1st of every month`. */
function led(line, at) {
  const found = line.read(at, OF_MONTH);
  const { kind, value } = line.token(found ? found.after - 1 : at);
  return kind === 'of-the-month' && value ? found : weekdays(line, at, ['weekdays']);
}

/** `monthly`, `yearly on 24 Dec`; a weekly report is one that is called so. */
function adverb(line, after, [unit, interval]) {
  const sure = line.is(after - 1, 'adverb') || line.closes(after) ? SURE : WEAK;
  return { ...refined(line, after, unit, interval), sure };
}

function ofUnit(line, after, unit, count) {
  return count >= 1 && count <= MOST_TIMES && (unit === 'quarter' || UNITS[unit]) && refined(line, after, unit, count);
}

/** The rule of a unit, with the days in it: `on Tuesday`, `on the 15th`, `on the last Friday`. */
function refined(line, after, unit, count) {
  const [FREQ, INTERVAL] = unit === 'quarter' ? [UNITS.month, count * 3] : [UNITS[unit], count];
  let first = after;
  while (line.is(first, 'lead', 'the')) first++;
  const found = first > after && REFINERS[FREQ]?.(line, first);
  return withInterval(found || { after, rule: { FREQ } }, INTERVAL);
}

const withInterval = (found, INTERVAL) => found && { ...found, rule: { ...found.rule, INTERVAL } };

const REFINERS = {
  WEEKLY: (line, at) => weekdays(line, at, ANY_DAY),
  MONTHLY: (line, at) => line.read(at, OF_MONTH),
  YEARLY: (line, at) => onDate(line, at),
};

/** `monday, thursday and friday`. */
function weekdays(line, at, kinds) {
  const { values, after } = row(line, at, ({ kind }) => kinds.includes(kind));
  return values.length > 0 && { after, rule: weekly(values) };
}

/** `1st and 15th`, `15th and last day`. */
function monthDays(line, at) {
  const { values, after, next } = row(line, at, ({ kind, value }) => kind === 'nth' && value >= 1 && value <= 31);
  const last = line.read(next, THE_LAST_DAY);
  const end = last ? last.after : after;
  const days = last ? [...values, -1] : values;
  return days.length > 0 && line.goesOn(end) && { after: end + line.is(end, 'of-the-month'), rule: monthly(days) };
}

/** The values that fit, with a comma, an `and`, or both between them; after these is the token `next`. */
function row(line, at, fits) {
  let [values, after] = [[], at];
  while (fits(line.token(at))) {
    values = values.concat(line.token(at).value);
    after = ++at;
    at += line.is(at, 'comma');
    at += line.is(at, 'and');
  }
  return { values, after, next: at };
}

/** `24 Dec`, `December 24th`, `24.12.`. */
function onDate(line, at) {
  const day = line.is(at, 'number', 'nth', 'month', 'date', 'date?') && dayAt(line, at);
  return day && day.sure > WEAK ? { after: day.after, rule: yearly(day.day) } : undefined;
}

/** `every second Tuesday` is every other one; `every third Friday` the third of the month. */
function nthWeekday(line, after, nth, weekday) {
  return nth !== 0 && nth >= -1 && nth <= 5 && { rule: { FREQ: 'MONTHLY', BYDAY: [nth + DAYS[weekday - 1]] } };
}

const THE_LAST_DAY = grammar({ 'ordinal unit': (line, after, nth, unit) => nth === -1 && unit === 'day' && {} });
const OF_MONTH = grammar({
  'ordinal|nth weekday|weekday? of-the-month~': nthWeekday,
  'ordinal|nth': (line, after) => monthDays(line, after - 1),
});
const EVERY = grammar({
  'number|nth|month|date|date?': (line, after) => onDate(line, after - 1),
  unit: (line, after, unit) => ofUnit(line, after, unit, 1),
  'number|count|other unit': (line, after, count, unit) => ofUnit(line, after, unit, count),
  'number|count|other weekday|weekday?|weekdays': (line, after, count) =>
    count > 1 && withInterval(weekdays(line, after - 1, ANY_DAY), count),
  'ordinal|nth weekday|weekday? of-the-month~': (line, after, nth, weekday, ofMonth) =>
    nth === 2 && !ofMonth ? { rule: weekly([weekday], 2) } : nthWeekday(line, after, nth, weekday) || null,
  'ordinal|nth unit': (line, after, nth, unit) => nth > 0 && (ofUnit(line, after, unit, nth) || null),
  'ordinal|nth': (line, after) => monthDays(line, after - 1),
  'weekday|weekday?|weekdays': (line, after) => weekdays(line, after - 1, ANY_DAY),
  'workday|weekend': (line, after, days) => ({ rule: weekly(days) }),
});
const REPEATS = grammar({
  every,
  'adverb|adverb?': adverb,
  weekly: (line, after) => weekdays(line, after - 1, ['weekly']),
  'lead the~': led,
});
const ending = (day) => day && { after: day.after, rule: { UNTIL: day.day, COUNT: 0 } };
const times = (line, after, _, count) => count >= 1 && count <= MOST_TIMES && { rule: { COUNT: count, UNTIL: '' } };
const TAILS = grammar({
  done: () => ({ from: 'done' }),
  'until the~': (line, after) => ending(dayAt(line, after)),
  'from|from? the~': (line, at) => {
    const day = dayAt(line, at);
    return day && { after: day.after, begins: day.day };
  },
  'for number|count unit': (line, after, _, count, unit) => {
    const day = later(line, count, unit);
    return day && ending({ ...day, after });
  },
  'for~ number|count times|number-times': times,
  'for~ number-times': times,
});

const inOrder = (numbers) => [...new Set(numbers)].sort((one, other) => one - other);
const weekly = (days, INTERVAL) => ({ FREQ: 'WEEKLY', INTERVAL, BYDAY: inOrder(days).map((day) => DAYS[day - 1]) });

/** On that day of the month; the 29th to 31st are the last day where a month has none. */
function onDay(day) {
  if (day <= SURE_DAY || day === LAST_DAY) return { BYMONTHDAY: [day === LAST_DAY ? -1 : day] };
  return { BYMONTHDAY: [28, 29, 30].filter((sure) => sure <= day), BYSETPOS: -1 };
}

function monthly(said) {
  const days = inOrder(said.map((day) => (day === LAST_DAY ? -1 : day)));
  return { FREQ: 'MONTHLY', ...(days.length > 1 ? { BYMONTHDAY: days } : onDay(days[0])) };
}

/** A day of the year; the 29th of February is the 28th in most. */
function yearly(date) {
  const [, month, day] = numbersOf(date);
  return { FREQ: 'YEARLY', BYMONTH: month, ...(month === 2 ? onDay(day) : { BYMONTHDAY: [day] }) };
}

/** The rule from a first day on, so that months too short for that day have their last instead. */
export function anchored(rule, date) {
  const [, month, day] = numbersOf(date);
  if (rule.BYDAY || rule.BYMONTHDAY || day <= SURE_DAY) return rule;
  if (rule.FREQ === 'MONTHLY') return { ...rule, ...onDay(day) };
  return rule.FREQ === 'YEARLY' && month === 2 ? { ...rule, BYMONTH: month, ...onDay(day) } : rule;
}

/** The first day of the rule that is not before `start`, as if none were left out. */
export function firstOf(rule, start) {
  let day = start;
  while (!falls(rule, day)) day = plusDays(day, 1);
  return day;
}

function falls({ BYMONTH, BYMONTHDAY, BYDAY, BYSETPOS }, date) {
  const [year, month, day] = numbersOf(date);
  const length = +dateOf(year, month + 1, 0).slice(8);
  const name = DAYS[weekdayOf(date) - 1];
  if (BYMONTH && BYMONTH !== month) return false;
  if (BYSETPOS) return day === Math.min(BYMONTHDAY.at(-1), length);
  if (BYMONTHDAY) return BYMONTHDAY.some((one) => one === day || one === day - length - 1);
  return !BYDAY || [name, Math.ceil(day / 7) + name, day + 7 > length && `-1${name}`].some((one) => BYDAY.includes(one));
}
