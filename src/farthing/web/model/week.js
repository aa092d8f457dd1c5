/** Days by the month, and by the week that the person has, whose first day 1 is Monday. */

import { formatted, plusDays, today } from './due.js';

/** Year, month and day. */
export const numbersOf = (day) => day.split('-').map(Number);

/** A date; the month and the day may be beyond what there is. */
export const dateOf = (year, month, day) => new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);

/** So many months after a day; on the last day of a month that is too short. */
export function plusMonths(from, months) {
  const [year, month, day] = numbersOf(from);
  const last = dateOf(year, month + months + 1, 0);
  return day > last.slice(8) ? last : dateOf(year, month + months, day);
}

/** What a day of the week is called, so many after Monday: `long` or `short`. */
export const weekdayName = (after, weekday) => formatted(plusDays('2024-01-01', after), { weekday });

/** The first day of the week that a day is in. */
export const weekOf = (day, { firstWeekday }) => plusDays(day, -((new Date(day).getUTCDay() + 7 - firstWeekday) % 7));

/** The day that is called `today`, `tomorrow` or `week`, which is when the next one begins; '' for any other name. */
export function dayCalled(name, settings) {
  const day = today(settings.timeZone);
  return { today: day, tomorrow: plusDays(day, 1), week: plusDays(weekOf(day, settings), 7) }[name] ?? '';
}

/** What puts a task on a day, at the time that it has, or on none: `(task) => fields`. */
export const onDay = (day) => ({ dueDate }) => ({ dueDate: day ? day + (dueDate ?? '').slice('2026-11-21'.length) : null });
