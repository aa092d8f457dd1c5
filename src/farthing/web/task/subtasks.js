/** What a task consists of: how much of it is done, ticking, adding, and the way to the sheet of each. */

import { taskErrors } from '../model/typed-rules.js';
import { BLANK, there } from '../model/task.js';
import { $, copy, Keyed } from '../parts/dom.js';
import { onSubmit, showErrors } from '../parts/forms.js';
import { t } from '../texts/t.js';

export function subtasks({ dialog, page: { store }, task, go, say }) {
  const root = $('.subtasks', dialog);
  const form = $('form', root);
  const { title } = form.elements;
  const rows = new Keyed($('ul', root), row);
  const typed = () => ({ ...BLANK, title: title.value.trim() });

  onSubmit(form, () => taskErrors(typed()), add);

  function add() {
    const { taskId, listId } = task();
    const made = { ...typed(), parentId: taskId, listId };
    title.value = '';
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
    opened() {
      title.value = '';
      showErrors(form, {});
    },
    saved: () => title.value.trim() && !taskErrors(typed()).title && add(),
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
