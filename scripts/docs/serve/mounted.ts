import type { RequestListener } from 'node:http';
import { targetOf } from '../../mock/http/read-request.ts';

/** What answers at a path and below it. */
export type Mount = {
  readonly path: string;
  readonly listener: RequestListener;
  /** Whether it gets the whole path, and not that below its own. */
  readonly isWhole?: boolean;
};

/** Has several listeners answer on one server: each at its path and below, and another one for all else. */
export const mounted =
  (mounts: readonly Mount[], otherwise: RequestListener): RequestListener =>
  (incoming, response) => {
    const target = targetOf(incoming);
    const mount = mounts.find(
      ({ path }) => target.startsWith(path) && /^(?:[/?]|$)/.test(target.slice(path.length)),
    );
    if (!mount) return otherwise(incoming, response);
    if (!mount.isWhole) incoming.url = target.slice(mount.path.length).replace(/^(?!\/)/, '/');
    mount.listener(incoming, response);
  };
