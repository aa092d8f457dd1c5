/** The second factor: codes from an authenticator, asked for at sign-in besides the password. */

import { field, make, mistake } from '../parts/build.js';
import { errorsOf, onSubmit, showErrors } from '../parts/forms.js';

const CODE = { name: 'code', autocomplete: 'one-time-code', inputmode: 'numeric', maxlength: 20 };
const PASSWORD = { name: 'password', type: 'password', autocomplete: 'current-password' };

/** A part of the account that switches it on and off; `totp` is what the session can do. */
export function secondFactor(totp) {
  const place = make('section', {}, make('h3', {}, 'Code from an authenticator'));
  totp.isOn().then((on) => (on ? offerOff() : offerOn()), (problem) => say(problem.message));
  return place;

  function offerOn() {
    form('Sign-in can ask for a code from an authenticator app too. Then a password alone opens nothing.',
      [totp.asksPassword && field('totp-password', 'Your password', PASSWORD)], 'Set it up',
      async ({ password }) => offerCode(await totp.begin(password)));
  }

  function offerCode({ secret, uri }) {
    form('Put this secret into your authenticator, then type the code that it shows.', [
      make('p', { class: 'secret' }, make('code', {}, secret.match(/.{1,4}/g).join(' ')), make('a', { href: uri }, 'Open in an authenticator')),
      field('totp-code', 'Code', CODE),
    ], 'Switch on', async ({ code }) => {
      await totp.confirm(code.replaceAll(' ', ''));
      offerOff('It is on. The next sign-in asks for a code.');
    }, true);
  }

  function offerOff(said = 'It is on: sign-in asks for a code.') {
    const proof = [field('totp-password', 'Your password', PASSWORD), field('totp-code', 'Code', CODE)];
    form(said, totp.asksPassword ? proof : [], 'Switch off', async ({ password, code = '' }) => {
      await totp.off(password, code.replaceAll(' ', ''));
      offerOn();
    });
  }

  function say(text) {
    place.replaceChildren(place.firstChild, make('p', { class: 'hint' }, text));
  }

  function form(hint, fields, label, run, lead = false) {
    const made = make('form', { novalidate: true }, make('p', { class: 'hint', role: 'status' }, hint), ...fields, mistake(),
      make('div', { class: 'buttons' }, make('button', {}, label)));
    onSubmit(made, () => ({}), async () => {
      try {
        await run(Object.fromEntries(new FormData(made)));
      } catch (problem) {
        const place = problem.code === 'second_factor' ? 'code' : problem.code === 'unauthenticated' ? 'password' : '';
        showErrors(made, place ? { [place]: problem.message } : errorsOf(made, problem));
      }
    });
    place.replaceChildren(place.firstChild, made);
    if (lead) made.elements.code.focus();
  }
}
