// Runs before anything is painted, so that nobody sees the page in another theme than theirs first.
const moreContrast = matchMedia('(prefers-contrast: more)');

/** Have the page in a theme; `auto` is as the device has it, contrast and all. The settings call it, too. */
function wear(theme = keptTheme()) {
  document.documentElement.dataset.theme = theme === 'auto' && moreContrast.matches ? 'contrast' : theme;
}

function keptTheme() {
  try {
    return JSON.parse(localStorage.getItem('farthing.theme')) ?? 'auto';
  } catch {
    return 'auto'; // storage is forbidden here
  }
}

moreContrast.onchange = () => wear();
wear();
