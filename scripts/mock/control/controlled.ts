import type { Contract } from '../../../conformance/core/contract/model.ts';
import type { Received } from '../http/read-request.ts';
import type { Requests } from './requests.ts';
import type { MockScenario } from './scenario.ts';
import type { OpenState } from './state.ts';

/** What can be read and changed while a mock serves. */
export type Controlled = {
  readonly control: {
    readonly scenario: MockScenario;
    readonly state: OpenState;
    readonly requests: Requests;
  };
};

/** A mock that is asked about itself. */
export type Served = Controlled & {
  readonly contracts: readonly Contract[];
  readonly url: string;
};

/** A request of the control endpoint, and the name in its path. */
export type ControlRequest = Served & { readonly received: Received; readonly name: string };
