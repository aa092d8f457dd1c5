/**
 * Positions: texts whose order is the order people arranged, with room between any two.
 *
 * The first eight digits count (milliseconds, at first), so that going before the first or after the last never
 * makes a position longer; between two neighbours more digits halve what room there is.
 */

const LONGEST = 64;
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BASE = DIGITS.length;
const COUNTING = 8;
const STEP = 1 << 16; // room for sixteen halvings without another digit

/** A position after everything placed before this time (Unix milliseconds). */
export function atEnd(ms) {
  let digits = '';
  for (let rest = ms; digits.length < COUNTING; rest = Math.floor(rest / BASE)) digits = DIGITS[rest % BASE] + digits;
  return digits;
}

/** A position after `low` and before `high`; null is the beginning or the end. Null where there is no room. */
export function between(low, high) {
  if (low === null || high === null) return beyond(low, high);
  let digits = '';
  let tight = true; // what is found so far is how `high` begins
  while (digits.length < LONGEST) {
    const at = digits.length;
    if (tight && at >= high.length) return null;
    const bottom = at < low.length ? DIGITS.indexOf(low[at]) : 0;
    const top = tight ? DIGITS.indexOf(high[at]) : BASE;
    if (top < bottom) return null;
    if (top - bottom > 1) return digits + DIGITS[(bottom + top) >> 1];
    digits += DIGITS[bottom];
    tight &&= top === bottom;
  }
  return null;
}

function beyond(low, high) {
  const number = numberOf(low ?? high ?? '0') + (low === null ? -STEP : STEP);
  return number > 0 && number < BASE ** COUNTING ? atEnd(number) : null;
}

function numberOf(position) {
  const digits = [...position.slice(0, COUNTING).padEnd(COUNTING, '0')];
  return digits.reduce((number, digit) => number * BASE + DIGITS.indexOf(digit), 0);
}
