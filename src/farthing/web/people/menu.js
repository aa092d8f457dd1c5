/** What the sidebar has besides where people sign in: their spaces, who else is in this one, and their account. */

import { call, pages } from '../model/api.js';
import { tab } from '../model/keep.js';
import { button, dress, field, icon, make, mistake, openDialog } from '../parts/build.js';
import { $ } from '../parts/dom.js';
import { errorsOf, onSubmit, showErrors } from '../parts/forms.js';

const PEOPLE = 'M7.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2 16.5c0-3 2.4-5 5.5-5s5.5 2 5.5 5M13 3.7a3 3 0 0 1 0 5.6M15 12c1.8.8 3 2.4 3 4.5';
const PERSON = 'M10 9.5a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4zM4 17c0-3.3 2.6-5.5 6-5.5s6 2.2 6 5.5';

/** Put it there; the spaces follow when they are known. */
export async function menu(gate, page) {
  await dress('people');
  const { person } = gate.session;
  const spaces = make('div', { class: 'spaces' });
  const opened = {
    people: async () => (await import('./panel.js')).open(gate),
    account: async () => (await import('../account/panel.js')).open(gate, page.store),
  };
  $('#sidebar').prepend(spaces);
  $('#sidebar').append(entry(PEOPLE, 'People', opened.people), entry(PERSON, person.name || person.email, opened.account, 'Account: '));
  if (gate.shared) $('#place').before(note(gate.space));
  document.body.classList.toggle('viewing', gate.space.role === 'viewer');
  if (tab.read('left', null)) (await import('./lost.js')).tell();
  await show(spaces, gate).catch(() => {}); // the banner says what is wrong
}

function entry(path, label, onclick, meaning = '') {
  const text = make('span', { class: 'name' }, meaning && make('span', { class: 'unseen' }, meaning), label);
  return make('button', { type: 'button', class: 'quiet-button', onclick }, icon(path), text);
}

function note({ name, role }) {
  const what = role === 'viewer' ? 'You may look at what is in this space, but not change it.' : 'Shared: the others in this space see what you do.';
  return make('p', { class: 'space-note' }, make('strong', {}, name), ` ${what}`);
}

/** A switch between spaces, where there is more than one. */
async function show(place, gate) {
  const all = [];
  for await (const page of pages('spaces')) all.push(...page.spaces);
  if (all.length < 2) return;
  const link = ({ spaceId, name }) => make('li', {}, make('a', {
    href: spaceId === gate.session.person.userId ? './#/all' : `./?space=${spaceId}#/all`,
    'aria-current': spaceId === gate.space.spaceId && 'true',
  }, make('span', { class: 'name', dir: 'auto' }, name)));
  place.replaceChildren(make('h2', {}, 'Spaces'), make('ul', { role: 'list' }, ...all.map(link)));
}

/** Ask for the name of a new space, and go there. */
export async function newSpace() {
  const form = make('form', { novalidate: true },
    field('space-name', 'Name', { name: 'name', autocomplete: 'off', maxlength: 200, required: true, autofocus: true },
      'For what you share, such as a household or a journey.'),
    mistake(),
    make('div', { class: 'buttons' }, make('button', { class: 'primary' }, 'Make it'), button('Cancel', () => dialog.close())),
  );
  const dialog = await openDialog('space-form-name', 'New space', form);
  const name = () => form.elements.name.value.trim();
  onSubmit(form, () => (name() ? {} : { name: 'Give the space a name.' }), async () => {
    try {
      const { spaceId } = await call('POST', 'spaces', { body: { name: name() } });
      location.assign(`./?space=${spaceId}#/all`);
    } catch (problem) {
      showErrors(form, errorsOf(form, problem));
    }
  });
}
