/** Dragging tasks: among each other, where people arrange them, and onto places, days and columns. */

import { today } from '../model/due.js';
import { onDay } from '../model/week.js';
import { furnish } from '../parts/build.js';
import { beside, moved } from './arrange.js';

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

/** From now on, until the page is left. */
export function open(page) {
  const { act, remove, settings, store, tasks, view } = page;
  let dragged = [];
  let marked = null;
  furnish('keys');

  document.addEventListener('dragstart', ({ target }) => {
    const id = target.closest?.('.task')?.dataset.id;
    dragged = view.selected.has(id) ? tasks.chosen() : [store.tasks.get(id)].filter(Boolean);
  });
  for (const type of ['dragover', 'dragend', 'drop']) document.addEventListener(type, onDrag);

  function onDrag(event) {
    const { type, target, clientY } = event;
    const place = type !== 'dragend' && target.closest?.(TARGETS);
    const drop = place && meaning(place);
    mark(null);
    if (type === 'dragend') dragged = [];
    if (!drop) return;
    event.preventDefault();
    const { top, height } = place.getBoundingClientRect();
    const below = clientY > top + height / 2;
    if (type === 'drop') drop(below);
    else mark(place, place.matches('.task') ? (below ? 'below' : 'above') : 'in');
  }

  /** Does what being dropped there means; nothing where that cannot be. */
  function meaning(place) {
    const { drop, day, id: other } = place.dataset;
    if (!dragged.length) return null;
    if (place.matches('.task')) {
      const arranged = view.groups().some((group) => group.arranged) && !dragged.some(({ taskId }) => taskId === other);
      return arranged && ((below) => beside(page, dragged, store.tasks.get(other), below));
    }
    if (drop === 'trash') return () => remove(dragged);
    const [kind, id] = (drop ?? `day/${day}`).split('/');
    return WRITES[kind] && (() => act.change(dragged, moved(dragged), WRITES[kind](id, settings)));
  }

  function mark(place, where) {
    delete marked?.dataset.over;
    marked = place;
    if (place) place.dataset.over = where;
  }
}
