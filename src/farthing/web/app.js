/** Puts the parts of the page together. */

import { gate } from './model/api.js';
import { enter } from './model/entry.js';
import { Settings } from './model/settings.js';
import { Store } from './model/store.js';
import { View } from './model/view.js';
import { actions } from './parts/actions.js';
import { commands } from './parts/commands.js';
import { composer } from './parts/composer.js';
import { $, announce } from './parts/dom.js';
import { keys } from './parts/keys.js';
import { listForm } from './parts/list-form.js';
import { banner, Toast } from './parts/messages.js';
import { filters, placeHeader } from './parts/place.js';
import { sidebar } from './parts/sidebar.js';
import { taskList } from './parts/task-list.js';
import { taskSheet } from './parts/task-sheet.js';
import { wear } from './parts/theme.js';
import { views } from './parts/views.js';
import { language, t, texts, translate } from './texts/t.js';

await texts('start');
if (language !== 'en') translate(document);
document.documentElement.lang = language;
await enter(); // before anything of anybody's is read

const settings = new Settings();
const store = new Store();
const view = new View(store, settings);
const toast = new Toast();
const act = actions(store, view, toast);
const page = { store, view, settings, toast, act, gate, edit, remove, typeAgain, askAbout };
const sheet = taskSheet(page);
const openListForm = listForm(saveList);
const tasks = taskList(store, view, { toggle: act.toggle, start: act.start, edit, remove });
page.tasks = tasks;

const parts = [
  placeHeader(view, { rename, remove: removeThing }),
  sidebar(store, view, settings, () => openListForm(null)),
  filters(view),
  tasks.show,
  views(page),
  banner(store, signIn),
];
composer(page, { added, details: (fields) => sheet.open({ task: null, fields }) });

function edit(task) {
  if (gate?.look) gate.look(task, store);
  else sheet.open({ task });
}

async function signIn() {
  if (await gate.again()) store.refresh();
}

/** One task, or many. */
function remove(some) {
  tasks.leave(() => act.remove('task', some));
  view.select([]);
}

function show() {
  for (const part of parts) part();
}

function added(id, { title }) {
  view.linger(id);
  show();
  if (!tasks.reveal(id)) toast.say(t('did.add', { title }));
}

function rename(kind, thing) {
  if (kind === 'filter') editFilter(thing);
  else openListForm(thing);
}

async function editFilter(filter) {
  const { open } = await import('./views/filters.js');
  open(page, filter);
}

function saveList(list, name, refused) {
  if (refused) store.resend(refused, { name });
  else if (!list) view.go(`list/${store.create('list', { name })}`);
  else if (name !== list.name) store.edit('list', list.listId, { name }, { name: list.name });
}

function removeThing(kind, thing) {
  act.remove(kind, thing);
  view.go('inbox');
}

/** What was typed for a change comes back into its form, on top of the present state of the thing. */
function typeAgain(entry, theirs, problem) {
  const { kind, id, fields } = entry;
  const present = theirs ?? store.thing(kind, id) ?? null;
  if (kind === 'list') openListForm(present, fields.name, problem, entry);
  else sheet.open({ task: present, fields, refused: entry }, problem);
}

let asking;

/** Ask what shall hold; where even the question cannot be loaded, the person types on. */
async function askAbout(change, theirs) {
  asking ??= import('./parts/conflict.js').then(({ conflict }) => conflict(store, typeAgain), () => typeAgain);
  (await asking)(change, theirs);
}

store.addEventListener('change', show);
store.addEventListener('clash', ({ detail: { change, theirs } }) => askAbout(change, theirs));
store.addEventListener('merged', ({ detail: { thing } }) => toast.say(t('merged', { title: thing.title ?? thing.name })));
store.addEventListener('refused', ({ detail: { change, problem } }) => {
  if (change.op === 'create' || Object.keys(change.was ?? {}).length) typeAgain(change, null, problem);
  else toast.say(t('refused', { why: problem.message }), '', null, { stay: true });
});
view.addEventListener('change', show);
settings.addEventListener('change', () => {
  wear(settings.theme);
  show();
});
window.addEventListener('hashchange', arrived);

store.addEventListener('unkept', () => toast.say(t('sync.unkept'), '', null, { stay: true }));

/** The address has changed, or the page has opened. */
async function arrived() {
  sheet.arrived();
  gate?.arrived();
  if (view.place.kind !== 'filter' || view.finder) return;
  view.finder = await (await import('./views/filters.js')).finding(page);
  show();
}

page.commands = commands(page);
keys(page.commands, () => view.selected.size && view.select([]));
$('#new-filter').addEventListener('click', () => editFilter(null));
$('#open-help').addEventListener('click', async () => (await import('./views/help.js')).open(page));

/** What few need is loaded by the first who does: the bar for chosen tasks, dragging, and gestures. */
function onDemand() {
  const list = $('#tasks');
  let dragged = [];
  document.addEventListener('dragstart', ({ target }) => {
    const id = target.closest?.('.task')?.dataset.id;
    dragged = view.selected.has(id) ? tasks.chosen() : [store.tasks.get(id)].filter(Boolean);
  });
  list.addEventListener('mouseover', async () => (await import('./views/drag.js')).dragging(page, () => dragged), { once: true });
  list.addEventListener('touchstart', async () => {
    const { swiping } = await import('./views/swipe.js');
    swiping(list, { done: (id) => act.toggle(store.tasks.get(id)), open: (id) => edit(store.tasks.get(id)) });
  }, { once: true, passive: true });
  let bar = null;
  view.addEventListener('change', () => {
    if (view.selected.size) bar ??= import('./views/chosen.js').then((chosen) => chosen.bar(page)).then((show) => (parts.push(show), show()));
  });
}

if (!gate?.look) onDemand();

for (const link of document.querySelectorAll('.skip')) {
  link.addEventListener('click', (event) => {
    event.preventDefault(); // the address is for places
    $(link.hash).focus();
  });
}

window.addEventListener('online', () => store.refresh());
window.addEventListener('beforeunload', (event) => {
  if (store.unkept && store.waiting.length && !gate?.leaving) event.preventDefault();
});
document.addEventListener('visibilitychange', refreshIfSeen);
setInterval(refreshIfSeen, 60_000);

function refreshIfSeen() {
  if (!document.hidden) store.refresh();
}

gate?.furnish(page);
show();
await store.open();
arrived();
sheet.resume();
settings.load().catch(() => announce('')); // what was settled before holds
import('./parts/install.js').then(({ install }) => install(), () => {}); // the next visit's may come through
