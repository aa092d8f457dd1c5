/** Days by the week that the person has, whose first day 1 is Monday. */

import { plusDays, today } from './due.js';

/** The first day of the week that a day is in. */
export const weekOf = (day, { firstWeekday }) => plusDays(day, -((new Date(day).getUTCDay() + 7 - firstWeekday) % 7));

/** The day that is called `today`, `tomorrow` or `week`, which is when the next one begins; '' for any other name. */
export function dayCalled(name, settings) {
  const day = today(settings.timeZone);
  return { today: day, tomorrow: plusDays(day, 1), week: plusDays(weekOf(day, settings), 7) }[name] ?? '';
}

/** What puts a task on a day, at the time that it has, or on none: `(task) => fields`. */
export const onDay = (day) => ({ dueDate }) => ({ dueDate: day ? day + (dueDate ?? '').slice('2026-11-21'.length) : null });
