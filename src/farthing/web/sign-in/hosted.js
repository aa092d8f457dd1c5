/** The way to the hosted pages. It is offered and not taken by itself, so that no error can go in circles. */

import { button, dress, make } from '../parts/build.js';

/** Never done, as the page is left; but null where a person who was here would rather go on looking. */
export async function offerSignIn(tokens, trouble, again = false) {
  await dress('people');
  const src = new URL('../icons/farthing.svg', import.meta.url);
  const invited = location.hash.startsWith('#/join/');
  const dialog = make(
    'dialog',
    { class: again ? 'note gate' : 'note gate alone', 'aria-labelledby': 'gate-name', closedby: again ? 'any' : 'none' },
    make('p', { class: 'name' }, make('img', { src, alt: '', width: 40, height: 40 }), 'Farthing'),
    make('h2', { id: 'gate-name' }, 'Sign in'),
    make('p', { class: 'hint' }, why(invited, again)),
    trouble && make('p', { class: 'error', role: 'alert' }, trouble),
    make('div', { class: 'buttons' },
      make('button', { type: 'button', class: 'primary', autofocus: true, onclick: () => tokens.depart() }, 'Sign in'),
      again && button('Not now', () => dialog.close()),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((done) => {
    dialog.addEventListener('cancel', (event) => again || event.preventDefault());
    dialog.addEventListener('close', () => {
      dialog.remove();
      done(null);
    });
  });
}

function why(invited, again) {
  if (again) return 'Your session has ended. What you typed is still here, and will be when you come back.';
  if (invited) return 'You have been invited. Sign in, or make an account, and you can join.';
  return 'You sign in on a page of its own, and come back here.';
}
