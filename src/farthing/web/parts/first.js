// Runs before anything is painted, so that nobody sees the page in another theme than theirs first; and has the
// words of their language fetched at once.
const LANGUAGES = ['en', 'de'];
const moreContrast = matchMedia('(prefers-contrast: more)');

/** Have the page in a theme; `auto` is as the device has it, contrast and all. The settings call it, too. */
function wear(theme = kept('theme') ?? 'auto') {
  document.documentElement.dataset.theme = theme === 'auto' && moreContrast.matches ? 'contrast' : theme;
}

/** What the person settled in this browser, if anything. */
function kept(name) {
  try {
    return JSON.parse(localStorage.getItem(`farthing.${name}`));
  } catch {
    return null; // storage is forbidden here
  }
}

/** The language they settled, or else the first of the browser's that there is. */
function speak() {
  const wanted = [kept('language') ?? '', ...navigator.languages].map((tag) => tag.slice(0, 2));
  const lang = wanted.find((tag) => LANGUAGES.includes(tag)) ?? 'en';
  document.documentElement.lang = lang;
  const href = new URL(`texts/${lang}/start.json`, document.querySelector('[rel=modulepreload]').href); // beside `app.js`
  document.head.append(Object.assign(document.createElement('link'), { rel: 'preload', as: 'fetch', crossOrigin: '', href }));
}

document.documentElement.toggleAttribute('data-new', !kept('config')); // nothing was read here before
moreContrast.onchange = () => wear();
wear();
speak();
