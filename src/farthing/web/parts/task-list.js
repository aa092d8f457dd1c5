/** The tasks of the place that is looked at, a line each, and moving through them. */

import { inWords, isOverdue } from '../model/due.js';
import { PRIORITY } from '../model/task.js';
import { $, copy, element, Keyed } from './dom.js';

/** `act[name](task)` is done on a click on what has `data-do=name`; on the text itself, `act.edit`. */
export function taskList(store, view, act) {
  const list = $('#tasks');
  const empty = $('#empty');
  const rows = new Keyed(list, taskRow);
  const focused = () => document.activeElement.closest('#tasks > .task');

  list.addEventListener('click', ({ target }) => {
    const row = target.closest('.task');
    const onText = target.closest('.text') && getSelection().isCollapsed;
    const name = target.closest('[data-do]')?.dataset.do ?? (onText && 'edit');
    if (row && name) act[name](store.tasks.get(row.dataset.id));
  });
  list.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    move(step);
  });

  function show() {
    const { kind } = view.place;
    const tasks = kind === 'trash' ? [] : view.tasks();
    const unsent = new Set(store.trouble && store.waiting.map(({ id }) => id));
    const today = new Date().toDateString();
    const state = (task) => {
      const place = kind === 'all' && store.listOf(task)?.name;
      return { task, place, unsent: unsent.has(task.taskId), today };
    };
    rows.show(new Map(tasks.map((task) => [task.taskId, state(task)])));
    list.hidden = kind === 'trash';
    empty.hidden = kind === 'trash' || tasks.length > 0;
    empty.textContent = whyEmpty();
  }

  /** Go down by so many lines, or up; from outside, to the first or the last. */
  function move(step) {
    const lines = [...list.children];
    const from = lines.indexOf(focused());
    const to = from < 0 ? (step > 0 ? 0 : lines.length - 1) : from + step;
    lines[Math.min(Math.max(to, 0), lines.length - 1)]?.focus();
  }

  /** The focus goes to a neighbour while `run` takes the present line away. */
  function leave(run) {
    const row = focused();
    const neighbour = row?.nextElementSibling ?? row?.previousElementSibling ?? list;
    run();
    if (row) neighbour.focus();
  }

  /** Bring a task into sight; false where it is not in the list. */
  function reveal(id) {
    const row = $(`[data-id="${id}"]`, list);
    row?.scrollIntoView({ block: 'nearest' });
    return Boolean(row);
  }

  function whyEmpty() {
    if (!store.loaded) return store.trouble ? '' : 'Reading your tasks …';
    if (view.words) return `No task here mentions “${view.words}”.`;
    return view.filter.show === 'done' ? 'Nothing is done here yet.' : 'Nothing to do here.';
  }

  /** The task whose line has the focus. */
  const current = () => store.tasks.get(focused()?.dataset.id);

  return { show, current, move, leave, reveal };
}

/** A box to tick, what the task is about, and what can be done with it; filled anew where something is. */
function taskRow(id) {
  const row = copy('task-row');
  row.dataset.id = id;
  let last = {};
  const show = (state) => {
    if (Object.keys(state).some((name) => state[name] !== last[name])) fill(row, state);
    last = state;
  };
  return { element: row, show };
}

function fill(row, state) {
  const { title, description, status, priority } = state.task;
  row.dataset.status = status;
  row.dataset.priority = priority;
  $('.title', row).textContent = title;
  $('.about', row).textContent = description.trim().split('\n')[0];
  $('.facts', row).replaceChildren(...facts(state));
  $('.check', row).checked = status === 'done';
  $('.check', row).ariaLabel = `Done: ${title}`;
  const names = { start: status === 'doing' ? 'Stop doing' : 'Start doing', edit: 'Edit', remove: 'Delete' };
  for (const [action, name] of Object.entries(names)) {
    const button = $(`[data-do=${action}]`, row);
    button.ariaLabel = `${name}: ${title}`;
    button.title = name;
  }
}

function facts({ task: { status, dueDate, priority, labels }, place, unsent }) {
  const overdue = dueDate && status !== 'done' && isOverdue(dueDate);
  return [
    status === 'doing' && element('span', 'doing', 'Doing'),
    dueDate && element('span', overdue ? 'overdue' : '', `${overdue ? 'Overdue since' : 'Due'} ${inWords(dueDate)}`),
    priority !== 'none' && element('span', priority, `${PRIORITY[priority]} priority`),
    ...labels.map((label) => element('span', 'label', label)),
    place && element('span', '', `in ${place}`),
    unsent && element('span', 'unsent', 'Not sent yet'),
  ].filter(Boolean);
}
