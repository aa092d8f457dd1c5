/** The tasks of the place that is looked at, a line each: moving through them, and choosing some. */

import { t } from '../texts/t.js';
import { $, announce } from './dom.js';
import { Rows } from './rows.js';
import { headingRow, taskRow } from './task-row.js';

const isTask = (id) => id[0] !== '#'; // and not a heading

/** `act[name](task)` is done on a click on what has `data-do=name`; on the text itself, `act.edit`. */
export function taskList(store, view, act) {
  const list = $('#tasks');
  const empty = $('#empty');
  const rows = new Rows(list, (id) => (isTask(id) ? taskRow(id) : headingRow()));
  const focused = () => document.activeElement.closest('#tasks > .task');
  let place = '';
  let cursor = null; // the task that had the focus last, which may be out of sight
  let anchor = null; // the task from which more are chosen

  list.addEventListener('focusin', ({ target }) => (cursor = target.closest('.task')?.dataset.id ?? cursor));
  list.addEventListener('click', (event) => {
    const { target } = event;
    const row = target.closest('.task');
    if (!row) return;
    const name = target.closest('[data-do]')?.dataset.do;
    if (name) act[name](store.tasks.get(row.dataset.id));
    else if (event.ctrlKey || event.metaKey) toggle(row.dataset.id);
    else if (event.shiftKey) extend(row.dataset.id);
    else if (target.closest('.text') && getSelection().isCollapsed) act.edit(store.tasks.get(row.dataset.id));
  });
  list.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.altKey) return;
    event.preventDefault();
    if (event.shiftKey) stretch(step);
    else move(step);
  });

  function show() {
    const { view: own } = view.place;
    const { ids: shown, line } = own ? { ids: [] } : view.lines();
    if (place !== view.path) cursor = anchor = null;
    place = view.path;
    rows.show(shown, line);
    list.hidden = Boolean(own);
    empty.hidden = own || shown.some(isTask);
    empty.textContent = own ? '' : whyEmpty();
    list.ariaBusy = !store.loaded && !store.trouble;
  }

  const ids = () => rows.ids.filter(isTask);

  /** Go down by so many lines, or up; from outside, to where one was, or to the first or the last. */
  function move(step) {
    const all = ids();
    const from = all.indexOf(focused()?.dataset.id ?? cursor);
    const to = from < 0 ? (step > 0 ? 0 : all.length - 1) : from + (focused() ? step : 0);
    const id = all[Math.min(Math.max(to, 0), all.length - 1)];
    if (id) rows.reveal(id).focus();
    return id;
  }

  function toggle(id) {
    const chosen = new Set(view.selected);
    if (!chosen.delete(id)) chosen.add(id);
    choose(chosen);
    anchor = id;
  }

  /** Choose all from the one looked at last to this one. */
  function extend(id) {
    const all = ids();
    const ends = [all.indexOf(anchor ?? id), all.indexOf(id)].sort((a, b) => a - b);
    choose([...view.selected, ...all.slice(Math.max(ends[0], 0), ends[1] + 1)]);
  }

  function stretch(step) {
    const from = focused()?.dataset.id;
    const to = move(step);
    if (to) choose([...view.selected, from ?? to, to]);
  }

  function choose(chosen) {
    view.select(chosen);
    announce(t('chosen', { count: view.selected.size }));
  }

  /** The focus goes to a neighbour while `run` takes the present line away. */
  function leave(run) {
    const all = ids();
    const at = all.indexOf(focused()?.dataset.id);
    run();
    if (at < 0) return;
    const next = all[at + 1] ?? all[at - 1];
    ((next && rows.reveal(next)) ?? list).focus();
  }

  function whyEmpty() {
    if (!store.loaded) return store.trouble ? '' : t('reading');
    const { kind } = view.place;
    if (kind === 'search') return t(view.place.id ? 'empty.search' : 'empty.words');
    if (view.place.adds !== null && view.filter.show === 'done') return t('empty.done');
    return t(['today', 'upcoming', 'inbox', 'done', 'filter'].includes(kind) ? `empty.${kind}` : 'empty.all');
  }

  return {
    show,
    move,
    leave,
    toggle,
    ids,
    /** The task whose line has the focus. */
    current: () => store.tasks.get(focused()?.dataset.id),
    reveal: (id) => Boolean(rows.reveal(id)),
    focus: (id) => rows.reveal(id)?.focus(),
    all: () => choose(ids()),
    /** The tasks that are chosen, or else the one whose line has the focus. */
    chosen: () => (view.selected.size ? [...view.selected] : [focused()?.dataset.id]).map((id) => store.tasks.get(id)).filter(Boolean),
  };
}
