/** The forms in which people sign in, or make an account. */

import { browser } from '../model/keep.js';
import { decoded } from '../model/view.js';
import { button, field, form, make } from '../parts/build.js';
import { t } from '../texts/t.js';
import { ask } from './ask.js';
import { signInDialog } from './dialog.js';

const EMAIL = { name: 'email', type: 'email', autocomplete: 'username', required: true };
const PASSWORD = { name: 'password', type: 'password', required: true };

/** The person, once signed in. One who `was` here may put it off, which gives null, and go on looking. */
export function askPerson({ registration }, was = null) {
  const [, way, secret] = location.hash.match(/^#\/(setup|join)\/(.+)/) ?? [];
  return signInDialog(Boolean(was), (dialog) => {
    const asked = { ...dialog, registration, was, way, invitation: secret && decoded(secret) };
    if (way && !was) register(asked);
    else signIn(asked);
  });
}

function signIn(asked) {
  const { was, registration, way } = asked;
  const code = field('sign-in-code', t('code'), {
    name: 'code', autocomplete: 'one-time-code', inputmode: 'numeric', maxlength: 20,
  }, t('code.now'));
  code.hidden = true;
  const made = form([
    field('sign-in-email', t('email'), { ...EMAIL, value: was?.email ?? '', autofocus: !was }),
    field('sign-in-password', t('password'), { ...PASSWORD, autocomplete: 'current-password', autofocus: Boolean(was) }),
    code,
  ], t('sign-in'), ({ email, password, code: typed }) => enter(asked, 'session', {
    email, password, ...(typed && { code: typed.replaceAll(' ', '') }),
  }).catch((problem) => {
    if (problem.code === 'unauthenticated') problem.message = t('problem.sign-in');
    if (problem.code !== 'second_factor') throw problem;
    code.hidden = false;
    made.elements.code.focus();
    if (typed) throw Object.assign(problem, { field: 'code' });
  }), { others: [
    was && button(t('later'), asked.close),
    !was && (registration === 'open' || way) && button(t('register.instead'), () => register(asked), 'quiet-button'),
  ] });
  asked.show(t('sign-in'), was && make('p', { class: 'hint' }, t('sign-in.again')), made);
}

function register(asked) {
  const { way, registration, invitation } = asked;
  const first = way === 'setup';
  const made = form([
    field('register-name', t('register.name'), { name: 'name', autocomplete: 'name', required: true, maxlength: 100, autofocus: true }),
    field('register-email', t('email'), EMAIL),
    field('register-password', t('password'), { ...PASSWORD, autocomplete: 'new-password' }, t('password.hint')),
  ], t('register'), async (typed) => {
    await enter(asked, 'accounts', { ...typed, invitation });
    if (first) history.replaceState(null, '', location.pathname + location.search);
  }, { others: [!first && button(t('sign-in.instead'), () => signIn(asked), 'quiet-button')] });
  if (registration === 'closed' && !first) made.querySelector('.primary').disabled = true;
  const kind = way ?? 'new';
  asked.show(t(first ? 'register.first' : 'register.title'), make('p', { class: 'hint' }, t(`register.${kind}`)), made);
}

/** Until it is known who has come in, no tab may send what waits in it: it might not be for them. */
async function enter({ entered }, path, typed) {
  const before = browser.read('person', null);
  browser.write('person', null);
  try {
    entered((await ask('POST', path, typed)).person);
  } catch (problem) {
    browser.write('person', before);
    throw problem;
  }
}
