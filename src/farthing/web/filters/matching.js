/** From a filter to a function that tells of a task whether it matches. */

import { isOpen, moment } from '../model/agenda.js';
import { instantOf, plusDays, today } from '../model/due.js';
import { fold } from '../model/folding.js';
import { isUuid, Misread, ofOpenTasks, readFilter, WEEKDAYS } from './reading.js';

/**
 * What the text finds of an asker's tasks, as `GET /tasks?filter=` does: `matches` tells it of a task, and `open`
 * says that only open tasks match, which come in the order of the agenda; others in the order of their making.
 */
export function finder(text, asker) {
  const filter = ofOpenTasks(readFilter(text));
  const matches = matcher(filter, asker);
  return { matches: (task) => !task.deletedAt && matches(task), open: isOfOpen(filter) };
}

function isOfOpen({ kind, terms, term, flag }) {
  if (terms) return kind === 'all' ? terms.some(isOfOpen) : terms.every(isOfOpen);
  return kind === 'not' ? term.flag === 'done' : ['open', 'todo', 'doing', 'overdue'].includes(flag);
}

/**
 * The filter as a function of a task. Who asks is `{ now, timeZone, lists }`: Unix milliseconds, the zone that their
 * days are in, and a map of lists by their ids, as the store has them. Throws a `Misread` where no list is called so.
 */
const matcher = (filter, asker) => KINDS[filter.kind](filter, asker);

const KINDS = {
  not({ term }, asker) {
    const matches = matcher(term, asker);
    return (task) => !matches(task);
  },
  all: ({ terms }, asker) => joined('every', terms, asker),
  some: ({ terms }, asker) => joined('some', terms, asker),
  /** Of a due or start, the day on the wall there is compared; of an instant, which is in the past, the asker's. */
  compare({ field, comparison, day }, asker) {
    const isDay = ['due', 'start'].includes(field);
    const first = dayMeant(day, asker, !isDay);
    const [begins, ends] = [first, plusDays(first, 1)].map((one) =>
      isDay ? one : new Date(instantOf(one, asker.timeZone)).toISOString(),
    );
    const name = isDay ? `${field}Date` : `${field}At`;
    const signs = comparison === '!=' ? '<>' : comparison;
    return ({ [name]: at }) => (at ? signs.includes(at < begins ? '<' : at < ends ? '=' : '>') : signs === '<>');
  },
  is: ({ flag }, asker) => FLAG_TESTS[flag]?.(asker) ?? (({ status }) => status === flag),
  has({ part }) {
    const name = ['due', 'start'].includes(part) ? `${part}Date` : part;
    return (task) => task[name]?.length > 0;
  },
  label({ name, begins }) {
    const wanted = fold(name);
    const fits = begins ? (label) => fold(label).startsWith(wanted) : (label) => fold(label) === wanted;
    return ({ labels }) => labels.some(fits);
  },
  list({ name }, asker) {
    const wanted = fold(name);
    const ids = idsOfLists(asker, (list, id) => id === name || fold(list.name) === wanted);
    if (!ids.size && !isUuid(name)) throw new Misread('nowhere', { name });
    return ({ listId }) => ids.has(listId);
  },
  level: ({ level }) => ({ priority }) => priority === level,
  parent: ({ parent }) => ({ parentId }) => parentId === parent,
  title({ text }) {
    const wanted = fold(text);
    return ({ title }) => fold(title).includes(wanted);
  },
};

const FLAG_TESTS = {
  open: () => isOpen,
  repeating: () => ({ repeat }) => Boolean(repeat),
  subtask: () => ({ parentId }) => Boolean(parentId),
  inbox(asker) {
    const there = idsOfLists(asker, () => true);
    return ({ listId }) => !there.has(listId);
  },
  overdue: ({ now, timeZone }) => moment(timeZone, now).isOverdue,
};

function joined(how, terms, asker) {
  const all = terms.map((term) => matcher(term, asker));
  return (task) => all[how]((matches) => matches(task));
}

function idsOfLists({ lists }, fits) {
  return new Set([...lists].filter(([id, list]) => !list.deletedAt && fits(list, id)).map(([id]) => id));
}

/** The day of the calendar: of a weekday the next, or the last one of what is past; today in either case. */
function dayMeant(day, { now, timeZone }, past) {
  if (typeof day === 'string' && !WEEKDAYS.includes(day)) return day;
  const current = today(timeZone, now);
  if (typeof day === 'number') return plusDays(current, day);
  const ahead = (WEEKDAYS.indexOf(day) - new Date(current).getUTCDay() + 7) % 7;
  return plusDays(current, past && ahead ? ahead - 7 : ahead);
}
