/** Dragging tasks: among each other, where people arrange them, and onto places, days and columns. */

import { today } from '../model/due.js';
import { onDay } from '../model/week.js';
import { furnish } from '../parts/build.js';
import { t } from '../texts/t.js';
import { beside } from './arrange.js';

const TARGETS = '[data-drop], .heading[data-day], #tasks > .task';

/** What being dropped there writes into a task, by the kinds of addresses, some of which have an id. */
const WRITES = {
  inbox: () => ({ listId: null }),
  list: (listId) => ({ listId }),
  status: (status) => ({ status }),
  done: () => ({ status: 'done' }),
  day: onDay,
  today: (_, { timeZone }) => onDay(today(timeZone)),
};

/** From now on, until the page is left. `dragged()` gives the tasks. */
export async function dragging(page, dragged) {
  await furnish('keys');
  const { act, remove, settings, store, view } = page;
  let marked = null;

  for (const type of ['dragover', 'dragend', 'drop']) document.addEventListener(type, onDrag);

  function onDrag(event) {
    const { type, target, clientY } = event;
    const place = type !== 'dragend' && target.closest?.(TARGETS);
    const drop = place && meaning(place, dragged());
    mark(null);
    if (!drop) return;
    event.preventDefault();
    const { top, height } = place.getBoundingClientRect();
    const below = clientY > top + height / 2;
    if (type === 'drop') drop(below);
    else mark(place, place.matches('.task') ? (below ? 'below' : 'above') : 'in');
  }

  /** Does with tasks what being dropped there means; nothing where they cannot be. */
  function meaning(place, tasks) {
    const { drop, day, id: other } = place.dataset;
    if (!tasks.length) return null;
    if (place.matches('.task')) {
      const arranged = view.groups().some((group) => group.arranged) && !tasks.some(({ taskId }) => taskId === other);
      return arranged && ((below) => beside(page, tasks[0], store.tasks.get(other), below));
    }
    if (drop === 'trash') return () => remove(tasks);
    const [kind, id] = (drop ?? `day/${day}`).split('/');
    const text = tasks.length > 1 ? t('did.moves', { count: tasks.length }) : t('did.move', tasks[0]);
    return WRITES[kind] && (() => act.change(tasks, text, WRITES[kind](id, settings)));
  }

  function mark(place, where) {
    delete marked?.dataset.over;
    marked = place;
    if (place) place.dataset.over = where;
  }
}
