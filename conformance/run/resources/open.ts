import type { Contract } from '../../core/contract/model.ts';
import type { KnownValues } from '../../core/instances/plain-request.ts';
import { resourcesOf } from '../../core/resources/infer.ts';
import type { ResourceModel } from '../../core/resources/model.ts';
import type { Case } from '../../generators/case.ts';
import { Binder } from './bind.ts';
import { Provider, type Answered } from './provide.ts';
import { Things } from './things.ts';

/** What a run knows of the things of its target. */
export type Resources = {
  readonly model: ResourceModel;
  readonly things: Things;
  readonly provider: Provider;
  readonly binder: Binder;
};

export type ResourcesOptions = {
  readonly contract: Pick<Contract, 'operations'>;
  /** By operationId. */
  readonly values: ReadonlyMap<string, KnownValues>;
  /** A word for the names of the things that this run makes. */
  readonly run?: string | undefined;
  /** Whether nothing is made, but only looked for. */
  readonly isReadOnly?: boolean;
  /** Sends a request that is not judged; `undefined` if there is no answer. */
  readonly ask: (testCase: Case) => Promise<Answered | undefined>;
};

/** Reads the resources of a description; the target is asked for things when a request needs them. */
export function openResources({
  contract,
  values,
  run,
  isReadOnly,
  ask,
}: ResourcesOptions): Resources {
  const model = resourcesOf(contract);
  const things = new Things(model);
  const provider: Provider = new Provider({
    ...{ model, things, values, run, isReadOnly, ask },
    fill: (operation, request) => binder.fill(operation, request),
  });
  const binder = new Binder({ model, things, provider, values });
  return { model, things, provider, binder };
}
