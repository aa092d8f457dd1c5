/** The tasks of a place by status, side by side: a card is moved by dragging it, or with Alt and an arrow. */

import { STATUSES } from '../model/task.js';
import { dress, make } from '../parts/build.js';
import { $, announce, Keyed } from '../parts/dom.js';
import { taskRow } from '../parts/task-row.js';
import { t, texts } from '../texts/t.js';

const LATEST = 50; // of what is done; all of it is under Done

export async function open(section, page) {
  await Promise.all([dress('views'), texts('views')]);
  const { store, view, act } = page;
  const columns = STATUSES.map((status) => column(status));
  const actions = { toggle: act.toggle, start: act.start, edit: page.edit, remove: page.remove };
  section.append(...columns.map(({ element }) => element));
  section.addEventListener('click', onClick);
  section.addEventListener('keydown', onKey);

  function onClick({ target }) {
    const card = target.closest('.task');
    const name = target.closest('[data-do]')?.dataset.do ?? (target.closest('.text') && 'edit');
    if (card && name) actions[name](store.tasks.get(card.dataset.id));
  }

  function onKey(event) {
    const card = document.activeElement.closest('.board .task');
    const step = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[event.key];
    if (!card || !step) return;
    event.preventDefault();
    const at = columns.findIndex(({ list }) => list.contains(card));
    const [across, down] = document.dir === 'rtl' ? [-step[0], step[1]] : step;
    if (event.altKey && across) shift(card, columns[at + across]);
    else if (across) columns[at + across]?.list.firstElementChild?.focus();
    else (down > 0 ? card.nextElementSibling : card.previousElementSibling)?.focus();
  }

  /** Into a neighbouring column. */
  function shift(card, to) {
    if (!to) return;
    const task = store.tasks.get(card.dataset.id);
    act.status(task, to.status);
    announce(t('board.moved', { title: task.title, status: t(`status.${to.status}`) }));
    queueMicrotask(() => $(`[data-id="${task.taskId}"]`, section)?.focus());
  }

  return function show() {
    const tasks = view.entries({ show: 'all', sort: 'arranged' }).filter(({ task }) => task);
    for (const { status, list, rows, count } of columns) {
      const own = tasks.filter(({ task }) => task.status === status);
      const shown = status === 'done' ? own.slice(-LATEST) : own;
      rows.show(new Map(shown.map((entry) => [entry.id, { ...entry, depth: 0 }])));
      count.textContent = own.length;
      list.dataset.empty = t('board.empty');
    }
  };
}

function column(status) {
  const count = make('span', { class: 'count' });
  const list = make('ul', { class: 'tasks', role: 'list', 'aria-labelledby': `column-${status}` });
  const name = make('h2', { id: `column-${status}` }, `${t(`status.${status}`)} `, count);
  const element = make('section', { class: 'column', 'data-drop': `status/${status}` }, name, list);
  return { status, element, list, count, rows: new Keyed(list, taskRow) };
}
