/** An invitation that somebody was sent: who invites into what, and joining. */

import { call } from '../model/api.js';
import { button, field, make, mistake, openDialog } from '../parts/build.js';
import { errorsOf, onSubmit, showErrors } from '../parts/forms.js';

const MAY = { editor: 'You will be able to change what is in it.', viewer: 'You will be able to look at what is in it.' };

/** Show the invitation that the secret is of. */
export async function join(gate, secret) {
  const { person } = gate.session;
  history.replaceState(null, '', `${location.pathname}${location.search}#/all`); // a secret is not for history
  try {
    const invitation = await call('POST', 'invitations/look', { body: { secret } });
    await offer(invitation);
  } catch (problem) {
    const dialog = await openDialog('join-name', 'This invitation cannot be used',
      make('p', {}, problem.status === 404
        ? `It has been used or withdrawn, it has expired, or it is for another e-mail address than ${person.email}. Ask for a new one.`
        : problem.message),
      make('div', { class: 'buttons' }, button('Close', () => dialog.close(), 'primary')),
    );
  }

  async function offer({ spaceName, role, invitedBy }) {
    const form = make('form', { novalidate: true },
      make('p', {}, `${invitedBy || 'Somebody'} invites you. ${MAY[role] ?? ''}`),
      field('join-as', 'Your name, for the others', { name: 'name', value: person.name ?? '', autocomplete: 'name', maxlength: 100 }),
      mistake(),
      make('div', { class: 'buttons' }, make('button', { class: 'primary' }, 'Join'), button('Not now', () => dialog.close())),
    );
    const dialog = await openDialog('join-name', `Join “${spaceName}”`, form);
    onSubmit(form, () => ({}), async () => {
      const name = form.elements.name.value.trim();
      try {
        const space = await call('POST', 'invitations/accept', { body: { secret, ...(name && { name }) } });
        dialog.close();
        location.assign(`./?space=${space.spaceId}#/all`);
      } catch (problem) {
        showErrors(form, errorsOf(form, problem));
      }
    });
  }
}
