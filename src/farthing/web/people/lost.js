/** Out of a space that one is no longer in: to one's own, with what was typed there and can go nowhere now. */

import { belongTo, tab } from '../model/keep.js';
import { button, make, openDialog } from '../parts/build.js';

/** Leave for the person's own space, with what was typed. */
export function carry({ session, space }) {
  const typed = [tab.read('composer', ''), inWords(tab.read('form', null)?.text ?? {})];
  const waiting = tab.read('outbox', []).map(({ fields }) => inWords(fields ?? {}));
  for (const key of ['composer', 'form', 'outbox', 'space']) tab.write(key, null);
  belongTo(session.person.userId, '');
  tab.write('left', { name: space.name, texts: [...waiting, ...typed].filter(Boolean) });
  location.replace('./#/all');
}

const inWords = ({ title = '', name = '', description = '' }) => [title || name, description].filter(Boolean).join('\n');

/** Say so, once the person is in their own space. */
export async function tell() {
  const left = tab.read('left', null);
  if (!left) return;
  const { name, texts } = left;
  const dialog = await openDialog('left-name', `You are no longer in “${name}”`,
    make('p', { class: 'hint' }, 'Somebody took you out of it, or it is gone. These are your own tasks.'),
    texts.length > 0 && make('label', { class: 'field' }, 'What you typed there and was not saved',
      make('textarea', { readonly: true, rows: 4 }, texts.join('\n\n'))),
    make('div', { class: 'buttons' }, button('Close', () => dialog.close(), 'primary')),
  );
  dialog.addEventListener('close', () => tab.write('left', null));
}
