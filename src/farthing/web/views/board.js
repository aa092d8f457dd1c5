/** The tasks of a place by status, side by side: a card is moved by dragging it, or with Alt and an arrow. */

import { $, announce, Keyed } from '../parts/dom.js';
import { taskRow } from '../parts/task-row.js';
import { t } from '../texts/t.js';

const LATEST = 50; // of what is done; all of it is under Done
const STEPS = { ArrowLeft: -1, ArrowRight: 1 };

export function open(section, { store, view, act, tasks, gate }) {
  const columns = Array.from(section.children, (column) => {
    const list = $('ul', column);
    return { column, list, status: column.dataset.drop.slice('status/'.length), rows: new Keyed(list, taskRow) };
  });
  for (const { list } of columns) list.onkeydown = onKey;

  /** To a neighbouring column, or with Alt into it. */
  function onKey(event) {
    const task = tasks.current();
    const step = STEPS[event.key];
    if (!task || !step || (event.altKey && gate?.look)) return;
    event.preventDefault();
    const at = columns.findIndex(({ status }) => status === task.status);
    const to = columns[at + (document.dir === 'rtl' ? -step : step)];
    if (to && event.altKey) shift(task, to.status);
    else to?.list.firstElementChild?.focus();
  }

  function shift(task, status) {
    act.status(task, status);
    announce(t('board.moved', { title: task.title, status: t(`status.${status}`) }));
  }

  return function show() {
    const shown = view.tasks();
    for (const column of columns) fill(column, shown.filter(({ status }) => status === column.status));
  };

  function fill({ column, rows }, own) {
    const since = own.map(({ completedAt }) => completedAt).sort().at(-LATEST);
    const shown = own.filter(({ completedAt }) => !(completedAt < since)); // of what is not done there is no such time
    rows.show(new Map(shown.map((task) => [task.taskId, view.line(task)])));
    $('.count', column).textContent = own.length;
  }
}
