/** What has not reached the server, with why: to be sent again, typed again, or let go. */

import { filled, dateTime, offer, sure } from '../parts/build.js';
import { $ } from '../parts/dom.js';
import { t } from '../texts/t.js';

export function open(section, page) {
  const { store, askAbout, typeAgain } = page;
  const list = $('ul', section);
  let shown;
  return () => shown === store.waiting || list.replaceChildren(...(shown = store.waiting).map(row));

  function row(entry) {
    const { kind, id, op, fields = {}, problem, at } = entry;
    const clash = 'theirs' in entry;
    const thing = { ...store.thing(kind, id), ...fields };
    const title = thing.title ?? thing.name ?? '';
    const names = Object.keys(fields).map((name) => t(`field.${name}`));
    const made = filled('outbox-row', {
      title: t(`outbox.${op}`, { title }),
      hint: `${names.join(', ')} · ${dateTime(at)}`,
      state: problem ? t('outbox.refused', { why: problem.message }) : t(clash ? 'outbox.clash' : 'outbox.waits'),
    });
    if (problem || clash) {
      made.className = 'refused';
      $('.state', made).role = 'alert';
      offer(made, {
        settle: clash && (() => askAbout(entry, entry.theirs)),
        again: !clash && (() => store.resend(entry)),
        edit: !clash && entry.fields && (() => typeAgain(entry, null, problem)),
        discard: async () => (await sure(t('outbox.sure', { title }), t('outbox.discard'))) && store.discard(entry),
      });
    }
    return made;
  }
}
