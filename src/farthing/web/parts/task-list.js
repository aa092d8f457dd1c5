/** The tasks of the place that is looked at, a line each or as its own view has them: moving through them, and choosing some. */

import { t } from '../texts/t.js';
import { $, announce, stage } from './dom.js';
import { Rows } from './rows.js';
import { headingRow, taskRow } from './task-row.js';

const isTask = (id) => id[0] !== '#'; // and not a heading

/** `act[name](task)` is done on a click on what has `data-do=name`; on the text itself, `act.edit`. */
export function taskList(store, view, act) {
  const list = $('#tasks');
  const empty = $('#empty');
  const main = $('main');
  const rows = new Rows(list, (id) => (isTask(id) ? taskRow(id) : headingRow()));
  const focused = () => document.activeElement.closest('.task');
  let place = '';
  let cursor = null; // the task that had the focus last, which may be out of sight
  let anchor = null; // the task from which more are chosen

  main.addEventListener('focusin', ({ target }) => (cursor = target.closest('.task')?.dataset.id ?? cursor));
  main.addEventListener('click', (event) => {
    const { target } = event;
    const { id } = target.closest('.task')?.dataset ?? {};
    if (!id) return;
    const name = target.closest('[data-do]')?.dataset.do;
    if (name) act[name](store.tasks.get(id));
    else if (event.ctrlKey || event.metaKey) toggle(id);
    else if (event.shiftKey) extend(id);
    else if (target.closest('.text') && !target.closest('a') && getSelection().isCollapsed) act.edit(store.tasks.get(id));
  });
  main.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.altKey || event.defaultPrevented || !stage().contains(event.target)) return;
    if (event.shiftKey ? stretch(step) : move(step)) event.preventDefault();
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

  /** Of all the tasks that are shown, in order. */
  const ids = () => (list.hidden ? Array.from(stage().querySelectorAll('.task'), ({ dataset }) => dataset.id) : rows.ids.filter(isTask));

  /** The element of a task, brought into sight, if it is shown. */
  function reveal(id) {
    if (!list.hidden) return rows.reveal(id);
    const card = $(`.task[data-id="${id}"]`, stage());
    card?.scrollIntoView({ block: 'nearest' });
    return card;
  }

  /** Go down by so many lines, or up; from outside, to where one was, or to the first or the last. */
  function move(step) {
    const all = ids();
    const from = all.indexOf(focused()?.dataset.id ?? cursor);
    const to = from < 0 ? (step > 0 ? 0 : all.length - 1) : from + (focused() ? step : 0);
    const id = all[Math.min(Math.max(to, 0), all.length - 1)];
    if (id) reveal(id).focus();
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
    return to;
  }

  function choose(chosen) {
    view.select(chosen);
    announce(t('chosen', { count: view.selected.size }));
  }

  /** Whatever `run` shows, the focus stays with the task that has it, or goes to a neighbour of one that is gone. */
  function hold(run) {
    const row = focused();
    if (!row) return run();
    const { activeElement } = document;
    const all = ids();
    run();
    if (activeElement.isConnected) return activeElement.focus({ preventScroll: true }); // which it loses when it is moved
    const at = all.indexOf(row.dataset.id);
    const left = new Set(ids());
    if (!list.hidden && left.has(row.dataset.id)) return; // out of sight, where somebody has scrolled it
    const near = [...all.slice(at), ...all.slice(0, at).reverse()].find((id) => left.has(id));
    ((near && reveal(near)) ?? stage()).focus();
  }

  function whyEmpty() {
    if (!store.loaded) return store.trouble ? '' : t('reading');
    const { kind } = view.place;
    if (kind === 'filter') return view.found ? (view.found.misread ?? t('empty.filter')) : '';
    if (kind === 'search') return t(view.place.id ? 'empty.search' : 'empty.words');
    if (view.place.adds !== null && view.filter.show === 'done') return t('empty.done');
    return t(['today', 'upcoming', 'inbox', 'done'].includes(kind) ? `empty.${kind}` : 'empty.all');
  }

  return {
    show,
    move,
    hold,
    toggle,
    reveal,
    /** The task that has the focus. */
    current: () => store.tasks.get(focused()?.dataset.id),
    all: () => choose(ids()),
    /** The tasks that are chosen, as far as they are shown, or else the one that has the focus; in their order. */
    chosen() {
      const isMeant = view.selected.size ? (id) => view.selected.has(id) : (id) => id === focused()?.dataset.id;
      return ids().filter(isMeant).map((id) => store.tasks.get(id));
    },
  };
}
