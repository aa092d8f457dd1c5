/** What a person settles: where and how they are, how the page looks; and the way to all that is rare. */

import { call } from '../model/api.js';
import { here } from '../model/due.js';
import { browser } from '../model/keep.js';
import { button, buttons, dress, make } from '../parts/build.js';
import { announce } from '../parts/dom.js';
import { wear } from '../parts/theme.js';
import { language, t, tags, texts } from '../texts/t.js';

const THEMES = ['auto', 'light', 'dark', 'contrast'];
const LANGUAGES = { en: 'English', de: 'Deutsch' };

export async function open(section, page) {
  await Promise.all([texts('settings'), dress('settings')]);
  const { settings, store } = page;
  const fields = {
    language: select('language', Object.entries(LANGUAGES), language),
    theme: select('theme', THEMES.map((theme) => [theme, t(`theme.${theme}`)]), settings.theme),
    timeZone: select('zone', zones(settings.timeZone), settings.timeZone),
    firstWeekday: select('weekday', weekdays(), String(settings.firstWeekday)),
  };
  const keys = make('input', { type: 'checkbox', checked: browser.read('keys', true) });
  keys.addEventListener('change', () => browser.write('keys', keys.checked));
  const error = make('p', { class: 'error', role: 'alert' });
  const from = make('p', { class: 'hint' });

  section.append(
    part('settings.looks', fields.language.field, fields.theme.field),
    part('settings.days', fields.timeZone.field, from, fields.firstWeekday.field, error),
    part('settings.keys', make('label', { class: 'switch' }, keys, ' ', t('settings.single'))),
    part('settings.data', make('p', {}, t('settings.files')), buttons(
      button(t('settings.import'), async () => (await import('./import.js')).open(page)),
      button(t('settings.export'), async () => (await import('./export.js')).open(page)),
      button(t('settings.tokens'), async () => (await import('./tokens.js')).open(page)),
    )),
    await about(store),
  );

  fields.theme.input.addEventListener('change', ({ target }) => {
    settings.wear(target.value);
    wear(target.value);
  });
  fields.language.input.addEventListener('change', ({ target }) => settle({ language: target.value }, speak));
  fields.timeZone.input.addEventListener('change', ({ target }) => settle({ timeZone: target.value }));
  fields.firstWeekday.input.addEventListener('change', ({ target }) => settle({ firstWeekday: Number(target.value) }));

  /** Settle it for good; where that cannot be done, everything is as it was. */
  async function settle(change, then) {
    error.textContent = '';
    try {
      await settings.change(change);
      then?.(change);
      announce(t('settings.saved'));
    } catch (problem) {
      error.textContent = t('settings.failed', { why: problem.message });
      show();
    }
  }

  /** The page says everything anew, in the other language. */
  function speak({ language: wanted }) {
    browser.write('language', wanted);
    location.reload();
  }

  function show() {
    fields.timeZone.input.value = settings.timeZone;
    fields.firstWeekday.input.value = String(settings.firstWeekday);
    fields.language.input.value = language;
    const elsewhere = here() !== settings.timeZone && here();
    from.textContent = elsewhere ? t('settings.elsewhere', { zone: elsewhere.replaceAll('_', ' ') }) : '';
  }

  return show;
}

const part = (name, ...children) => make('section', {}, make('h2', {}, t(name)), ...children);

function select(id, options, chosen) {
  const input = make('select', { id: `setting-${id}` });
  input.append(...options.map(([value, name]) => new Option(name, value, false, value === chosen)));
  return { input, field: make('div', { class: 'field' }, make('label', { for: input.id }, t(`settings.${id}`)), input) };
}

/** The zones that the browser knows, with the one that is settled. */
function zones(settled) {
  const known = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', settled]);
  return [...known].sort().map((zone) => [zone, zone.replaceAll('_', ' ')]);
}

/** Monday is 1. */
function weekdays() {
  const format = new Intl.DateTimeFormat(tags(), { weekday: 'long', timeZone: 'UTC' });
  return [1, 6, 7].map((day) => [String(day), format.format(Date.UTC(2024, 0, day))]);
}

/** What this is, and where everything is kept. */
async function about(store) {
  const server = await call('GET', 'healthz').catch(() => null);
  const kept = await navigator.storage?.estimate?.().catch(() => null);
  const size = kept?.usage && t('about.size', { size: Math.ceil(kept.usage / 1_000_000) });
  return part('about',
    make('p', {}, t('about.what', { version: server?.version ?? '–' })),
    make('p', {}, t('about.server', { host: location.host, count: store.tasks.size })),
    make('p', {}, [t('about.here'), size].filter(Boolean).join(' ')),
    make('p', {}, make('a', { href: 'api/openapi.json' }, t('about.api'))),
  );
}
