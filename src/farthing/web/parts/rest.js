/** What the page can do once its first tasks are shown, put together; most of it is loaded when it is needed. */

import { BLANK } from '../model/task.js';
import { labelsError } from '../model/typed-rules.js';
import { t } from '../texts/t.js';
import { askName, offer } from './build.js';
import { commands } from './commands.js';
import { $, stage } from './dom.js';
import { drafts } from './drafts.js';
import { install } from './install.js';
import { keys } from './keys.js';
import { listForm } from './list-form.js';
import { filters } from './search.js';
import { taskAddress } from './task-address.js';
import { views } from './views.js';

export async function rest(page) {
  const { store, view, settings, toast, act, gate, parts, show } = page;
  const forms = {}; // by what they are for
  page.drafts = drafts(page, forms);
  const openAddressed = taskAddress(page);
  const doings = { edit, rename, typeAgain, askAbout, draft: (take) => write('task', null, { fields: take() }) };
  let asking;

  Object.assign(forms, { task: lazily('task'), list: listForm(page), filter: lazily('filters') });
  Object.assign(page, { add, lazily, replace });
  page.commands = commands(page);
  keys(page.commands, () => view.selected.size && view.select([]));
  parts.push(filters(page), views(page), find);
  listen();
  operate();
  if (!gate?.look) onDemand();
  show();
  page.drafts.resume(); // before another task may be opened
  arrived();
  gate?.showPlaces(page);
  settings.load().catch(() => {}); // what was settled before holds
  install();
  document.body.dataset.ready = '';
  return doings;

  function edit(task) {
    if (gate?.look) gate.look(task, store);
    else write('task', task);
  }

  /** Begin a task: in the line for the next one, or where there is none, in a sheet. */
  function add() {
    const line = $('#new-title');
    if (line.checkVisibility()) line.focus();
    else write('task', null, { fields: { ...BLANK, ...view.defaults() } });
  }

  /** Be in another place, with no way back to the one before. */
  function replace(path) {
    history.replaceState(null, '', `#/${path}`);
    view.changed();
  }

  function rename(kind, thing) {
    if (kind === 'label') askName(t('label.rename'), thing.name, relabel);
    else write(kind, thing);
  }

  function relabel(name) {
    const wrong = labelsError([name]);
    if (wrong) throw Object.assign(new Error(wrong), { field: 'name' });
    act.relabel(view.place.id, name);
    view.go(`label/${encodeURIComponent(name)}`);
  }

  /** Open the form for a thing, or for a new one. */
  function write(form, thing, more, problem) {
    page.drafts.open({ form, thing, ...more }, problem);
  }

  /** Does what the view that is called so is for; says so where it cannot be loaded. */
  function lazily(name, does = 'open') {
    return async (...given) => {
      try {
        return await (await import(`../views/${name}.js`))[does](page, ...given);
      } catch (error) {
        toast.missing();
        throw error;
      }
    };
  }

  /** What was typed for a change comes back into its form, on top of the present state of the thing. */
  function typeAgain(entry, theirs, problem) {
    const { kind, id, fields } = entry;
    write(kind, theirs ?? store.thing(kind, id), { fields, refused: entry }, problem);
  }

  /** Ask what shall hold; where even the question cannot be loaded, the person types on. */
  async function askAbout(change, theirs) {
    asking ??= import('./conflict.js').then(({ conflict }) => conflict(store, typeAgain)).catch(() => typeAgain);
    (await asking)(change, theirs);
  }

  /** The address has changed, or the page has opened. */
  function arrived() {
    const [, path] = /^#\/(.+)\?add$/.exec(location.hash) ?? [];
    if (path) {
      replace(path);
      add();
    }
    openAddressed();
    gate?.arrived();
  }

  /** What a filter finds takes more than the page begins with; the filter of an address may come later. */
  async function find() {
    if (view.place.kind !== 'filter' || view.finder) return;
    view.finder = await lazily('filters', 'finding')();
    show();
  }

  function listen() {
    store.addEventListener('clash', ({ detail: { change, theirs } }) => askAbout(change, theirs));
    store.addEventListener('merged', ({ detail: { thing } }) => toast.say(t('merged', { title: thing.title ?? thing.name })));
    store.addEventListener('unkept', () => toast.say(t('sync.unkept'), '', null, { stay: true }));
    store.addEventListener('refused', ({ detail: { change, problem } }) => {
      if (change.op === 'create' || Object.keys(change.was ?? {}).length) typeAgain(change, null, problem);
      else toast.say(t('refused', { why: problem.message }), '', null, { stay: true });
    });
    window.addEventListener('hashchange', arrived);
    window.addEventListener('online', () => store.refresh());
    window.addEventListener('beforeunload', (event) => {
      if (store.unkept && store.waiting.length && !gate?.leaving) event.preventDefault();
    });
    const refreshIfSeen = () => document.hidden || store.refresh();
    document.addEventListener('visibilitychange', refreshIfSeen);
    setInterval(refreshIfSeen, 60_000);
  }

  function operate() {
    offer($('#sidebar'), { list: () => write('list'), filter: () => write('filter'), help: lazily('help') });
    const leads = { '#tasks': () => stage().focus(), '#new-title': add, '#words': () => $('#words').focus() };
    for (const link of document.querySelectorAll('.skip, .to')) {
      link.addEventListener('click', (event) => {
        event.preventDefault(); // the address is for places
        leads[link.hash]();
      });
    }
  }

  /** What few need is loaded by the first who does: dragging, gestures, and the bar for chosen tasks. */
  function onDemand() {
    const chosen = lazily('chosen');
    let bar;
    document.addEventListener('mouseover', lazily('drag'), { once: true });
    $('#tasks').addEventListener('touchstart', lazily('swipe'), { once: true, passive: true });
    view.addEventListener('change', () => view.selected.size && (bar ??= chosen().catch(() => (bar = null))));
  }
}
