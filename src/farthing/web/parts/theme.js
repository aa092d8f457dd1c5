/** The theme that the page is in, when it is not the device's: known before anything is painted. */

export function wear(theme) {
  const { dataset } = document.documentElement;
  if (theme === 'auto') delete dataset.theme;
  else dataset.theme = theme;
}
