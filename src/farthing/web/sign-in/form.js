/** The view in which people sign in, or make an account. */

import { browser } from '../model/keep.js';
import { button, dress, field, make, mistake } from '../parts/build.js';
import { $ } from '../parts/dom.js';
import { errorsOf, onSubmit, showErrors } from '../parts/forms.js';
import { ask } from './ask.js';

/** The person, once signed in. One who `was` here may put it off, which gives null, and go on looking. */
export async function askPerson(config, was = null) {
  await dress('people');
  const dialog = make('dialog', { class: 'note gate', 'aria-labelledby': 'gate-name', closedby: was ? 'any' : 'none' });
  dialog.classList.toggle('alone', !was);
  document.body.append(dialog);
  const invited = location.hash.match(/^#\/(setup|join)\/(.+)/);
  return new Promise((done) => {
    let person = null;
    const entered = (signedIn) => {
      person = signedIn;
      dialog.close();
    };
    dialog.addEventListener('cancel', (event) => was || event.preventDefault());
    dialog.addEventListener('close', () => {
      dialog.remove();
      done(person);
    });
    const views = { registration: config.registration, was, invited, dialog, entered };
    if (invited && !was) showRegistration(views);
    else showSignIn(views);
    dialog.showModal();
    $('[autofocus]', dialog)?.focus();
  });
}

function showSignIn(views) {
  const { dialog, was, registration, invited } = views;
  const code = field('sign-in-code', 'Code', {
    name: 'code', autocomplete: 'one-time-code', inputmode: 'numeric', maxlength: 20,
  }, 'What your authenticator shows now.');
  code.hidden = true;
  const form = show(dialog, 'Sign in', [
    was && make('p', { class: 'hint' }, 'Your session has ended. What you typed is still here.'),
    field('sign-in-email', 'E-mail', {
      name: 'email', type: 'email', autocomplete: 'username', required: true, value: was?.email ?? '', autofocus: !was,
    }),
    field('sign-in-password', 'Password', {
      name: 'password', type: 'password', autocomplete: 'current-password', required: true, autofocus: Boolean(was),
    }),
    code,
  ], 'Sign in', [
    was && button('Not now', () => dialog.close()),
    !was && (registration === 'open' || invited) && button('Create an account', () => showRegistration(views), 'quiet-button'),
  ]);

  answerTo(form, async ({ email, password, code: digits }) => {
    browser.write('person', null); // until it is known who: what the other tabs wait to send is not for them
    try {
      const { person } = await ask('POST', 'session', { email, password, ...(digits && { code: digits.replaceAll(' ', '') }) });
      views.entered(person);
    } catch (problem) {
      if (problem.code === 'second_factor') code.hidden = false;
      if (problem.code !== 'second_factor') throw problem;
      form.elements.code.focus();
      if (digits) throw Object.assign(problem, { field: 'code' });
    }
  });
}

function showRegistration(views) {
  const { dialog, invited, registration } = views;
  const first = invited?.[1] === 'setup';
  const form = show(dialog, first ? 'Set up Farthing' : 'Create your account', [
    make('p', { class: 'hint' }, first
      ? 'This first account owns what is in this Farthing already.'
      : invited ? 'You have been invited. With an account you can join.' : 'Your tasks, wherever you sign in.'),
    field('register-name', 'Your name', { name: 'name', autocomplete: 'name', required: true, maxlength: 100, autofocus: true }),
    field('register-email', 'E-mail', { name: 'email', type: 'email', autocomplete: 'username', required: true }),
    field('register-password', 'Password', {
      name: 'password', type: 'password', autocomplete: 'new-password', required: true,
    }, 'At least 10 characters. A few unrelated words are good.'),
  ], 'Create account', [
    !first && button('I have an account', () => showSignIn(views), 'quiet-button'),
  ]);
  if (registration === 'closed' && !first) $('.primary', form).disabled = true;

  answerTo(form, async (typed) => {
    browser.write('person', null);
    const invitation = invited && { invitation: decodeURIComponent(invited[2]) };
    const { person } = await ask('POST', 'accounts', { ...typed, ...invitation });
    if (first) history.replaceState(null, '', location.pathname + location.search);
    views.entered(person);
  });
}

function show(dialog, title, fields, label, others) {
  const form = make(
    'form',
    { novalidate: true },
    make('h2', { id: 'gate-name' }, title),
    ...fields,
    mistake(),
    make('div', { class: 'buttons' }, make('button', { class: 'primary' }, label), ...others),
  );
  dialog.replaceChildren(brand(), form);
  $('[autofocus]', form)?.focus();
  return form;
}

const brand = () => {
  const src = new URL('../icons/farthing.svg', import.meta.url);
  return make('p', { class: 'name' }, make('img', { src, alt: '', width: 40, height: 40 }), 'Farthing');
};

function answerTo(form, send) {
  const typed = () => Object.fromEntries(new FormData(form));
  const missing = () => Object.fromEntries(
    [...form.querySelectorAll('[required]')].filter(({ value }) => !value.trim()).map(({ name }) => [name, 'Fill this in.']),
  );
  onSubmit(form, missing, async () => {
    const press = $('.primary', form);
    press.disabled = true;
    try {
      await send(typed());
    } catch (problem) {
      showErrors(form, errorsOf(form, problem));
    } finally {
      press.disabled = false;
    }
  });
}
