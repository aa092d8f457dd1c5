/** The spaces that a person is in: what the page has of them, the ways into and out of one, and looking at its tasks. */

import { call, listing, SignedOut } from '../model/api.js';
import { takeAway } from '../model/db-forget.js';
import { inWords } from '../model/due.js';
import { belongTo, mine, own, tab } from '../model/keep.js';
import { filled, furnished, offer, openNote, serve } from '../parts/build.js';
import { $ } from '../parts/dom.js';
import { t } from '../texts/t.js';

/** Put into the sidebar what there is besides where people sign in; the spaces follow when they are known. */
export async function showPlaces(gate, page) {
  const { person } = gate.session;
  const places = await furnished('own-places', { who: person.name || person.email });
  offer(places, {
    people: async () => (await import('./panel.js')).open(gate, page),
    account: async () => (await import('./account.js')).open(gate, page),
  });
  const [spaces, ...entries] = places.children;
  $('#sidebar').prepend(spaces);
  $('#sidebar').append(...entries);
  if (gate.shared) $('#place').before(filled('space-note', { space: gate.space.name }, gate.space.role));
  document.body.classList.toggle('viewing', gate.space.role === 'viewer');
  if (tab.read('left', null)) tell();
  await show(spaces, gate).catch(() => {}); // the banner says what is wrong
}

/** A switch between spaces, where there is more than one: those that were there the last time, and then those there are. */
async function show(place, { session: { person }, space: here }) {
  put(mine.read('spaces', []));
  const known = await listing('spaces');
  mine.write('spaces', known);
  put(known);

  function put(spaces) {
    place.hidden = spaces.length < 2;
    $('ul', place).replaceChildren(...spaces.map(row));
  }

  function row({ spaceId, name }) {
    const made = filled('space-row', { name });
    const href = spaceId === person.userId ? './#/all' : addressOf(spaceId);
    Object.assign($('a', made), { href, ariaCurrent: spaceId === here.spaceId ? 'true' : null });
    return made;
  }
}

/** Where the tasks of a shared space are. */
export const addressOf = (spaceId) => `./?space=${spaceId}#/all`;

/** Show the invitation that the secret is of. */
export async function join(gate, secret) {
  const { person } = gate.session;
  history.replaceState(null, '', `${location.pathname}${location.search}#/all`); // a secret is not for history
  try {
    invite(person, secret, await call('POST', 'invitations/look', { body: { secret } }));
  } catch (problem) {
    if (problem instanceof SignedOut && (await gate.again())) return join(gate, secret);
    openNote('join-useless', { why: problem.status === 404 ? t('join.why', person) : problem.message });
  }
}

/** Who invites into what, and joining. */
async function invite(person, secret, { spaceName: space, role, invitedBy }) {
  const words = { to: t('join.to', { space }), by: t('join.by', { name: invitedBy || t('somebody') }) };
  const dialog = await openNote('join', words, role);
  const form = $('#join-form', dialog);
  form.elements.name.value = person.name;
  serve(form, async (typed) => {
    const name = typed.name.trim() || undefined;
    const { spaceId } = await call('POST', 'invitations/accept', { body: { secret, name } });
    dialog.close();
    location.assign(addressOf(spaceId));
  });
}

/** Leave a space that one is no longer in for one's own, with what was typed there and can go nowhere now. */
export async function carry({ session, space }) {
  const typed = [tab.read('composer', ''), ...Object.values(tab.read('drafts', {})).map(({ text }) => words(text ?? {}))];
  const waiting = (await takeAway(own('things'))).map(({ fields }) => words(fields ?? {}));
  for (const key of ['composer', 'drafts']) tab.write(key, null);
  belongTo(session.person.userId, '');
  tab.write('left', { name: space.name, text: [...waiting, ...typed].filter(Boolean).join('\n\n') });
  location.replace('./#/all');
}

const words = ({ title = '', name = '', description = '' }) => [title || name, description].filter(Boolean).join('\n');

/** Say so, once the person is in their own space. */
async function tell() {
  const { name, text } = tab.read('left', null);
  const dialog = await openNote('left', { lost: t('space.lost', { name }), text }, text ? 'typed' : '');
  dialog.addEventListener('close', () => tab.write('left', null));
}

/** Show all of a task. */
export function look(task, store) {
  const { title, description, status, priority, dueDate, labels } = task;
  openNote('look', {
    title,
    description,
    status: t(`status.${status}`),
    dueDate: dueDate && inWords(dueDate),
    priority: priority === 'none' ? '' : t(`priority.${priority}`),
    listId: store.listOf(task)?.name ?? t('place.inbox'),
    labels: labels.join(', '),
  });
}
