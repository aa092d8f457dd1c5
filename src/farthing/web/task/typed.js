/** A task as people type it into the inputs of its sheet: all text, but for reminders. */

import { here, split } from '../model/due.js';
import { pick } from '../model/task.js';
import { present, taskErrors } from '../model/typed-rules.js';
import { t } from '../texts/t.js';
import { repeatError, repeatOf, repeatTyped } from './repeat.js';

const SAME = ['title', 'description', 'status', 'priority']; // typed as on the wire

export function asTyped({ labels, listId, dueDate, startDate, reminders, repeat, ...task }) {
  const { day: startDay, clock: startClock, zone: startZone } = split(startDate);
  return {
    ...pick(task, SAME),
    listId: listId ?? '',
    labels: labels.join(', '),
    ...split(dueDate),
    startDay,
    startClock,
    startZone,
    reminders: reminders ?? [],
    ...repeatTyped(repeat),
  };
}

/** The fields that such text means; they need not be valid. */
export function asFields(typed) {
  const { title, listId, labels, startDay, startClock, startZone, reminders } = typed;
  return {
    ...pick(typed, SAME),
    title: title.trim(),
    dueDate: join(typed),
    startDate: join({ day: startDay, clock: startClock, zone: startZone }),
    labels: labelsOf(labels),
    listId: listId || null,
    reminders,
    repeat: repeatOf(typed),
  };
}

/** Labels with commas between them. */
export const labelsOf = (text) => [...new Set(text.split(',').map((label) => label.trim()).filter(Boolean))];

/** The due of parts, or null where there is no day. A time without a zone is in this browser's. */
export function join({ day, clock, zone }) {
  if (!day || !clock) return day || null;
  return `${day}T${clock.length === 5 ? `${clock}:00` : clock}${zone || `[${here()}]`}`;
}

/** What is wrong with a task as it was typed: field → what to do about it. */
export const typedErrors = (typed) =>
  present({
    ...taskErrors(asFields(typed)),
    dueDate: typed.clock && !typed.day && t('error.clock'),
    startDate: typed.startClock && !typed.startDay && t('error.clock'),
    repeat: repeatError(typed),
  });
