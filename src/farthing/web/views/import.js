/** Brings in a file of another program: first what would happen, then, if the person wants it, the doing. */

import { call } from '../model/api.js';
import { button, buttons, make, openDialog } from '../parts/build.js';
import { t, texts } from '../texts/t.js';

export const FORMATS = ['todoist', 'taskwarrior', 'ical', 'google', 'csv'];
const MOST = 1_048_576; // bytes that the server takes

export async function open({ store }) {
  await texts('settings');
  const file = make('input', { type: 'file', id: 'import-file', accept: '.csv,.json,.ics,.txt,text/*,application/json' });
  const format = make('select', { id: 'import-format' });
  format.append(...FORMATS.map((name) => new Option(t(`format.${name}`), name)));
  const into = make('input', { id: 'import-list', maxlength: 200, autocomplete: 'off' });
  const told = make('div', { class: 'report', role: 'status' });
  const go = button(t('import.go'), () => run(false), 'primary');
  const look = button(t('import.preview'), () => run(true), 'primary');
  const dialog = openDialog('import-name', t('import'),
    make('p', { class: 'hint' }, t('import.hint')),
    labelled(t('import.file'), file),
    labelled(t('import.format'), format),
    labelled(t('import.list'), into),
    told,
    buttons(look, go, button(t('close'), () => dialog.close())),
  );
  for (const input of [file, format, into]) input.addEventListener('input', changed);
  changed({});

  /** Nothing is brought in that has not been looked at as it is now. */
  function changed({ target }) {
    go.hidden = true;
    look.hidden = false;
    told.replaceChildren();
    if (target === file && file.files[0]) format.value = guess(file.files[0].name) ?? format.value;
  }

  async function run(preview) {
    const [chosen] = file.files;
    if (!chosen) return say(t('import.none'));
    if (chosen.size > MOST) return say(t('import.large'));
    go.disabled = look.disabled = true;
    try {
      const report = preview ? await send(chosen, { preview: true }) : await bring(chosen);
      told.replaceChildren(...inWords(report, preview));
      go.hidden = !preview || !report.tasks;
      look.hidden = !go.hidden || !preview;
    } catch (problem) {
      say(problem.message);
    } finally {
      go.disabled = look.disabled = false;
    }
  }

  /** All of the file, part by part. */
  async function bring(chosen) {
    let [made, skipped, from] = [0, 0, 0];
    for (;;) {
      const part = await send(chosen, { from });
      made += part.made;
      skipped += part.skipped;
      if (part.next === null) {
        await store.refresh();
        return { ...part, made, skipped };
      }
      from = part.next;
      say(t('import.going', { count: made }));
    }
  }

  function send(chosen, how) {
    const query = new URLSearchParams({ ...how, ...(into.value.trim() && { list: into.value.trim() }) });
    return call('POST', `import/${format.value}?${query}`, { file: chosen });
  }

  const say = (text) => told.replaceChildren(make('p', {}, text));
}

const labelled = (name, input) => make('div', { class: 'field' }, make('label', { for: input.id }, name), input);

function guess(name) {
  if (/\.ics$/i.test(name)) return 'ical';
  if (/todoist/i.test(name)) return 'todoist';
  if (/\.json$/i.test(name)) return /^tasks\.json$/i.test(name) ? 'google' : 'taskwarrior';
  return /\.csv$/i.test(name) ? 'csv' : null;
}

/** What the report says, with what did not fit. */
function inWords({ tasks, done, lists, made, skipped, misfitCount, misfits, sample }, preview) {
  const summary = preview
    ? t('import.would', { count: tasks, done, lists: lists.map(({ name }) => name) })
    : t('import.did', { count: made, skipped });
  return [
    make('p', {}, make('strong', {}, summary)),
    preview && sample.length > 0 && make('ul', {}, ...sample.map(({ title }) => make('li', { dir: 'auto' }, title))),
    misfitCount > 0 && make('p', {}, t('import.misfits', { count: misfitCount })),
    misfitCount > 0 && make('ul', {}, ...misfits.map((misfit) => make('li', {}, misfitInWords(misfit)))),
  ].filter(Boolean);
}

const misfitInWords = ({ line, task, field, value, why }) => t('import.misfit', { line, task, field, value, why });
