import type { Contract } from '../../conformance/core/contract/model.ts';
import { loadContract } from '../../conformance/core/contract/load.ts';
import { isObject } from '../../conformance/core/pointer.ts';
import type { Source } from '../../conformance/core/source.ts';
import { UserError } from '../../conformance/core/user-error.ts';
import { absolutePath } from '../../conformance/core/user-path.ts';
import type { Members, ReportedLocation, Rule, SourceFile } from './rule.ts';

/** What a rule finds in a contract: where, and a whole sentence about it. */
export type Remark = {
  readonly source: Source;
  readonly message: string;
  /** Whether the name of the member at the place is meant, not its value. */
  readonly isKey?: boolean;
};

/**
 * A rule about what the mock, the checks and the generators read of a description: it asks their own
 * reader, so that it says neither more nor less than they do. An editor that has not saved a file yet
 * gets the findings of what is saved.
 */
export const contractRule = (
  id: string,
  summary: string,
  find: (contract: Contract) => Iterable<Remark>,
): Rule => ({
  id,
  summary,
  visit: () => {
    const files = new Map<string, SourceFile>();
    return {
      ref(_reference, _context, { location }) {
        if (location) files.set(location.source.absoluteRef, location.source);
      },
      Root: {
        leave(root, { report, location }) {
          const contract = contractOf(root, location.source.absoluteRef);
          if (!contract || contract instanceof UserError) return;
          files.set(location.source.absoluteRef, location.source);
          for (const remark of find(contract)) report(reported(remark, contract, files));
        },
      },
    };
  },
});

/** A file that Redocly has not read has no place of its own: the message names it. */
function reported(
  { source, message, isKey = false }: Remark,
  { place }: Contract,
  files: ReadonlyMap<string, SourceFile>,
): { readonly message: string; readonly location: ReportedLocation } {
  const file = files.get(absolutePath(source.file));
  return file
    ? { message, location: { source: file, pointer: `#${source.pointer}`, reportOnKey: isKey } }
    : {
        message: `${place(source)}: ${message}`,
        location: { pointer: '#/openapi', reportOnKey: true },
      };
}

/** One run of Redocly makes one root, and all rules read the same contract. */
const known = new WeakMap<Members, Contract | UserError | undefined>();

/**
 * The contract of a description, or why it can't be read; `undefined` for one without paths, of which
 * neither the mock nor the checks can make anything.
 */
export function contractOf(root: Members, file: string): Contract | UserError | undefined {
  if (!isObject(root.paths) || Object.keys(root.paths).length === 0) return undefined;
  if (!known.has(root)) known.set(root, load(file));
  return known.get(root);
}

function load(file: string): Contract | UserError {
  try {
    return loadContract('description', file);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}
