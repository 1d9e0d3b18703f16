import { setupWorker } from 'msw/browser';
import * as amity from '../../../generated/amity/handlers.ts';
import * as mixin from '../../../generated/mixin/handlers.ts';
import * as notifications from '../../../generated/notifications/handlers.ts';

/** Answers every request of the three APIs in the browser. */
export const worker = setupWorker(
  ...mixin.allHandlers(),
  ...amity.allHandlers(),
  ...notifications.allHandlers(),
);
