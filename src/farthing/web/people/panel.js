/** Who is in a space, with what part; and how others come in. */

import { call, pages } from '../model/api.js';
import { button, make, mistake, openDialog, sure } from '../parts/build.js';
import { $ } from '../parts/dom.js';
import { invite, pending } from './invitations.js';
import { newSpace } from './menu.js';

export const ROLES = { owner: 'Owner', editor: 'Editor', viewer: 'Viewer' };

/** Show the people of the space that the page is in. */
export async function open(gate) {
  const { space } = gate;
  if (!gate.shared) return alone();
  const at = `spaces/${space.spaceId}/members`;
  const close = button('Close', () => dialog.close());
  const another = button('New space', () => next(dialog));
  const members = make('ul', { role: 'list', class: 'people' });
  const inviting = make('div', { class: 'inviting' });
  const dialog = await openDialog('people-name', `People in “${space.name}”`,
    members, mistake(), inviting, make('div', { class: 'buttons' }, another, close));
  await refresh();

  async function refresh() {
    await tried(async () => {
      const all = [];
      for await (const page of pages(at)) all.push(...page.members);
      members.replaceChildren(...all.map((member) => row(member)));
    });
    if (space.role === 'owner' && !inviting.firstChild) {
      const waiting = pending(space, tried);
      inviting.append(invite(space, waiting.show), waiting.element);
      await waiting.show();
    }
  }

  function row(member) {
    const { userId, name, role } = member;
    const me = userId === gate.session.person.userId;
    const called = name || 'Somebody';
    const owns = space.role === 'owner';
    return make('li', {},
      make('span', { class: 'name', dir: 'auto' }, called, me && make('span', { class: 'hint' }, ' (you)')),
      owns && !me ? part(member, called) : make('span', { class: 'hint' }, ROLES[role]),
      owns && !me && make('button', { type: 'button', 'aria-label': `Remove ${called}`, onclick: () => remove(member, called) }, 'Remove'),
      me && role !== 'owner' && make('button', { type: 'button', onclick: leave }, 'Leave'),
    );
  }

  function part(member, called) {
    const options = Object.entries(ROLES).map(([role, word]) => new Option(word, role, false, role === member.role));
    return make('select', { 'aria-label': `Part of ${called}`, onchange: ({ target }) => change(member, called, target.value) }, ...options);
  }

  async function change({ userId }, called, role) {
    const meant = role !== 'owner' || (await sure(`Hand “${space.name}” over to ${called}? You will be an editor.`, 'Hand over'));
    if (meant) await tried(() => call('PATCH', `${at}/${userId}`, { body: { role } }));
    if (meant && role === 'owner') location.reload();
    else await refresh();
  }

  async function remove({ userId }, called) {
    if (!(await sure(`Take ${called} out of “${space.name}”?`, 'Take out'))) return;
    await tried(() => call('DELETE', `${at}/${userId}`));
    await refresh();
    close.focus();
  }

  async function leave() {
    if (!(await sure(`Leave “${space.name}”? To come back you need a new invitation.`, 'Leave'))) return;
    await tried(async () => {
      await call('DELETE', `${at}/${gate.session.person.userId}`);
      location.assign('./#/all');
    });
  }

  /** Whatever goes wrong is said here. */
  async function tried(run) {
    const place = $('[role=alert]', dialog);
    place.textContent = '';
    try {
      await run();
    } catch (problem) {
      place.textContent = problem.message;
    }
  }
}

/** A person's own space is for nobody else. */
async function alone() {
  const dialog = await openDialog('people-name', 'Only you',
    make('p', {}, 'This is your own space; nobody else sees it. To share tasks, make a space and invite people into it.'),
    make('div', { class: 'buttons' }, button('New space', () => next(dialog), 'primary'), button('Close', () => dialog.close())),
  );
}

function next(dialog) {
  dialog.close();
  newSpace();
}
