/** A person's account: who they are, their password, the second factor, and the way out. */

import { button, field, make, mistake, openDialog, sure } from '../parts/build.js';
import { $ } from '../parts/dom.js';
import { errorsOf, onSubmit, showErrors } from '../parts/forms.js';
import { secondFactor } from './second-factor.js';

/** Show the account of who is signed in. */
export async function open(gate, store) {
  const { session } = gate;
  const { name, email } = session.person;
  const wrong = mistake();
  const dialog = await openDialog('account-name', 'Account',
    make('p', {}, name && name !== email && make('strong', { dir: 'auto' }, name), ' ', email),
    session.changePassword && password(session),
    session.totp && secondFactor(session.totp),
    session.hosted && make('p', {}, make('a', { href: session.hosted }, 'Change your password')),
    make('section', {},
      make('h3', {}, 'Sign out'),
      wrong,
      make('div', { class: 'buttons' },
        button('Sign out', () => leave(false)),
        (session.totp || session.endAll) && button('Sign out everywhere', () => leave(true)),
      ),
    ),
    make('div', { class: 'buttons' }, button('Close', () => dialog.close())),
  );

  async function leave(everywhere) {
    const { length } = store.waiting;
    const lost = `${length === 1 ? 'One change has' : `${length} changes have`} not been sent yet and will be lost. Sign out anyway?`;
    if (length && !(await sure(lost, 'Sign out'))) return;
    try {
      await gate.leave(everywhere);
    } catch (problem) {
      wrong.textContent = problem.message;
    }
  }
}

function password(session) {
  const form = make('form', { novalidate: true },
    make('h3', {}, 'Password'),
    make('input', { type: 'email', name: 'email', autocomplete: 'username', value: session.person.email, hidden: true, readonly: true }),
    field('password-now', 'Present password', { name: 'current', type: 'password', autocomplete: 'current-password' }),
    field('password-new', 'New password', { name: 'new', type: 'password', autocomplete: 'new-password' }),
    mistake(),
    make('div', { class: 'buttons' }, make('button', {}, 'Change password')),
    make('p', { class: 'hint', role: 'status' }),
  );
  const { current, new: next } = form.elements;
  const missing = () => ({
    ...(!current.value && { current: 'Type your present password.' }),
    ...(!next.value && { new: 'Type a new one.' }),
  });
  onSubmit(form, missing, async () => {
    const said = $('[role=status]', form);
    said.textContent = '';
    try {
      await session.changePassword(current.value, next.value);
      [current.value, next.value] = ['', ''];
      said.textContent = 'Your password is changed. Other devices have to sign in again.';
    } catch (problem) {
      showErrors(form, errorsOf(form, problem));
    }
  });
  return form;
}
