import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';

const query = new URLSearchParams(location.search);
const api = query.get('api') ?? '';

// a program that never mocks would leave this out, and a bundler all of MSW
if (query.has('msw')) {
  const { worker } = await import('./worker.ts');
  await worker.start({ quiet: true, onUnhandledFrame: 'bypass' });
}

createRoot(document.getElementById('app')!).render(
  <QueryClientProvider client={new QueryClient()}>
    <App api={api} />
  </QueryClientProvider>,
);
