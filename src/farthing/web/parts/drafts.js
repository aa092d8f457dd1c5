/**
 * Drafts: what is typed into a form stays in the tab until it is saved or let go, also over a reload. Where the form is
 * closed with it, it is put aside, and a message leads back to it.
 */

import { same } from '../model/changes.js';
import { uuid7 } from '../model/ident.js';
import { tab } from '../model/keep.js';
import { t } from '../texts/t.js';
import { $ } from './dom.js';

/** A draft is plain data; of `ways`, the one that its `form` names opens it. */
export function drafts(toast, ways) {
  const kept = tab.read('drafts', {});

  function keep(draft) {
    draft.key ??= uuid7();
    kept[draft.key] = draft;
    tab.write('drafts', kept);
  }

  function drop({ key }) {
    delete kept[key];
    tab.write('drafts', kept);
  }

  function putAside(draft) {
    draft.aside = true;
    keep(draft);
    toast.say(t('aside'), t('aside.back'), () => takeUp(draft), { stay: true, closed: () => drop(draft) });
  }

  function takeUp(draft) {
    draft.aside = false;
    keep(draft);
    ways[draft.form](draft);
  }

  /** Open again what was open when the page was left, and offer again what was put aside. */
  function resume() {
    for (const draft of Object.values(kept)) (draft.aside ? putAside : takeUp)(draft);
  }

  /**
   * Fill in the form of a dialog that is shown: what is there `now`, and on top what was typed already, its `text`. From here on it
   * is kept; closed without a value it is put aside.
   */
  function fill(dialog, draft, now) {
    const form = $('form', dialog);
    const typed = () => Object.fromEntries(new FormData(form));
    for (const name of Object.keys(now)) form.elements[name].value = draft.text?.[name] ?? now[name];
    form.oninput = () => keep(Object.assign(draft, { text: typed() }));
    form.oninput();
    dialog.returnValue = '';
    dialog.onclose = () => {
      drop(draft);
      if (!dialog.returnValue && !same(typed(), now)) putAside(draft);
    };
  }

  return { keep, drop, putAside, resume, fill };
}
