/** Puts the parts of the page together. */

import { gate } from './model/api.js';
import { enter } from './model/entry.js';
import { Settings } from './model/settings.js';
import { Store } from './model/store.js';
import { asTyped, BLANK } from './model/task.js';
import { View } from './model/view.js';
import { actions } from './parts/actions.js';
import { composer } from './parts/composer.js';
import { $, announce } from './parts/dom.js';
import { help, keys } from './parts/keys.js';
import { listForm } from './parts/list-form.js';
import { banner, Toast } from './parts/messages.js';
import { filters, placeHeader } from './parts/place.js';
import { sidebar } from './parts/sidebar.js';
import { taskForm } from './parts/task-form.js';
import { taskList } from './parts/task-list.js';
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
const page = { store, view, settings, toast, act, gate, edit, remove };
const form = taskForm(store, toast);
const openListForm = listForm(saveList);
const tasks = taskList(store, view, { toggle: act.toggle, start: act.start, edit, remove });
page.tasks = tasks;

const parts = [
  placeHeader(view, { rename: (_, list) => openListForm(list), remove: removeThing }),
  sidebar(store, view, settings, () => openListForm(null)),
  filters(view),
  tasks.show,
  views(page),
  banner(store, signIn),
];
composer(page, { added, details: (typed) => form.open(null, asTyped(typed)) });

function edit(task) {
  if (gate?.look) gate.look(task, store);
  else form.open(task);
}

async function signIn() {
  if (await gate.again()) store.refresh();
}

function remove(task) {
  tasks.leave(() => act.remove('task', task));
}

function show() {
  for (const part of parts) part();
}

function added(id, { title }) {
  view.linger(id);
  show();
  if (!tasks.reveal(id)) toast.say(t('did.add', { title }));
}

function saveList(list, name) {
  if (!list) view.go(`list/${store.create('list', { name })}`);
  else if (name !== list.name) store.edit('list', list.listId, { name }, { name: list.name });
}

function removeThing(kind, thing) {
  act.remove(kind, thing);
  view.go('inbox');
}

/** What was typed for a change comes back into its form, on top of the present state of the thing. */
function typeAgain({ kind, id, fields }, theirs, problem) {
  const present = theirs ?? store[`${kind}s`].get(id) ?? null;
  if (kind === 'list') openListForm(present, fields.name, problem);
  else form.open(present, asTyped({ ...BLANK, ...present, ...fields }), problem);
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
  if (change.op === 'create' || change.was) typeAgain(change, null, problem);
  else toast.say(t('refused', { why: problem.message }), '', null, { stay: true });
});
view.addEventListener('change', show);
settings.addEventListener('change', () => {
  wear(settings.theme);
  show();
});
window.addEventListener('hashchange', arrived);

/** The address has changed, or the page has opened. */
function arrived() {
  if (view.place.kind === 'trash') store.loadTrash?.();
  gate?.arrived();
}

const withCurrent = (run) => () => tasks.current() && run(tasks.current());
const writing = {
  n: () => $('#new-title').focus(),
  q: () => $('#new-title').focus(),
  x: withCurrent(act.toggle),
  s: withCurrent(act.start),
  v: withCurrent(({ taskId }) => tasks.toggle(taskId)),
  Delete: withCurrent(remove),
  Backspace: withCurrent(remove), // what a Mac's key says
  z: () => act.undo(),
};
keys({
  '/': () => $('#filters').elements.words.focus(),
  j: () => tasks.move(1),
  k: () => tasks.move(-1),
  e: withCurrent(edit),
  '?': help(),
  ...(!gate?.look && writing),
});

for (const link of document.querySelectorAll('.skip')) {
  link.addEventListener('click', (event) => {
    event.preventDefault(); // the address is for places
    $(link.hash).focus();
  });
}

window.addEventListener('online', () => store.refresh());
window.addEventListener('beforeunload', (event) => {
  if (store.waiting.length && !gate?.leaving) event.preventDefault();
});
document.addEventListener('visibilitychange', () => document.hidden || store.refresh());

gate?.furnish(page);
show();
await store.refresh();
arrived();
form.resume();
settings.load().catch(() => announce('')); // what was settled before holds
