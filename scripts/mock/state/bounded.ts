/** A map of limited size: what was used longest ago is forgotten first. */
export type Bounded<Value> = {
  readonly get: (key: string) => Value | undefined;
  readonly set: (key: string, value: Value) => void;
  readonly clear: () => void;
  readonly entries: () => IterableIterator<[string, Value]>;
};

/** Makes a map that holds no more entries than `most`, nor more than `room` of what `sizeOf` counts. */
export function bounded<Value>(
  most: number,
  room = Infinity,
  sizeOf: (key: string, value: Value) => number = () => 0,
): Bounded<Value> {
  const known = new Map<string, Value>();
  let used = 0;
  function forget(key: string): void {
    const value = known.get(key);
    if (value === undefined) return;
    known.delete(key);
    used -= sizeOf(key, value);
  }
  return {
    get(key) {
      const value = known.get(key);
      if (value === undefined) return undefined;
      // the end of a Map is what was used last
      known.delete(key);
      known.set(key, value);
      return value;
    },
    set(key, value) {
      forget(key);
      known.set(key, value);
      used += sizeOf(key, value);
      while (known.size > most || used > room) forget(known.keys().next().value!);
    },
    clear() {
      known.clear();
      used = 0;
    },
    entries: () => known.entries(),
  };
}
