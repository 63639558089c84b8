import { useEffect, useRef, useState } from 'preact/hooks';
import { Rings } from '../components/brand.js';
import { claimsOf } from '../token.js';

type Props = { readonly reason: string | undefined; readonly signIn: (token: string) => void };

const NO_TOKEN = 'This is not a token. Paste all of what the command printed.';

export const SignInPage = ({ reason, signIn }: Props) => {
  const input = useRef<HTMLInputElement>(null);
  const [token, setToken] = useState('');
  const [complaint, setComplaint] = useState<string>();
  const message = complaint ?? reason;
  useEffect(() => input.current?.focus(), []);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const given = token.trim();
    if (claimsOf(given) === undefined) return setComplaint(NO_TOKEN);
    signIn(given);
  };
  return (
    <main class="sign-in">
      <form class="card" onSubmit={submit}>
        <Rings />
        <h1>Sign in to Treering</h1>
        <p class="soft">
          Paste an access token. This prints one: <code>npm run --silent treering -- token --role csm</code>
        </p>
        {message !== undefined && (
          <p class="complaint" role="alert" id="complaint">
            {message}
          </p>
        )}
        <label>
          <span>Access token</span>
          <input
            ref={input}
            type="password"
            name="token"
            autocomplete="off"
            spellcheck={false}
            required
            aria-invalid={message !== undefined}
            aria-describedby={message === undefined ? undefined : 'complaint'}
            value={token}
            onInput={(event) => setToken(event.currentTarget.value)}
          />
        </label>
        <button type="submit">Sign in</button>
        <p class="caption">The token stays in this tab and is forgotten when you close it.</p>
      </form>
    </main>
  );
};
