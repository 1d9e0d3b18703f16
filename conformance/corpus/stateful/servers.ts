import type { StateFault } from './fault.ts';
import { flatDescription, startFlat } from './flat/server.ts';
import { nestedDescription, startNested } from './nested/server.ts';
import type { StatefulOptions, StatefulServer } from './serve.ts';

type Named = {
  /** The file. */
  readonly description: string;
  readonly start: (options: StatefulOptions) => Promise<StatefulServer>;
};

/** Servers that keep what was created, by name. */
export const statefulServers: { readonly [name in StateFault['server']]: Named } = {
  flat: { description: flatDescription, start: startFlat },
  nested: { description: nestedDescription, start: startNested },
};
