/** Puts together what the page begins with: the tasks of a place, and a line for the next one. `main.js` calls it. */

import { deviceZone } from './model/due.js';
import { enter } from './model/entry.js';
import { Settings } from './model/settings.js';
import { Store } from './model/store.js';
import { View } from './model/view.js';
import { actions } from './parts/actions.js';
import { composer } from './parts/composer.js';
import { banner, Toast } from './parts/messages.js';
import { placeHeader } from './parts/place.js';
import { sidebar } from './parts/sidebar.js';
import { taskList } from './parts/task-list.js';
import { language, t, texts, translate } from './texts/t.js';

export async function begin() {
  const words = texts('start');
  setTimeout(deviceZone); // a browser's first clock takes long to make: that is done while the words are on their way
  await words;
  if (language !== 'en') translate(document);
  const gate = await enter(); // before anything of anybody's is read

  const settings = new Settings();
  const store = new Store();
  const view = new View(store, settings);
  const toast = new Toast();
  const act = actions(store, view, toast);
  const page = { store, view, settings, toast, act, gate, show };
  const later = (name) => async (...given) => (await rest)[name](...given);
  Object.assign(page, { remove, edit: later('edit'), typeAgain: later('typeAgain'), askAbout: later('askAbout') });
  page.tasks = taskList(store, view, { ...act, edit: page.edit, remove });

  page.parts = [
    placeHeader(view, { rename: later('rename'), remove: removeThing }),
    sidebar(store, view, settings),
    page.tasks.show,
    banner(store, signIn),
  ];
  composer(page, { added, details: later('draft') });

  async function signIn() {
    if (await gate.again()) store.refresh();
  }

  /** One task, or many. */
  function remove(some) {
    act.remove('task', some);
    view.select([]);
  }

  function removeThing(kind, thing) {
    if (kind === 'label') act.relabel(thing.name);
    else act.remove(kind, thing);
    view.go('inbox');
  }

  function show() {
    page.tasks.hold(() => page.parts.forEach((part) => part()));
  }

  /** Once the new task is in its place, which is before the next frame, it is brought into sight. */
  function added(id, { title }) {
    view.linger(id);
    queueMicrotask(() => page.tasks.reveal(id) || toast.say(t('did.add', { title })));
  }

  for (const shown of [store, view, settings]) shown.addEventListener('change', show);

  show();
  page.opened = store.open();
  const rest = page.opened.then(() => import('./parts/rest.js')).then((more) => more.rest(page)); // what comes after
  rest.catch(() => toast.missing());
}
