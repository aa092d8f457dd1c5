/** Brings in a file of another program: first what would happen, then, if the person wants it, the doing. */

import { call } from '../model/api.js';
import { lines, openNote } from '../parts/build.js';
import { $ } from '../parts/dom.js';
import { t } from '../texts/t.js';

const MOST = 1_048_576; // bytes that the server takes

export async function open({ store }) {
  const dialog = await openNote('import');
  const [look, go] = ['.look', '.go'].map((name) => $(name, dialog));
  const [file, format, list] = ['file', 'format', 'list'].map((name) => $(`#import-${name}`, dialog));
  look.onclick = () => run(true);
  go.onclick = () => run(false);
  dialog.oninput = ({ target }) => {
    allow(false); // nothing is brought in that has not been looked at as it is now
    tell('');
    if (target === file && file.files[0]) format.value = guess(file.files[0].name) ?? format.value;
  };

  /** Looking and doing, one of the two. */
  function allow(doing) {
    go.hidden = !doing;
    look.hidden = doing;
  }

  async function run(preview) {
    const [chosen] = file.files;
    if (!chosen) return tell(t('import.none'));
    if (chosen.size > MOST) return tell(t('import.large'));
    go.disabled = look.disabled = true;
    try {
      const report = preview ? await send(chosen, { preview }) : await bring(chosen);
      show(report, preview);
      allow(preview && report.tasks > 0);
    } catch (problem) {
      tell(problem.message);
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
      from = part.next;
      if (from === null) {
        await store.refresh();
        return { ...part, made, skipped };
      }
      tell(t('import.going', { count: made }));
    }
  }

  function send(chosen, how) {
    const named = list.value.trim();
    const query = new URLSearchParams({ ...how, ...(named && { list: named }) });
    return call('POST', `import/${format.value}?${query}`, { file: chosen });
  }

  /** What the report says, with what did not fit. */
  function show({ tasks, done, lists, made, skipped, misfitCount: count, misfits, sample }, preview) {
    const would = () => t('import.would', { count: tasks, done, lists: lists.map(({ name }) => name) });
    const titles = preview ? sample.map(({ title }) => title) : [];
    tell(preview ? would() : `${t('import.did', { count: made })} ${t('import.skipped', { count: skipped })}`, titles, count, misfits);
  }

  function tell(summary, titles = [], count = 0, misfits = []) {
    $('.summary', dialog).textContent = summary;
    lines($('.titles', dialog), titles);
    $('.count', dialog).textContent = count ? t('import.misfits', { count }) : '';
    lines($('.misfits', dialog), misfits.map((misfit) => t('import.misfit', misfit)));
  }
}

function guess(name) {
  if (/\.ics$/i.test(name)) return 'ical';
  if (/todoist/i.test(name)) return 'todoist';
  if (/\.json$/i.test(name)) return /^tasks\.json$/i.test(name) ? 'google' : 'taskwarrior';
  return /\.csv$/i.test(name) ? 'csv' : null;
}
