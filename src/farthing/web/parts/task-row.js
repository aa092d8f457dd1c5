/** One line of a list: a box to tick, what the task is about, and what can be done with it. */

import { inWords, isOverdue } from '../model/due.js';
import { t } from '../texts/t.js';
import { $, copy, element } from './dom.js';

/** A heading among the lines. */
export function headingRow() {
  const row = copy('heading-row');
  return {
    element: row,
    show({ title, count, day }) {
      $('h2', row).firstChild.textContent = `${title} `;
      $('.count', row).textContent = count || '';
      if (day) row.dataset.day = day;
    },
  };
}

/** The line of a task. */
export function taskRow(id) {
  const row = copy('task-row');
  row.dataset.id = id;
  return { element: row, show: (line) => fill(row, line) };
}

function fill(row, line) {
  const { title, description, status, priority } = line.task;
  Object.assign(row.dataset, { status, priority, depth: line.depth });
  row.classList.toggle('selected', line.selected);
  $('.title', row).textContent = title;
  $('.about', row).textContent = description.trim().split('\n')[0];
  $('.facts', row).replaceChildren(...facts(line));
  $('.check', row).checked = status === 'done';
  $('.check', row).ariaLabel = t('row.done', { title });
  for (const action of ['start', 'edit', 'remove']) {
    const button = $(`[data-do=${action}]`, row);
    const name = t(action === 'start' && status === 'doing' ? 'row.stop' : `row.${action}`);
    button.ariaLabel = `${name}: ${title}`;
    button.title = name;
  }
}

function facts({ task: { status, dueDate, startDate, priority, labels, repeat }, place, parent, parts, partsDone, unsent, selected }) {
  const overdue = dueDate && status !== 'done' && isOverdue(dueDate);
  const due = dueDate && t(overdue ? 'row.overdue' : 'row.due', { due: inWords(dueDate) });
  return [
    selected && element('span', 'unseen', t('row.selected')),
    status === 'doing' && element('span', 'doing', t('status.doing')),
    due && element('span', overdue ? 'overdue' : '', due),
    repeat && element('span', 'repeats', t('row.repeats')),
    startDate && status !== 'done' && element('span', '', t('row.starts', { start: inWords(startDate) })),
    priority !== 'none' && element('span', priority, t(`row.${priority}`)),
    parts && element('span', 'progress', t('row.progress', { done: partsDone ?? 0, of: parts })),
    ...labels.map(labelled),
    parent && element('span', '', t('row.part', { parent })),
    place && element('span', '', t('row.in', { place })),
    unsent && element('span', 'unsent', t('row.unsent')),
  ].filter(Boolean);
}

function labelled(label) {
  return Object.assign(element('a', 'label', label), { href: `#/label/${encodeURIComponent(label)}`, draggable: false });
}
