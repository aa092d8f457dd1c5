/** Who changed what of a task, and when; each change can be undone. It is asked for when it is looked at. */

import { call } from '../model/api.js';
import { filled, lines, dateTime } from '../parts/build.js';
import { $ } from '../parts/dom.js';
import { t } from '../texts/t.js';

const PAGE = 20;
const LAG_MS = 500; // by which the history comes after a change
const TRIES = 6;
const SAID = ['title', 'status', 'priority', 'dueDate', 'startDate', 'labels', 'listId', 'parentId', 'repeat', 'reminders'];

export function pastOf({ dialog, page: { gate }, inWords, task, ask }) {
  const root = $('.history', dialog);
  const [list, further] = [$('ol', root), $('.further', root)];
  let next; // where the page after this one begins

  root.ontoggle = () => root.open && read();
  further.onclick = () => read({ cursor: next });

  /** Read a page; the first of them again until the change is in it that was made just now. */
  async function read({ cursor = '', tries = TRIES } = {}) {
    if (!root.open) return;
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
    const own = !gate || by === gate.session.person.userId;
    const said = version === 1 ? [t('history.made')] : told(changes);
    const who = own ? t('history.you') : name || t('history.somebody');
    const made = filled('history-row', { who: t('history.who', { who, when: dateTime(at) }) });
    const undo = $('button', made);
    lines($('ul', made), said);
    undo.ariaLabel = t('history.undo.what', { what: said.join('; ') });
    undo.hidden = version === 1;
    undo.onclick = () => takeBack(version);
    return made;
  }

  async function takeBack(version) {
    const undone = await ask('POST', 'undo', { body: { version }, done: 'history.undone' });
    if (undone) read();
  }

  /** What changed, a line each. */
  function told(changes) {
    const told = SAID.filter((name) => changes[name]).map((name) => {
      const [before, after] = changes[name].map((value) => inWords(name, value) || t('task.nothing'));
      return t('history.changed', { field: t(`field.${name}`), before, after });
    });
    if (changes.description) told.push(t('history.description'));
    if (changes.position) told.push(t('history.position'));
    if (changes.deletedAt) told.push(t(changes.deletedAt[1] ? 'history.deleted' : 'history.restored'));
    return told;
  }

  return {
    opened() {
      root.open = false;
      list.replaceChildren();
      further.hidden = true;
    },
  };
}
