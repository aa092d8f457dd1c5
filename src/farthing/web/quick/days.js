/**
 * Days, as text: `2026-12-24`, and times of day, as minutes since midnight, 1440 where the day ends with it. What is
 * read is `{ after (the token after it), day, minutes, sure (see tokens.js) }`; a day has minutes only where it is some
 * hours away.
 */

import { isDay, plusDays } from '../model/due.js';
import { dateOf, numbersOf, plusMonths } from '../model/week.js';
import { afternoon, DOUBTFUL, grammar, MINUTES, SURE, UPPER, WEAK } from './tokens.js';

const [NOON, DAY] = [720, 1440];
const MARK = 5;
const SATURDAY = 6;
const LAST_YEAR = 2999;
const NEXT = [0, 1, 2, 3, 4, 5, 6, 7, 8];
const MONTHS = { month: 1, quarter: 3, year: 12 };
/** Kinds that name a date by its number. */
export const EXACT = ['number', 'nth', 'month', 'date', 'date?', 'date??'];

const mod = (number, by) => ((number % by) + by) % by;
/** 1 is Monday. */
export const weekdayOf = (day) => new Date(day).getUTCDay() || 7;

/** So much after today, or after now; nothing beyond the years that can be said. */
export function later({ today, minutes: now }, count, unit) {
  const minutes = now + count * MINUTES[unit];
  if (MINUTES[unit]) return { day: plusDays(today, Math.floor(minutes / DAY)), ...(MINUTES[unit] < DAY && { minutes: minutes % DAY }) };
  const day = plusMonths(today, count * MONTHS[unit]);
  return isDay(day) && { day };
}

/** The day that begins at a token. */
export const dayAt = (line, at) => line.read(at, DATES);

/** The next such day after today. */
const coming = ({ today }, weekday) => ({ day: plusDays(today, mod(weekday - weekdayOf(today) - 1, 7) + 1) });
const nextWeek = (line) => coming(line, line.firstWeekday).day;
const inNextWeek = (line, weekday) => ({ day: plusDays(nextWeek(line), mod(weekday - line.firstWeekday, 7)) });
const weekend = (line) => (weekdayOf(line.today) < SATURDAY ? coming(line, SATURDAY) : { day: line.today });

const isYear = (year) => year >= 1900 && year <= LAST_YEAR;

/** That date, or null if there is none; without a year the next of its kind, today included. */
function dated({ today }, year, month, day) {
  const years = year === null ? NEXT.map((n) => +today.slice(0, 4) + n) : [year];
  const found = years.map((each) => `${each}-${pad(month)}-${pad(day)}`).find((date) => isDay(date) && (year >= 1900 || date >= today));
  return found ? { day: found } : null;
}

/** With two digits. */
export const pad = (number) => `${number}`.padStart(2, '0');

/** `Monday, 24 Dec` is the 24th, `Friday the 13th` mostly none. */
function weekday(line, after, weekday, comma, the) {
  const exact = line.is(after, ...EXACT) && dayAt(line, after);
  if (exact && weekdayOf(exact.day) === weekday) return { ...exact, sure: SURE };
  const next = after - comma - the;
  const sure = line.is(next - 1, 'weekday') ? SURE : DOUBTFUL;
  return line.is(after, 'nth') ? null : { ...coming(line, weekday), after: next, sure };
}

function next(line, after, _, unit) {
  const [year, month] = numbersOf(line.today);
  const day = { week: nextWeek(line), month: dateOf(year, month + 1, 1), year: dateOf(year + 1, 1, 1) }[unit];
  return day && { day };
}

/** The next such day of a month: at most two months away. */
function dayOfMonth(line, after, day) {
  const days = Array.from({ length: 62 }, (_, n) => plusDays(line.today, n));
  const found = days.find((date) => +date.slice(8) === day);
  return found && !line.amount(after) && line.goesOn(after) && { day: found, sure: WEAK };
}

const DATES = grammar({
  day: ({ today }, after, days) => ({ day: plusDays(today, days) }),
  // its time is read as that of the day
  evening: ({ today }, after) => ({ day: today, after: after - 1 }),
  'weekday|weekday? next unit': (line, after, weekday, _, unit) => unit === 'week' && inNextWeek(line, weekday),
  'weekday|weekday? comma~ the~': weekday,
  'next weekday|weekday?': (line, after, _, weekday) => inNextWeek(line, weekday),
  'next weekend': (line) => inNextWeek(line, SATURDAY),
  'next unit': next,
  'this weekday|weekday?': (line, after, _, weekday) => coming(line, weekday),
  'this weekend': weekend,
  'this part': ({ today }, after) => ({ day: today, after: after - 1 }),
  weekend: (line) => ({ ...weekend(line), sure: DOUBTFUL }),
  'end-of': ({ today }, after, unit) => ({ day: dateOf(+today.slice(0, 4), unit === 'month' ? +today.slice(5, 7) + 1 : 13, 0) }),
  'in number|count|article unit': (line, after, _, count, unit) => later(line, count, unit),
  'number|nth of~ month comma~ number': (line, after, day, of, month, comma, year) =>
    isYear(year) && !line.amount(after) && dated(line, year, month, day),
  'number|nth of~ month': (line, after, day, of, month) => dated(line, null, month, day),
  nth: dayOfMonth,
  'month number|nth comma~ number': (line, after, month, day, comma, year) =>
    isYear(year) && !line.amount(after) && dated(line, year, month, day),
  'month number|nth': (line, after, month, day) => !line.amount(after) && dated(line, null, month, day),
  date: (line, after, date) => dated(line, ...date),
  'date?|date??': (line, after, date) => {
    const found = dated(line, ...date);
    return found && { ...found, sure: line.is(after - 1, 'date?') ? DOUBTFUL : WEAK };
  },
});

/** The time that begins at a token. */
export const clockAt = (line, at) => line.read(at, CLOCKS);

/** The time that follows a day: also a part of the day, and a time within it: `evening at 8`. */
export function clockBeside(line, at) {
  const minutes = partAt(line, at);
  const exact = clockAt(line, minutes === undefined ? at : at + 1);
  if (minutes === undefined) return exact;
  return exact?.sure ? { ...exact, minutes: within(minutes, exact.minutes) } : { after: at + 1, minutes };
}

/** When the part of a day begins that this token names. */
export function partAt(line, at) {
  const { kind, value, word } = line.token(at);
  return kind === 'evening' ? value : line.words.parts.get(word);
}

/** The time in that half of the day. */
export const within = (part, minutes) => (minutes === DAY ? DAY : (minutes % NOON) + (part >= NOON ? NOON : 0));

/** The hour before a token; alone it is one unless it is an amount, or an address: `at 5 Elm Street`. */
function hour(line, after, value) {
  const { kind, start } = line.token(after);
  const address = line.words.addresses && kind === '' && UPPER.test(line.text.slice(start));
  return value <= 24 && !line.amount(after) && !address && { minutes: full(line, after, value) };
}

const full = (line, after, value) => afternoon(value, line.token(after - 1).word, line.words) * 60;

const CLOCKS = grammar({
  'at~ time': (line, after, led, minutes) => ({ minutes }),
  'at~ clock|decimal meridiem': (line, after, led, minutes, half) => ({ minutes: (minutes % NOON) + half }),
  'at~ clock|decimal clock-word': (line, after, led, minutes) => ({ minutes }),
  // appointments are at marks of five minutes: `John 3:16` is none
  'at~ clock': (line, after, led, minutes) =>
    !line.amount(after) && { minutes, sure: led || minutes % MARK === 0 ? SURE : WEAK },
  'at decimal': (line, after, _, minutes) => line.goesOn(after) && !line.amount(after) && { minutes },
  // `14h` is how long something takes, unless something says that it is a time
  'at~ hours': (line, after, led, minutes) => ({ minutes, sure: led ? SURE : WEAK }),
  'at~ number|nth meridiem': (line, after, led, hour, half) =>
    hour >= 1 && hour <= 12 && { minutes: (hour % 12) * 60 + half, sure: led ? SURE : DOUBTFUL },
  'at~ number|nth clock-word number': (line, after, led, hour, _, minute) =>
    hour < 24 && minute < 60 && !line.amount(after) && { minutes: hour * 60 + minute },
  'at~ number|nth clock-word meridiem': (line, after, led, hour, _, half) =>
    hour <= 12 && { minutes: ((hour * 60) % NOON) + half },
  'at~ number|nth clock-word': (line, after, led, hour) => hour <= 24 && { minutes: hour * 60 },
  'at number|nth': (line, after, _, value) => hour(line, after, value),
  'at~ past number|count': (line, after, led, past, hour) =>
    hour >= 1 && hour <= 23 && !line.amount(after) && { minutes: full(line, after, hour) + past },
  'at~ moment': (line, after, led, minutes) =>
    ({ minutes, sure: led || line.token(after - 1).word.includes(' ') ? SURE : DOUBTFUL }),
});
