/** Things in the order of their creation, which their serial numbers tell. */
export type Row<Item> = {
  readonly length: number;
  readonly slice: (from: number, to: number) => readonly Item[];
  readonly all: () => readonly Item[];
};

export type OpenRow<Item> = Row<Item> & {
  /** Adds an item, or puts it in place of the one with its serial number. */
  readonly put: (item: Item) => void;
  readonly remove: (item: Item) => void;
};

/** An empty row. What is added or removed moves the items before it, or those after it if they are fewer. */
export const createRow = <Item extends { readonly serial: number }>(): OpenRow<Item> =>
  new SortedRow<Item>();

/** A class, because an index has a row for each value: with functions of its own, each would need a kilobyte. */
class SortedRow<Item extends { readonly serial: number }> implements OpenRow<Item> {
  #items: (Item | undefined)[] = [];
  // what is before is free
  #head = 0;

  get length(): number {
    return this.#items.length - this.#head;
  }

  slice(from: number, to: number): readonly Item[] {
    const items = this.#items;
    const head = this.#head;
    // what was removed at the head is before index 0
    return items.slice(head + Math.max(0, from), Math.min(head + to, items.length)) as Item[];
  }

  all(): readonly Item[] {
    return this.#items.slice(this.#head) as Item[];
  }

  put(item: Item): void {
    const items = this.#items;
    const { index, isThere } = this.#find(item.serial);
    if (isThere) items[index] = item;
    // an array that grows has room for many more
    else if (items.length === 0) this.#items = [item];
    else if (index === items.length) items.push(item);
    else if (this.#isNearHead(index) && this.#head > 0) {
      this.#head -= 1;
      for (let at = this.#head; at < index - 1; at += 1) items[at] = items[at + 1];
      items[index - 1] = item;
    } else items.splice(index, 0, item);
  }

  remove({ serial }: Item): void {
    const { index, isThere } = this.#find(serial);
    if (!isThere) return;
    if (!this.#isNearHead(index)) {
      this.#items.splice(index, 1);
      return;
    }
    const items = this.#items;
    for (let at = index; at > this.#head; at -= 1) items[at] = items[at - 1];
    this.#shift();
  }

  #isNearHead(index: number): boolean {
    return index - this.#head < this.#items.length - index;
  }

  /** The index of a serial number, else the one at which it belongs. */
  #find(serial: number): { readonly index: number; readonly isThere: boolean } {
    const items = this.#items;
    let [low, high] = [this.#head, items.length];
    // what is new comes last
    if (low < high && items[high - 1]!.serial < serial) low = high;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (items[middle]!.serial < serial) low = middle + 1;
      else high = middle;
    }
    return { index: low, isThere: items[low]?.serial === serial };
  }

  #shift(): void {
    const items = this.#items;
    items[this.#head] = undefined;
    this.#head += 1;
    if (this.#head < 1024 || this.#head * 2 < items.length) return;
    this.#items = items.slice(this.#head);
    this.#head = 0;
  }
}
