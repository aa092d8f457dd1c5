/** The ways into a space that others are in, and out of it; and its tasks for one who may only look at them. */

import { call, SignedOut } from '../model/api.js';
import { takeAway } from '../model/db-forget.js';
import { inWords } from '../model/due.js';
import { belongTo, own, tab } from '../model/keep.js';
import { button, buttons, field, form, make, openDialog } from '../parts/build.js';
import { t } from '../texts/t.js';

/** Show the invitation that the secret is of. */
export async function join(gate, secret) {
  const { person } = gate.session;
  history.replaceState(null, '', `${location.pathname}${location.search}#/all`); // a secret is not for history
  try {
    offer(person, secret, await call('POST', 'invitations/look', { body: { secret } }));
  } catch (problem) {
    if (problem instanceof SignedOut && (await gate.again())) return join(gate, secret);
    told('join-name', t('join.useless'), make('p', {}, problem.status === 404 ? t('join.why', person) : problem.message));
  }
}

/** Who invites into what, and joining. */
function offer(person, secret, { spaceName: space, role, invitedBy }) {
  const name = invitedBy || t('somebody');
  const attributes = { name: 'name', value: person.name ?? '', autocomplete: 'name', maxlength: 100 };
  const dialog = openDialog('join-name', t('join.to', { space }), form([
    make('p', {}, t('join.by', { name }), ' ', t(`join.${role}`)),
    field('join-as', t('join.as'), attributes),
  ], t('join'), async (typed) => {
    const as = typed.name.trim();
    const { spaceId } = await call('POST', 'invitations/accept', { body: { secret, ...(as && { name: as }) } });
    dialog.close();
    location.assign(`./?space=${spaceId}#/all`);
  }, { others: [button(t('later'), () => dialog.close())] }));
}

/** Leave a space that one is no longer in for one's own, with what was typed there and can go nowhere now. */
export async function carry({ session, space }) {
  const typed = [tab.read('composer', ''), words(tab.read('form', null)?.text ?? {})];
  const waiting = (await takeAway(own('things'))).map(({ fields }) => words(fields ?? {}));
  for (const key of ['composer', 'form']) tab.write(key, null);
  belongTo(session.person.userId, '');
  tab.write('left', { name: space.name, texts: [...waiting, ...typed].filter(Boolean) });
  location.replace('./#/all');
}

const words = ({ title = '', name = '', description = '' }) => [title || name, description].filter(Boolean).join('\n');

/** Say so, once the person is in their own space. */
export function tell() {
  const { name, texts } = tab.read('left', null);
  const dialog = told('left-name', t('space.lost', { name }),
    make('p', { class: 'hint' }, t('left.why')),
    texts.length > 0 && make('label', { class: 'field' }, t('left.typed'),
      make('textarea', { readonly: true, rows: 4 }, texts.join('\n\n'))),
  );
  dialog.addEventListener('close', () => tab.write('left', null));
}

/** Show all of a task. */
export function look(task, store) {
  const { title, description, status, priority, dueDate, labels } = task;
  const facts = {
    status: t(`status.${status}`),
    dueDate: dueDate && inWords(dueDate),
    priority: priority !== 'none' && t(`priority.${priority}`),
    listId: store.listOf(task)?.name ?? t('place.inbox'),
    labels: labels.join(', '),
  };
  const rows = Object.entries(facts).filter(([, text]) => text);
  told('look-name', title,
    description && make('p', { class: 'description', tabindex: 0, role: 'group', 'aria-label': t('field.description') }, description),
    make('dl', {}, ...rows.map(([name, text]) => make('div', {}, make('dt', {}, t(`field.${name}`)), make('dd', {}, text)))),
  );
}

function told(id, title, ...children) {
  const dialog = openDialog(id, title, ...children, buttons(button(t('close'), () => dialog.close())));
  return dialog;
}
