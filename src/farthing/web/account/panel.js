/** A person's account: who they are, their password, the second factor, and the way out. */

import { button, buttons, field, form, make, mistake, openDialog, sure } from '../parts/build.js';
import { t } from '../texts/t.js';

const CODE = { name: 'code', autocomplete: 'one-time-code', inputmode: 'numeric', maxlength: 20 };
const PASSWORD = { name: 'password', type: 'password', autocomplete: 'current-password' };

/** Show the account of who is signed in. */
export function open(gate, page) {
  const { session } = gate;
  const { name, email } = session.person;
  const wrong = mistake();
  const tokens = async () => (await import('../views/tokens.js')).open(page);
  const dialog = openDialog('account-name', t('account'),
    make('p', {}, name && name !== email && make('strong', { dir: 'auto' }, name), ' ', email),
    session.changePassword && password(session),
    session.totp && secondFactor(session.totp),
    session.hosted && make('p', {}, make('a', { href: session.hosted }, t('password.hosted'))),
    make('section', {}, make('h3', {}, t('access')), buttons(button(t('access.open'), tokens))),
    make('section', {},
      make('h3', {}, t('sign-out')),
      wrong,
      buttons(
        button(t('sign-out'), () => leave(false)),
        (session.totp || session.endAll) && button(t('sign-out.all'), () => leave(true)),
      ),
    ),
    buttons(button(t('close'), () => dialog.close())),
  );

  async function leave(everywhere) {
    const count = page.store.waiting.length;
    if (count && !(await sure(t('sign-out.sure', { count }), t('sign-out')))) return;
    await gate.leave(everywhere).catch((problem) => (wrong.textContent = problem.message));
  }
}

function password(session) {
  const said = make('p', { class: 'hint', role: 'status' });
  const { email } = session.person;
  const made = form([
    make('h3', {}, t('password')),
    make('input', { type: 'email', name: 'email', autocomplete: 'username', value: email, hidden: true, readonly: true }),
    field('password-now', t('password.now'), { ...PASSWORD, name: 'current', required: true }),
    field('password-new', t('password.new'), { type: 'password', name: 'new', autocomplete: 'new-password', required: true }),
  ], t('password.change'), async (typed) => {
    said.textContent = '';
    await session.changePassword(typed.current, typed.new);
    made.reset();
    said.textContent = t('password.changed');
  }, { className: '' });
  made.append(said);
  return made;
}

/** A part that switches the second factor on and off: codes of an authenticator, asked for besides the password. */
function secondFactor(totp) {
  const place = make('section', {}, make('h3', {}, t('totp')));
  totp.isOn().then((on) => (on ? offerOff(t('totp.on')) : offerOn()), ({ message }) => put(make('p', { class: 'hint' }, message)));
  return place;

  function offerOn() {
    const proof = totp.asksPassword && field('totp-password', t('password.yours'), PASSWORD);
    ask(t('totp.what'), [proof], t('totp.begin'), async (typed) => offerCode(await totp.begin(typed.password)));
  }

  function offerCode({ secret, uri }) {
    const shown = make('p', { class: 'secret' },
      make('code', {}, secret.match(/.{1,4}/g).join(' ')), make('a', { href: uri }, t('totp.open')));
    ask(t('totp.put'), [shown, field('totp-code', t('code'), CODE)], t('totp.switch'), async ({ code }) => {
      await totp.confirm(code.replaceAll(' ', ''));
      offerOff(t('totp.done'));
    }).elements.code.focus();
  }

  function offerOff(said) {
    const proof = [field('totp-password', t('password.yours'), PASSWORD), field('totp-code', t('code'), CODE)];
    ask(said, totp.asksPassword ? proof : [], t('totp.off'), async (typed) => {
      await totp.off(typed.password, typed.code?.replaceAll(' ', ''));
      offerOn();
    });
  }

  function ask(hint, fields, label, run) {
    const tried = (typed) => run(typed).catch((problem) => {
      const place = { second_factor: 'code', unauthenticated: 'password' }[problem.code];
      throw Object.assign(problem, place && { field: place });
    });
    return put(form([make('p', { class: 'hint', role: 'status' }, hint), ...fields], label, tried, { className: '' }));
  }

  function put(element) {
    place.replaceChildren(place.firstChild, element);
    return element;
  }
}
