/**
 * What the page says, in the person's language. A catalog has a text for each key: words with `{values}` in
 * them, or where they go by a `{count}`, one text for each kind of number that the language has.
 */

import { once } from '../model/once.js';

/** The language of the page, which `parts/first.js` has chosen. */
export const language = document.documentElement.lang || 'en';
const RIGHT_TO_LEFT = /[\u0590-\u08ff\u202a-\u202e\u2066-\u2069\ufb1d-\ufefc]/;
const catalog = {};
const plural = new Intl.PluralRules(language);

/** The browser's own variety of the language, such as en-GB, for dates and numbers. Some say `en-US@posix`. */
export const tags = () =>
  [...navigator.languages, language].filter((tag) => tag.startsWith(language)).map((tag) => tag.split('@')[0]);

/** Load the texts of a theme, its templates' too: those of `start` come with the page, others before they are needed. */
export const texts = once(async (theme) => {
  const answer = await fetch(new URL(`./${language}/${theme}.json`, import.meta.url));
  if (!answer.ok) throw new Error(`the texts cannot be had: ${answer.status}`);
  Object.assign(catalog, await answer.json());
  for (const { content } of document.querySelectorAll(`template[data-theme=${theme}]`)) translate(content);
});

/** The text of a key; an array is joined as the language joins. */
export function t(key, values = {}) {
  const text = catalog[key];
  const fitting = text?.other === undefined ? text : (text[plural.select(values.count)] ?? text.other);
  return fitting.replace(/\{(\w+)\}/g, (_, name) => shown(values[name]));
}

/** The words that a key stands for in the document: its elements name them in `data-t…`. */
export function translate(root) {
  for (const element of root.querySelectorAll('[data-t], [data-t-label], [data-t-hint]')) {
    const { t: text, tLabel, tHint } = element.dataset;
    if (text) element.textContent = t(text);
    if (tLabel) element.ariaLabel = t(tLabel);
    if (tHint) element.placeholder = t(tHint);
  }
}

function shown(value) {
  if (typeof value === 'number') return new Intl.NumberFormat(language).format(value);
  if (Array.isArray(value)) return new Intl.ListFormat(language).format(value);
  return RIGHT_TO_LEFT.test(value) ? `\u2068${value}\u2069` : value; // so that what stands around it stays in its place
}
