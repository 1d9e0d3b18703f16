import type { ServerResponse } from 'node:http';

/** The pages that listen for events. */
export type Events = {
  /** Sends a page what there is now, and all that comes. */
  readonly add: (response: ServerResponse) => void;
  /** Sends all pages what there is now. */
  readonly send: () => void;
};

/** Opens a stream of Server-Sent Events. @see https://html.spec.whatwg.org/multipage/server-sent-events.html */
export function openEvents(now: () => unknown): Events {
  const pages = new Set<ServerResponse>();
  // JSON has no line breaks, which would divide an event
  const text = () => `data: ${JSON.stringify(now())}\n\n`;
  return {
    add(response) {
      response.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      });
      pages.add(response);
      response.on('close', () => pages.delete(response));
      response.write(`retry: 500\n${text()}`);
    },
    send() {
      for (const page of pages) page.write(text());
    },
  };
}
