import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { signIn } from './calls.ts';

/** Signs in, and shows every answer. */
export function App({ api }: { readonly api: string }) {
  const [pushToken, setPushToken] = useState('token-1');
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () => signIn(api, pushToken),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate();
  };
  return (
    <form onSubmit={submit}>
      <label>
        Push token{' '}
        <input value={pushToken} onChange={(event) => setPushToken(event.target.value)} />
      </label>
      <button type="submit" disabled={isPending}>
        Sign in
      </button>
      {error && <p role="alert">{error.message}</p>}
      <ol>
        {data?.map(({ name, status, body, broken }) => (
          <li key={name}>
            <h2>
              {name}: {status}
            </h2>
            <p>{broken.length === 0 ? 'as documented' : broken.join('; ')}</p>
            <pre>{JSON.stringify(body, undefined, 2)}</pre>
          </li>
        ))}
      </ol>
    </form>
  );
}
