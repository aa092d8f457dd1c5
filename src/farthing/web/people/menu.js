/** What the sidebar has besides where people sign in: their spaces, who else is in this one, and their account. */

import { pages } from '../model/api.js';
import { browser, tab } from '../model/keep.js';
import { dress, icon, make } from '../parts/build.js';
import { $ } from '../parts/dom.js';
import { t } from '../texts/t.js';

const PEOPLE = 'M7.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2 16.5c0-3 2.4-5 5.5-5s5.5 2 5.5 5M13 3.7a3 3 0 0 1 0 5.6M15 12c1.8.8 3 2.4 3 4.5';
const PERSON = 'M10 9.5a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4zM4 17c0-3.3 2.6-5.5 6-5.5s6 2.2 6 5.5';

/** Put it there; the spaces follow when they are known. */
export async function menu(gate, page) {
  await dress('people');
  const { person } = gate.session;
  const spaces = make('div', { class: 'spaces' });
  const opened = {
    people: async () => (await import('./panel.js')).open(gate),
    account: async () => (await import('../account/panel.js')).open(gate, page),
  };
  $('#sidebar').prepend(spaces);
  $('#sidebar').append(
    entry(PEOPLE, t('people'), opened.people),
    entry(PERSON, person.name || person.email, opened.account, `${t('account')}: `),
  );
  if (gate.shared) $('#place').before(note(gate.space));
  document.body.classList.toggle('viewing', gate.space.role === 'viewer');
  if (tab.read('left', null)) (await import('./space.js')).tell();
  await show(spaces, gate).catch(() => {}); // the banner says what is wrong
}

function entry(path, label, onclick, meaning = '') {
  const text = make('span', { class: 'name' }, meaning && make('span', { class: 'unseen' }, meaning), label);
  return make('button', { type: 'button', class: 'quiet-button', onclick }, icon(path), text);
}

function note({ name, role }) {
  const what = t(role === 'viewer' ? 'space.look' : 'space.shared');
  return make('p', { class: 'space-note' }, make('strong', { dir: 'auto' }, name), ` ${what}`);
}

/** A switch between spaces, where there is more than one: those that were there the last time, and then those there are. */
async function show(place, gate) {
  const { userId } = gate.session.person;
  const kept = `${userId}.spaces`;
  put(browser.read(kept, []));
  const all = (await Array.fromAsync(pages('spaces'))).flatMap(({ spaces }) => spaces);
  browser.write(kept, all);
  put(all);

  function put(spaces) {
    if (spaces.length < 2) return place.replaceChildren();
    const links = spaces.map(({ spaceId, name }) => make('li', {}, make('a', {
      href: spaceId === userId ? './#/all' : `./?space=${spaceId}#/all`,
      'aria-current': spaceId === gate.space.spaceId && 'true',
    }, make('span', { class: 'name', dir: 'auto' }, name))));
    return place.replaceChildren(make('h2', {}, t('spaces')), make('ul', { role: 'list' }, ...links));
  }
}
