/** A task in a space that one may look at, but not change. */

import { inWords } from '../model/due.js';
import { t } from '../texts/t.js';
import { button, make, openDialog } from '../parts/build.js';

/** Show all of a task. */
export async function look(task, store) {
  const { title, description, status, priority, dueDate, labels } = task;
  const facts = {
    Status: t(`status.${status}`),
    Due: dueDate && inWords(dueDate),
    Priority: priority !== 'none' && t(`priority.${priority}`),
    List: store.listOf(task)?.name ?? 'Inbox',
    Labels: labels.join(', '),
  };
  const told = Object.entries(facts).filter(([, text]) => text);
  const dialog = await openDialog('look-name', title,
    description && make('p', { class: 'description', tabindex: 0, role: 'group', 'aria-label': 'Description' }, description),
    make('dl', {}, ...told.map(([name, text]) => make('div', {}, make('dt', {}, name), make('dd', {}, text)))),
    make('div', { class: 'buttons' }, button('Close', () => dialog.close())),
  );
}
