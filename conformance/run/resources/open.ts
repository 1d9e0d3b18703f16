import type { Exchange } from '../../checks/exchange.ts';
import type { Contract } from '../../core/contract/model.ts';
import type { KnownValues } from '../../core/instances/plain-request.ts';
import { resourcesOf } from '../../core/resources/infer.ts';
import type { ResourceModel } from '../../core/resources/model.ts';
import type { Case } from '../../generators/case.ts';
import { Binder } from './bind.ts';
import { Census } from './census.ts';
import { Keeper } from './keep.ts';
import type { Answered } from './preparation.ts';
import { Provider } from './provide.ts';
import { Things } from './things.ts';

/** What a run knows of the things of its target. */
export type Resources = {
  readonly model: ResourceModel;
  readonly things: Things;
  readonly provider: Provider;
  readonly binder: Binder;
  readonly census: Census;
  readonly keeper: Keeper;
  /** Looks at what a case may change, before it is sent; why it must not be sent, if so. */
  readonly before: (testCase: Case) => Promise<string | undefined>;
  /** Learns from an answer. */
  readonly after: (exchange: Exchange) => void;
};

export type ResourcesOptions = {
  readonly contract: Pick<Contract, 'operations'>;
  /** By operationId. */
  readonly values: ReadonlyMap<string, KnownValues>;
  /** A word for the names of the things that this run makes. */
  readonly run?: string | undefined;
  /** Whether nothing is made, but only looked for. */
  readonly isReadOnly?: boolean;
  /** Whether the run is about some cases only, so that it does not look at all lists. */
  readonly isSmall?: boolean;
  /** Sends a request that is not judged; `undefined` if there is no answer. */
  readonly ask: (testCase: Case) => Promise<Answered | undefined>;
};

const readingMethods = ['GET', 'HEAD', 'OPTIONS'];

/** Reads the resources of a description; the target is asked for things when a request needs them. */
export function openResources({
  contract,
  values,
  run,
  isReadOnly = false,
  isSmall = false,
  ask,
}: ResourcesOptions): Resources {
  const model = resourcesOf(contract);
  const things = new Things(model, run);
  const census = new Census({ model, things, run });
  const provider: Provider = new Provider({
    ...{ model, things, values, run, isReadOnly, ask, census },
    fill: (operation, request) => binder.fill(operation, request),
  });
  const binder = new Binder({ model, things, provider, values });
  const keeper = new Keeper({ model, things, values, isReadOnly, ask });
  const before = async (testCase: Case) => {
    const { method } = { ...testCase.operation, ...testCase.request };
    if (!isReadOnly && !isSmall && !readingMethods.includes(method)) await census.take(ask);
    return keeper.before(testCase);
  };
  const after = (exchange: Exchange) => {
    keeper.wrote(exchange);
    things.learn(exchange);
  };
  return { model, things, provider, binder, census, keeper, before, after };
}
