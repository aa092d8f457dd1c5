/** Makes a file of another program out of all tasks, for the person to keep. */

import { ask } from '../model/api.js';
import { button, buttons, make, openDialog } from '../parts/build.js';
import { t, texts } from '../texts/t.js';
import { FORMATS } from './import.js';

export async function open() {
  await texts('settings');
  const told = make('p', { role: 'status' });
  const dialog = openDialog('export-name', t('export'),
    make('p', { class: 'hint' }, t('export.hint')),
    buttons(...FORMATS.map((format) => button(t(`format.${format}`), () => save(format)))),
    told,
    buttons(button(t('close'), () => dialog.close())),
  );

  async function save(format) {
    told.textContent = '';
    try {
      const answer = await ask('GET', `export/${format}`);
      if (!answer.ok) throw new Error((await answer.json()).detail);
      const [, name] = answer.headers.get('content-disposition').match(/filename="(.+)"/);
      const href = URL.createObjectURL(await answer.blob());
      make('a', { href, download: name }).click();
      URL.revokeObjectURL(href);
      told.textContent = t('export.done', { name });
    } catch (problem) {
      told.textContent = problem.message;
    }
  }
}
