import { consoleModule } from '../../console/module-path.ts';
import type { OperationPart } from './part.ts';

/** The button that opens the console. */
export const console: OperationPart = {
  order: 8,
  blocks({ operation: { operation }, reference: { api } }) {
    const module = operation && consoleModule(api, operation);
    return module === undefined ? [] : [{ kind: 'console', data: module }];
  },
};
