/** What takes time to make, made once. */

/** `make` for things that stay the same: of each key it is asked for once. */
export function once(make) {
  const made = new Map();
  return (key) => {
    if (!made.has(key)) made.set(key, make(key));
    made.get(key)?.catch?.(() => made.delete(key)); // what failed is tried again
    return made.get(key);
  };
}
