/**
 * Drafts: what is typed into a form stays in the tab until it is saved or let go, also over a reload. Where the form is
 * closed with it, it is put aside, and a message leads back to it.
 */

import { same } from '../model/changes.js';
import { uuid7 } from '../model/ident.js';
import { tab } from '../model/keep.js';
import { pick } from '../model/task.js';
import { t } from '../texts/t.js';
import { $ } from './dom.js';
import { errorsOf, showErrors } from './forms.js';

/**
 * A draft is plain data: of `ways`, the one that its `form` names opens it; `thing` is what it changes, none being a new
 * one. It has `fields` that were meant for that, or the `text` that was typed, `refused` being the entry of the
 * outbox that it is typed anew for. `problem` is what is wrong with it.
 */
export function drafts({ store, toast, view }, ways) {
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
    toast.say(t('aside'), t('aside.back'), () => open(draft), { stay: true, closed: () => drop(draft) });
  }

  function open(draft, problem) {
    draft.aside = false;
    keep(draft);
    ways[draft.form](draft, problem);
  }

  /** Open again what was open when the page was left, and offer again what was put aside. */
  function resume() {
    for (const draft of Object.values(kept)) (draft.aside ? putAside : open)(draft);
  }

  /**
   * Fill in the form of a dialog that is shown, for a list or a filter. From here on what is typed is kept; closed
   * without being saved it is put aside.
   */
  function fill(dialog, draft, problem) {
    const form = $('form', dialog);
    const typed = () => Object.fromEntries(new FormData(form));
    const now = {};
    $('h2', form).textContent = t(`${draft.form}.${draft.thing ? 'rename' : 'new'}`);
    for (const name of Object.keys(typed())) {
      now[name] = { ...draft.thing, ...draft.fields }[name] ?? '';
      form.elements[name].value = draft.text?.[name] ?? now[name];
    }
    form.oninput = () => keep(Object.assign(draft, { text: typed() }));
    form.oninput();
    showErrors(form, errorsOf(form, problem));
    dialog.returnValue = '';
    dialog.onclose = () => {
      drop(draft);
      if (!dialog.returnValue && !same(typed(), now)) putAside(draft);
    };
  }

  /** Make the list or the filter, or change it, and close the dialog. */
  function save(dialog, { form, thing, refused }, fields) {
    const was = thing && pick(thing, Object.keys(fields));
    dialog.close('saved');
    if (refused) store.resend(refused, fields);
    else if (!thing) view.go(`${form}/${store.create(form, fields)}`);
    else if (!same(fields, was)) store.edit(form, thing[`${form}Id`], fields, was);
  }

  return { open, keep, drop, putAside, resume, fill, save };
}
