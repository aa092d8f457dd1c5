"""Whether it is seen what has the focus."""

# Of an element, or what stands for it: a ring of 2 px around something that is neither clipped away nor tiny.
RINGED = """(element) => [element, element.nextElementSibling, element.closest('.line')].some((part) => {
  if (!part) return false;
  const { outlineStyle, outlineWidth } = getComputedStyle(part);
  const { width, height } = part.getBoundingClientRect();
  for (let each = part; each; each = each.parentElement) {
    if (getComputedStyle(each).clipPath !== 'none') return false;
  }
  return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && Math.min(width, height) >= 8;
})"""
