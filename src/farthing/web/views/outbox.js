/** What has not reached the server, with why: to be sent again, typed again, or let go. */

import { button, buttons, dress, make, sure } from '../parts/build.js';
import { t, tags, texts } from '../texts/t.js';

export async function open(section, page) {
  await Promise.all([dress('views'), texts('views')]);
  const { store } = page;
  const list = make('ul', { class: 'outbox-entries', role: 'list' });
  const none = make('p', { class: 'empty' }, t('outbox.empty'));
  section.append(make('p', { class: 'hint' }, t('outbox.hint')), list, none);

  return function show() {
    const { waiting } = store;
    list.replaceChildren(...waiting.map(row));
    none.hidden = waiting.length > 0;
  };

  function row(entry) {
    const { kind, id, op, fields = {}, problem, at } = entry;
    const clash = 'theirs' in entry;
    const thing = store[`${kind}s`].get(id);
    const title = fields.title ?? fields.name ?? thing?.title ?? thing?.name ?? '';
    const when = new Date(at).toLocaleString(tags(), { dateStyle: 'medium', timeStyle: 'short' });
    const state = problem ? t('outbox.refused', { why: problem.message }) : t(clash ? 'outbox.clash' : 'outbox.waits');
    return make('li', { class: problem || clash ? 'refused' : '' },
      make('p', { class: 'title', dir: 'auto' }, t(`outbox.${op}`, { title })),
      make('p', { class: 'hint' }, Object.keys(fields).map((name) => t(`field.${name}`)).join(', '), ' · ', when),
      make('p', { role: problem || clash ? 'alert' : false }, state),
      (problem || clash) && buttons(
        clash ? button(t('outbox.settle'), () => page.askAbout(entry, entry.theirs), 'primary') : button(t('outbox.again'), () => store.resend(entry), 'primary'),
        !clash && op !== 'delete' && op !== 'restore' && button(t('aside.back'), () => page.typeAgain(entry, null, problem)),
        button(t('outbox.discard'), () => discard(entry, title)),
      ),
    );
  }

  async function discard(entry, title) {
    if (await sure(t('outbox.sure', { title }), t('outbox.discard'))) store.discard(entry);
  }
}
