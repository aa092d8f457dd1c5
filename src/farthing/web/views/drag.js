/** Dragging tasks: among each other, where people arrange them, and onto places, days and columns. */

import { dayOf, today } from '../model/due.js';
import { dress } from '../parts/build.js';
import { t, texts } from '../texts/t.js';
import { beside } from './arrange.js';

const TARGETS = '[data-drop], .heading[data-day], #tasks > .task';

/** What being dropped there writes into a task; null where nothing can be dropped. */
function fieldsFor(page, target) {
  const { view, settings } = page;
  const [kind, id] = (target.dataset.drop ?? (target.dataset.day ? `day/${target.dataset.day}` : '')).split('/');
  const onDay = (day) => ({ dueDate }) => ({ dueDate: dueDate ? day + dueDate.slice(dayOf(dueDate).length) : day });
  const kinds = {
    inbox: () => ({ listId: null }),
    list: () => ({ listId: id }),
    status: () => ({ status: id }),
    done: () => ({ status: 'done' }),
    day: () => onDay(id),
    today: () => onDay(today(settings.timeZone)),
  };
  return Object.hasOwn(kinds, kind) && view ? kinds[kind]() : null;
}

/** From now on, until the page is left. `dragged()` gives the tasks. */
export async function dragging(page, dragged) {
  await Promise.all([texts('keys'), dress('keys')]);
  let marked = null;

  document.addEventListener('dragover', (event) => {
    const target = event.target.closest?.(TARGETS);
    const tasks = dragged();
    if (!tasks.length || !target || !accepts(target, tasks)) return mark(null);
    event.preventDefault();
    mark(target, isBelow(target, event));
  });
  document.addEventListener('dragend', () => mark(null));
  document.addEventListener('drop', (event) => {
    const target = event.target.closest?.(TARGETS);
    const tasks = dragged();
    mark(null);
    if (!tasks.length || !target || !accepts(target, tasks)) return;
    event.preventDefault();
    drop(target, tasks, isBelow(target, event));
  });

  const arranged = () => page.view.groups().some((group) => group.arranged);

  function accepts(target, tasks) {
    if (target.matches('.task')) return arranged() && !tasks.some(({ taskId }) => taskId === target.dataset.id);
    return Boolean(fieldsFor(page, target)) || target.dataset.drop === 'trash';
  }

  function drop(target, tasks, below) {
    const [{ title }] = tasks;
    const text = tasks.length > 1 ? t('did.moves', { count: tasks.length }) : t('did.move', { title });
    if (target.dataset.drop === 'trash') page.remove(tasks);
    else if (target.matches('.task')) beside(page, tasks[0], page.store.tasks.get(target.dataset.id), below);
    else page.act.change(tasks, text, fieldsFor(page, target));
  }

  const isBelow = (target, { clientY }) => {
    const { top, height } = target.getBoundingClientRect();
    return clientY > top + height / 2;
  };

  function mark(target, below) {
    marked?.removeAttribute('data-over');
    marked = target;
    if (target) target.dataset.over = target.matches('.task') ? (below ? 'below' : 'above') : 'in';
  }
}
