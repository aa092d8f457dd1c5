/** Who is in a space, with what part; and how others come in. */

import { call, pages } from '../model/api.js';
import { button, buttons, copyable, day, field, form, make, mistake, openDialog, sure } from '../parts/build.js';
import { t } from '../texts/t.js';

const ROLES = ['owner', 'editor', 'viewer'];

/** Show the people of the space that the page is in. */
export async function open(gate) {
  const { space } = gate;
  if (!gate.shared) return alone();
  const at = `spaces/${space.spaceId}/members`;
  const { person } = gate.session;
  const owns = space.role === 'owner';
  const close = button(t('close'), () => dialog.close());
  const members = make('ul', { role: 'list', class: 'people' });
  const wrong = mistake();
  const waiting = owns && pending(space, tried);
  const dialog = openDialog('people-name', t('people.in', space), members, wrong,
    owns && make('div', { class: 'inviting' }, invite(space, waiting.show), waiting.element),
    buttons(button(t('space.new'), () => next(dialog)), close));
  await Promise.all([refresh(), waiting && waiting.show()]);

  function refresh() {
    return tried(async () => {
      const all = (await Array.fromAsync(pages(at))).flatMap((page) => page.members);
      members.replaceChildren(...all.map(row));
    });
  }

  function row(member) {
    const me = member.userId === person.userId;
    const name = member.name || t('somebody');
    const others = owns && !me;
    return make('li', {},
      make('span', { class: 'name', dir: 'auto' }, name, me && make('span', { class: 'hint' }, ` ${t('you')}`)),
      others ? part(member, name) : make('span', { class: 'hint' }, t(`role.${member.role}`)),
      others && make('button', { type: 'button', 'aria-label': t('remove.whom', { name }), onclick: () => remove(member, name) }, t('remove')),
      me && member.role !== 'owner' && button(t('leave'), leave),
    );
  }

  function part(member, name) {
    const options = ROLES.map((role) => new Option(t(`role.${role}`), role, false, role === member.role));
    return make('select', { 'aria-label': t('role.of', { name }), onchange: ({ target }) => change(member, name, target.value) }, ...options);
  }

  async function change({ userId }, name, role) {
    const meant = role !== 'owner' || (await sure(t('hand.sure', { space: space.name, name }), t('hand')));
    if (meant) await tried(() => call('PATCH', `${at}/${userId}`, { body: { role } }));
    if (meant && role === 'owner') location.reload();
    else await refresh();
  }

  async function remove({ userId }, name) {
    if (!(await sure(t('remove.sure', { space: space.name, name }), t('remove.yes')))) return;
    await tried(() => call('DELETE', `${at}/${userId}`));
    await refresh();
    close.focus();
  }

  async function leave() {
    if (!(await sure(t('leave.sure', space), t('leave')))) return;
    await tried(async () => {
      await call('DELETE', `${at}/${person.userId}`);
      location.assign('./#/all');
    });
  }

  /** Whatever goes wrong is said here. */
  async function tried(run) {
    wrong.textContent = '';
    await run().catch((problem) => (wrong.textContent = problem.message));
  }
}

/** A person's own space is for nobody else. */
function alone() {
  const dialog = openDialog('people-name', t('people.alone'), make('p', {}, t('people.alone.why')),
    buttons(button(t('space.new'), () => next(dialog), 'primary'), button(t('close'), () => dialog.close())));
}

/** Ask for the name of a new space, and go there. */
function next(before) {
  before.close();
  const named = field('space-name', t('name'),
    { name: 'name', autocomplete: 'off', maxlength: 200, required: true, autofocus: true }, t('space.new.hint'));
  const dialog = openDialog('space-form-name', t('space.new'), form([named], t('space.make'), async ({ name }) => {
    const { spaceId } = await call('POST', 'spaces', { body: { name: name.trim() } });
    location.assign(`./?space=${spaceId}#/all`);
  }, { others: [button(t('cancel'), () => dialog.close())] }));
}

/** The form to invite somebody, by a link or by e-mail; `done` is called once there is another invitation. */
function invite(space, done) {
  const link = make('div', { class: 'link', role: 'status' });
  const role = make('select', { id: 'invite-role', name: 'role' },
    ...['editor', 'viewer'].map((each) => new Option(t(`invite.${each}`), each)));
  const made = form([
    make('h3', {}, t('invite')),
    make('div', { class: 'field' }, make('label', { for: 'invite-role' }, t('invite.role')), role),
    field('invite-email', t('invite.email'), { name: 'email', type: 'email', autocomplete: 'off' }, t('invite.hint')),
  ], t('invite.make'), async (typed) => {
    const email = typed.email.trim();
    const body = { role: typed.role, ...(email && { email }) };
    const { secret } = await call('POST', `spaces/${space.spaceId}/invitations`, { body });
    link.replaceChildren(...shown(space, secret, email));
    made.elements.email.value = '';
    await done();
  });
  made.append(link);
  return made;
}

/** The link, which is told this once. */
function shown({ name }, secret, email) {
  const link = new URL(`./#/join/${encodeURIComponent(secret)}`, location.href).href;
  const words = new URLSearchParams({ subject: t('invite.subject', { name }), body: t('invite.body', { link }) });
  const mail = `mailto:${encodeURIComponent(email)}?${words.toString().replaceAll('+', '%20')}`;
  const write = email && make('a', { href: mail }, t('invite.write', { email }));
  return [make('p', { class: 'hint' }, t('invite.send')), copyable(t('invite.link'), link), write].filter(Boolean);
}

/** `{ element, show() }`: the invitations that nobody has taken yet, each to be withdrawn. */
function pending(space, tried) {
  const at = `spaces/${space.spaceId}/invitations`;
  const list = make('ul', { role: 'list', class: 'people' });
  const element = make('section', { hidden: true, 'aria-label': t('invitations') }, make('h3', {}, t('invitations')), list);
  return { element, show };

  function show() {
    return tried(async () => {
      const all = (await Array.fromAsync(pages(at))).flatMap(({ invitations }) => invitations);
      list.replaceChildren(...all.map(row));
      element.hidden = !all.length;
    });
  }

  function row({ invitationId, role, email, expiresAt }) {
    const who = email || t('invite.anybody');
    const about = t(`invitation.${role}`, { until: day(expiresAt) });
    const onclick = () => tried(() => call('DELETE', `${at}/${invitationId}`)).then(show);
    return make('li', {},
      make('span', { class: 'name', dir: 'auto' }, who, make('span', { class: 'hint' }, ` ${about}`)),
      make('button', { type: 'button', 'aria-label': t('withdraw.whose', { who }), onclick }, t('withdraw')),
    );
  }
}
