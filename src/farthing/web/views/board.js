/** The tasks of a place by status, side by side: a card is moved by dragging it, or with Alt and an arrow. */

import { $, announce, Keyed } from '../parts/dom.js';
import { taskRow } from '../parts/task-row.js';
import { t } from '../texts/t.js';

const LATEST = 50; // of what is done; all of it is under Done
const STEPS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

export function open(section, { store, view, act }) {
  const columns = Array.from(section.children, (column) => {
    const list = $('ul', column);
    return { column, list, status: column.dataset.drop.slice('status/'.length), rows: new Keyed(list, taskRow) };
  });
  for (const { list } of columns) list.addEventListener('keydown', onKey);

  function onKey(event) {
    const card = document.activeElement.closest('.board .task');
    const step = STEPS[event.key];
    if (!card || !step) return;
    event.preventDefault();
    const at = columns.findIndex(({ list }) => list.contains(card));
    const across = document.dir === 'rtl' ? -step[0] : step[0];
    if (event.altKey && across) shift(card, columns[at + across]);
    else if (across) columns[at + across]?.list.firstElementChild?.focus();
    else (step[1] > 0 ? card.nextElementSibling : card.previousElementSibling)?.focus();
  }

  /** Into a neighbouring column. */
  function shift({ dataset: { id } }, to) {
    if (!to) return;
    const task = store.tasks.get(id);
    act.status(task, to.status);
    announce(t('board.moved', { title: task.title, status: t(`status.${to.status}`) }));
    queueMicrotask(() => $(`[data-id="${id}"]`, section)?.focus());
  }

  return function show() {
    const tasks = view.tasks();
    for (const { column, status, rows } of columns) {
      const own = tasks.filter((task) => task.status === status);
      const shown = status === 'done' ? own.slice(-LATEST) : own;
      rows.show(new Map(shown.map((task) => [task.taskId, view.line(task)])));
      $('.count', column).textContent = own.length;
    }
  };
}
