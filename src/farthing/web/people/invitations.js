/** Inviting people into a space, by a link or by e-mail; and the invitations that nobody has taken yet. */

import { call, pages } from '../model/api.js';
import { button, field, make, mistake } from '../parts/build.js';
import { errorsOf, onSubmit, showErrors } from '../parts/forms.js';

const MAY = { editor: 'can change', viewer: 'can look' };

/** The form to invite somebody; `done` is called once there is another invitation. */
export function invite(space, done) {
  const link = make('div', { class: 'link', role: 'status' });
  const role = make('select', { id: 'invite-role', name: 'role' }, new Option('Can change what is here', 'editor'), new Option('Can only look', 'viewer'));
  const form = make('form', { novalidate: true },
    make('h3', {}, 'Invite somebody'),
    make('div', { class: 'field' }, make('label', { for: 'invite-role' }, 'They'), role),
    field('invite-email', 'E-mail, if it is for one person', { name: 'email', type: 'email', autocomplete: 'off' },
      'Without it, whoever has the link can join, once, within a week.'),
    mistake(),
    make('div', { class: 'buttons' }, make('button', { class: 'primary' }, 'Make a link')),
    link,
  );
  onSubmit(form, () => ({}), async () => {
    const email = form.elements.email.value.trim();
    try {
      const body = { role: role.value, ...(email && { email }) };
      const { secret } = await call('POST', `spaces/${space.spaceId}/invitations`, { body });
      link.replaceChildren(...shown(space, secret, email));
      form.elements.email.value = '';
      await done();
    } catch (problem) {
      showErrors(form, errorsOf(form, problem));
    }
  });
  return form;
}

/** The link, which is told this once. */
function shown(space, secret, email) {
  const address = new URL(`./#/join/${encodeURIComponent(secret)}`, location.href).href;
  const text = make('input', { readonly: true, value: address, 'aria-label': 'Link of the invitation', onfocus: () => text.select() });
  const copied = make('button', { type: 'button', onclick: copy }, 'Copy');
  const words = new URLSearchParams({ subject: `Join “${space.name}” on Farthing`, body: `Join here: ${address}` });
  const mail = `mailto:${encodeURIComponent(email)}?${words.toString().replaceAll('+', '%20')}`;
  return [
    make('p', { class: 'hint' }, 'Send this link. It is shown only now.'),
    make('div', { class: 'line' }, text, copied),
    email && make('a', { href: mail }, `Write to ${email}`),
  ].filter(Boolean);

  async function copy() {
    try {
      await navigator.clipboard.writeText(address);
      copied.textContent = 'Copied';
    } catch {
      text.select(); // to be copied by hand
    }
  }
}

/** `{ element, show() }`: the invitations that are open, each to be withdrawn. */
export function pending(space, tried) {
  const at = `spaces/${space.spaceId}/invitations`;
  const list = make('ul', { role: 'list', class: 'people' });
  const element = make('section', { hidden: true, 'aria-label': 'Open invitations' }, make('h3', {}, 'Open invitations'), list);
  return { element, show };

  function show() {
    return tried(async () => {
      const all = [];
      for await (const page of pages(at)) all.push(...page.invitations);
      list.replaceChildren(...all.map(row));
      element.hidden = !all.length;
    });
  }

  function row({ invitationId, role, email, expiresAt }) {
    const until = new Date(expiresAt).toLocaleDateString([], { dateStyle: 'medium' });
    const withdraw = () => tried(() => call('DELETE', `${at}/${invitationId}`)).then(show);
    return make('li', {},
      make('span', { class: 'name', dir: 'auto' }, email || 'Whoever has the link', make('span', { class: 'hint' }, ` ${MAY[role]}, until ${until}`)),
      make('button', { type: 'button', 'aria-label': `Withdraw the invitation for ${email || 'whoever has the link'}`, onclick: withdraw }, 'Withdraw'),
    );
  }
}
