/** The dialog in which people sign in. */

import { dress, make } from '../parts/build.js';
import { $ } from '../parts/dom.js';

/**
 * The person, once signed in. It stands alone on the page; but one who is here `again` may put it off, which
 * gives null, and go on looking. `fill` is given `show(title, ...children)`, `close()` and `entered(person)`.
 */
export async function signInDialog(again, fill) {
  await dress('people');
  const src = new URL('../icons/farthing.svg', import.meta.url);
  const dialog = make(
    'dialog',
    { class: again ? 'note gate' : 'note gate alone', 'aria-labelledby': 'gate-name', closedby: again ? 'any' : 'none' },
    make('p', { class: 'name' }, make('img', { src, alt: '', width: 40, height: 40 }), 'Farthing'),
  );
  let person = null;
  fill({
    show(title, ...children) {
      dialog.replaceChildren(dialog.firstChild, make('h2', { id: 'gate-name' }, title), ...children.filter(Boolean));
      $('[autofocus]', dialog)?.focus();
    },
    close: () => dialog.close(),
    entered(signedIn) {
      person = signedIn;
      dialog.close();
    },
  });
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((done) => {
    dialog.addEventListener('cancel', (event) => again || event.preventDefault());
    dialog.addEventListener('close', () => {
      dialog.remove();
      done(person);
    });
  });
}
