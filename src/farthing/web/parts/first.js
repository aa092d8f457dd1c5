// Runs before anything is painted, so that nobody sees the page in another theme than theirs first.
try {
  const theme = JSON.parse(localStorage.getItem('farthing.theme') ?? '"auto"');
  if (theme !== 'auto') document.documentElement.dataset.theme = theme;
} catch {
  // Storage is forbidden here: the device's theme it is.
}
