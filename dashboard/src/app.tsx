import { useEffect, useState } from 'preact/hooks';
import { SignInPage } from './pages/sign-in.js';
import { forgetToken, keepToken, keptToken, tokenFromAddress } from './session.js';
import { SignedIn } from './signed-in.js';

type State = { readonly token: string | null; readonly reason: string | undefined };

const initial = (): State => {
  const given = tokenFromAddress();
  if (given !== null) keepToken(given);
  return { token: keptToken(), reason: undefined };
};

export const App = () => {
  const [{ token, reason }, setState] = useState(initial);
  const signIn = (given: string): void => {
    keepToken(given);
    setState({ token: given, reason: undefined });
  };
  const signOut = (because: string | undefined): void => {
    forgetToken();
    setState({ token: null, reason: because });
  };
  useEffect(() => {
    const read = () => {
      const given = tokenFromAddress();
      if (given !== null) signIn(given);
    };
    window.addEventListener('hashchange', read);
    return () => window.removeEventListener('hashchange', read);
  }, []);
  return token === null ? (
    <SignInPage reason={reason} signIn={signIn} />
  ) : (
    <SignedIn key={token} token={token} signOut={signOut} />
  );
};
