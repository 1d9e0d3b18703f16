/** A number and its noun: `1 rule`, `3 rules`. */
export const numberOf = (count: number, one: string, more = `${one}s`): string =>
  `${count} ${count === 1 ? one : more}`;
