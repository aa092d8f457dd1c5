/** Who changed what of a task, and when; each change can be undone. It is asked for when it is looked at. */

import { call } from '../model/api.js';
import { $, copy, element } from '../parts/dom.js';
import { t, tags } from '../texts/t.js';

const PAGE = 20;
const LAG_MS = 500; // by which the history comes after a change
const TRIES = 6;
const SAID = ['title', 'status', 'priority', 'dueDate', 'startDate', 'labels', 'listId', 'parentId', 'repeat', 'reminders'];

export function history({ dialog, page: { gate }, inWords, task, ask }) {
  const root = $('.history', dialog);
  const [list, further] = [$('ol', root), $('.further', root)];
  let next; // where the page after this one begins

  root.addEventListener('toggle', () => root.open && read());
  further.addEventListener('click', () => read({ cursor: next }));

  /** Read a page; the first of them again until the change is in it that was made just now. */
  async function read({ cursor = '', tries = TRIES } = {}) {
    const { taskId } = task();
    const place = cursor && `&cursor=${encodeURIComponent(cursor)}`;
    const page = await ask('GET', `history?limit=${PAGE}${place}`);
    if (!page || task()?.taskId !== taskId || !root.open) return;
    const rows = page.history.map(row);
    if (cursor) list.append(...rows);
    else list.replaceChildren(...rows);
    next = page.next;
    further.hidden = !next;
    const late = !cursor && page.history[0]?.version < task().version;
    if (late && tries) setTimeout(read, LAG_MS, { tries: tries - 1 });
  }

  function row({ version, at, by, name, changes }) {
    const made = copy('history-row');
    const undo = $('button', made);
    const when = new Date(at).toLocaleString(tags(), { dateStyle: 'medium', timeStyle: 'short' });
    const own = !gate || by === gate.session.person.userId;
    const lines = version === 1 ? [t('history.made')] : told(changes);
    $('.who', made).textContent = t('history.who', { who: own ? t('history.you') : name || t('history.somebody'), when });
    $('ul', made).append(...lines.map((line) => element('li', '', line)));
    undo.textContent = t('history.undo');
    undo.ariaLabel = t('history.undo.what', { what: lines.join('; ') });
    undo.hidden = version === 1;
    undo.addEventListener('click', () => takeBack(version));
    return made;
  }

  async function takeBack(version) {
    const undone = await ask('POST', 'undo', { body: { version }, done: 'history.undone' });
    if (undone) read();
  }

  /** What changed, a line each. */
  function told(changes) {
    const lines = SAID.filter((name) => changes[name]).map((name) => {
      const [before, after] = changes[name].map((value) => inWords(name, value) || t('task.nothing'));
      return t('history.changed', { field: t(`field.${name}`), before, after });
    });
    if (changes.description) lines.push(t('history.description'));
    if (changes.position) lines.push(t('history.position'));
    if (changes.deletedAt) lines.push(t(changes.deletedAt[1] ? 'history.deleted' : 'history.restored'));
    return lines;
  }

  return {
    opened() {
      root.open = false;
      list.replaceChildren();
      further.hidden = true;
    },
  };
}
