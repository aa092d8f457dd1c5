/** What a person settles: where and how they are, how the page looks; and the way to all that is rare. */

import { call } from '../model/api.js';
import { deviceZone } from '../model/due.js';
import { weekdayName } from '../model/week.js';
import { offer, onChoice } from '../parts/build.js';
import { $, announce } from '../parts/dom.js';
import { singleKeys } from '../parts/keys.js';
import { language, t } from '../texts/t.js';

export function open(section, { settings, store, lazily }) {
  const input = (name) => $(`#setting-${name}`, section);
  const ways = {
    theme: wear,
    language: speak,
    timeZone: (timeZone) => settle({ timeZone }),
    firstWeekday: (day) => settle({ firstWeekday: Number(day) }),
  };
  for (const [name, way] of Object.entries(ways)) onChoice(input(name), ({ value }) => way(value));
  for (let day = 1; day <= 7; day++) input('firstWeekday').add(new Option(weekdayName(day - 1, 'long'), day));
  for (const zone of zones(settings.timeZone)) input('timeZone').add(new Option(zone.replaceAll('_', ' '), zone));
  singleKeys(input('keys'));
  offer(section, { import: lazily('import'), export: lazily('export'), tokens: lazily('tokens') });
  about(section, store);
  return show;

  /** Settle it for good; where that cannot be done, everything is as it was. */
  async function settle(change) {
    const error = $('.error', section);
    let why = '';
    await settings.change(change).catch((problem) => (why = t('settings.failed', { why: problem.message })));
    if (!error.isConnected) return !why; // the person has gone on
    error.textContent = why;
    if (why) write(() => true);
    else announce(t('settings.saved'));
    return !why;
  }

  async function speak(wanted) {
    if (await settle({ language: wanted })) settings.speak();
  }

  function wear(theme) {
    settings.wear(theme);
    window.wear(theme); // of `parts/first.js`
  }

  function write(fitting) {
    const values = { ...settings, language };
    for (const name of Object.keys(ways)) if (fitting(input(name))) input(name).value = values[name];
  }

  function show() {
    write((select) => select !== document.activeElement); // where somebody may be choosing
    const zone = deviceZone();
    const elsewhere = zone !== settings.timeZone;
    $('.elsewhere', section).textContent = elsewhere ? t('settings.elsewhere', { zone: zone.replaceAll('_', ' ') }) : '';
  }
}

/** The zones that the browser knows, with the one that is settled. */
const zones = (settled) => [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', settled])].sort();

/** What this is, and where everything is kept. */
async function about(section, store) {
  const [what, where, size] = ['what', 'where', 'size'].map((name) => $(`.${name}`, section));
  where.textContent = t('about.server', { host: location.host, count: store.tasks.size });
  const server = await call('GET', 'healthz').catch(() => null);
  what.textContent = t('about.what', { version: server?.version ?? '–' });
  const kept = await navigator.storage?.estimate?.().catch(() => null);
  if (kept?.usage) size.textContent = t('about.size', { size: Math.ceil(kept.usage / 1_000_000) });
}
