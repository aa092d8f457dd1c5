/** What the fields of a task say. */

import { inWords } from '../model/due.js';
import { language, t } from '../texts/t.js';

const SPANS = [['day', 1440], ['hour', 60], ['minute', 1]];

/** A reminder: "30 minutes before it is due". */
export function reminderInWords({ at, relativeTo, minutes = 0 }) {
  if (at) return inWords(at);
  const [unit, size] = SPANS.find(([, size]) => minutes % size === 0);
  const style = { style: 'unit', unit, unitDisplay: 'long' };
  const span = new Intl.NumberFormat(language, style).format(Math.abs(minutes) / size);
  return t(minutes ? `remind.${minutes < 0 ? '-' : '+'}${relativeTo}.in` : `remind.${relativeTo}`, { span });
}

/** Gives `(name, value) => words`, '' where there is nothing; names of lists and tasks are those in the store. */
export function wording(store, describe) {
  const ways = {
    status: (value) => t(`status.${value}`),
    priority: (value) => (value === 'none' ? '' : t(`priority.${value}`)),
    listId: (value) => store.lists.get(value)?.name ?? t('place.inbox'),
    parentId: (value) => value && (store.tasks.get(value)?.title ?? t('task.other')),
    dueDate: (value) => value && inWords(value),
    startDate: (value) => value && inWords(value),
    labels: (value) => value.join(', '),
    reminders: (value) => value.map(reminderInWords).join(', '),
    repeat: (value) => value && describe(value.rule, value.from),
  };
  return (name, value) => (ways[name] ? ways[name](value) : value) || '';
}
