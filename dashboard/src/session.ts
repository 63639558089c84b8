/** The bearer token of this browser tab. It is never written anywhere that outlives the tab. */
const KEY = 'treering.token';

export const keptToken = (): string | null => window.sessionStorage.getItem(KEY);
export const keepToken = (token: string): void => window.sessionStorage.setItem(KEY, token);
export const forgetToken = (): void => window.sessionStorage.removeItem(KEY);

/** Takes the token out of the address (`#token=…`), so that it stays in no history and no bookmark. */
export const tokenFromAddress = (): string | null => {
  const token = new URLSearchParams(window.location.hash.slice(1)).get('token');
  if (token === null) return null;
  window.history.replaceState(null, '', `${window.location.pathname}${window.location.search}`);
  return token.trim();
};
