/** Texts as people look for them: without the difference of case and accents. */

const ASCII = /^[\0-\x7f]*$/;
const ACCENTS = new RegExp(
  '[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f' +
    '\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f]+',
  'g',
);
// Letters whose stroke or tie Unicode does not count as an accent; and one of two for the same sound.
const PLAIN = { ø: 'o', ł: 'l', đ: 'd', ħ: 'h', ı: 'i', æ: 'ae', œ: 'oe', ς: 'σ' };
const SPECIAL = new RegExp(`[${Object.keys(PLAIN).join('')}]`, 'g');

const withoutAccents = (text) => text.normalize('NFKD').replace(ACCENTS, '');

/** The text without case and accents; `ß` is `ss`, which takes going by way of its capitals. */
export function fold(text) {
  if (ASCII.test(text)) return text.toLowerCase();
  const plain = withoutAccents(text).toLowerCase().toUpperCase().toLowerCase();
  return withoutAccents(plain.replace(SPECIAL, (letter) => PLAIN[letter]));
}
