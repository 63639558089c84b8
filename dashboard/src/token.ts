export type Claims = { readonly role: string | null; readonly expiresAt: number | null };

const decode = (part: string): unknown => {
  const bytes = Uint8Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes));
};

/** What a token says about itself, for display only: the API is what checks it. `undefined` if it is no JSON web token. */
export const claimsOf = (token: string): Claims | undefined => {
  const parts = token.split('.');
  try {
    const claims = parts.length === 3 ? decode(parts[1] ?? '') : null;
    if (typeof claims !== 'object' || claims === null) return undefined;
    const { role, exp } = claims as Readonly<Record<string, unknown>>;
    return { role: typeof role === 'string' ? role : null, expiresAt: typeof exp === 'number' ? exp * 1000 : null };
  } catch {
    return undefined;
  }
};
