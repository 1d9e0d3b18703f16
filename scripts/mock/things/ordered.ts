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

/** An empty row. What is first is removed at once, and everything else by moving the rest. */
export function createRow<Item extends { readonly serial: number }>(): OpenRow<Item> {
  let items: (Item | undefined)[] = [];
  // what is before has been removed
  let head = 0;

  /** The index of a serial number, else the one at which it belongs. */
  function find(serial: number): { readonly index: number; readonly isThere: boolean } {
    let [low, high] = [head, items.length];
    // what is new comes last
    if (low < high && items[high - 1]!.serial < serial) low = high;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (items[middle]!.serial < serial) low = middle + 1;
      else high = middle;
    }
    return { index: low, isThere: items[low]?.serial === serial };
  }

  function shift(): void {
    items[head] = undefined;
    head += 1;
    if (head < 1024 || head * 2 < items.length) return;
    items = items.slice(head);
    head = 0;
  }

  return {
    get length() {
      return items.length - head;
    },
    // what was removed at the head is before index 0
    slice: (from, to) =>
      items.slice(head + Math.max(0, from), Math.min(head + to, items.length)) as Item[],
    all: () => items.slice(head) as Item[],
    put(item) {
      const { index, isThere } = find(item.serial);
      if (isThere) items[index] = item;
      else if (index === items.length) items.push(item);
      else items.splice(index, 0, item);
    },
    remove({ serial }) {
      const { index, isThere } = find(serial);
      if (!isThere) return;
      if (index === head) shift();
      else items.splice(index, 1);
    },
  };
}
