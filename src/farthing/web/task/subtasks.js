/** What a task consists of: how much of it is done, ticking, adding, and the way to the sheet of each. */

import { taskErrors } from '../model/typed-rules.js';
import { BLANK, there } from '../model/task.js';
import { onLine } from '../parts/build.js';
import { $, copy, Keyed } from '../parts/dom.js';
import { showErrors } from '../parts/forms.js';
import { t } from '../texts/t.js';

export function subtasks({ dialog, page: { store }, task, go, keep, say }) {
  const root = $('.subtasks', dialog);
  const line = $('[name=part]', root);
  const rows = new Keyed($('ul', root), row);
  onLine(root, add);

  function add() {
    const { taskId, listId } = task();
    const made = { ...BLANK, title: line.value.trim(), parentId: taskId, listId };
    const found = taskErrors(made);
    showErrors(root, found);
    if (found.title) return;
    line.value = '';
    keep();
    store.create('task', made);
    say(t('did.add', made));
  }

  function row(id) {
    const made = copy('subtask-row');
    const [check, open] = made.children;
    check.onchange = () => {
      const status = check.checked ? 'done' : 'todo';
      store.edit('task', id, { status });
      say(t('did.status', { status: t(`status.${status}`), title: store.tasks.get(id).title }));
    };
    open.onclick = () => go(store.tasks.get(id));
    return {
      element: made,
      show({ title, status }) {
        open.textContent = title;
        made.dataset.status = status;
        check.checked = status === 'done';
        check.ariaLabel = t('row.done', { title });
      },
    };
  }

  return {
    opened: () => showErrors(root, {}),
    /** Whether nothing is left in the line. */
    saved() {
      if (line.value.trim()) add();
      return !line.value.trim();
    },
    show() {
      const id = task()?.taskId;
      const parts = there(store.tasks).filter(({ parentId }) => id && parentId === id);
      parts.sort((a, b) => (a.position < b.position ? -1 : 1));
      rows.show(new Map(parts.map((part) => [part.taskId, part])));
      const done = parts.filter(({ status }) => status === 'done').length;
      $('.count', root).textContent = parts.length ? t('row.progress', { done, of: parts.length }) : '';
    },
  };
}
