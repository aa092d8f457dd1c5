/** Makes a file of another program out of all tasks, for the person to keep. */

import { ask } from '../model/api.js';
import { openNote } from '../parts/build.js';
import { $, element } from '../parts/dom.js';
import { t } from '../texts/t.js';

export async function open() {
  const dialog = await openNote('export');
  for (const button of dialog.querySelectorAll('[value]')) {
    button.onclick = async () => {
      const told = $('.told', dialog);
      told.textContent = '';
      told.textContent = await save(button.value).then((name) => t('export.done', { name }), ({ message }) => message);
    };
  }
}

/** Gives the name of the file. */
async function save(format) {
  const answer = await ask('GET', `export/${format}`);
  if (!answer.ok) throw new Error((await answer.json()).detail);
  const [, download] = answer.headers.get('content-disposition').match(/filename="(.+)"/);
  const href = URL.createObjectURL(await answer.blob());
  Object.assign(element('a', ''), { href, download }).click();
  URL.revokeObjectURL(href);
  return download;
}
