import type { Verify } from '../delivery.js';
import { shownIn, showsSecret } from '../shown-secret.js';

/** Headers are the customer's own: these are the ones a secret may stand in. */
const SECRET_HEADERS = ['x-api-key', 'x-webhook-secret', 'x-auth-token'] as const;

/** Amplitude signs nothing: its webhooks show the secret in a header, as it is or as Basic credentials or a bearer token. */
export const verifyAmplitude: Verify = ({ headers }, { secrets }) => {
  const { authorization } = headers;
  const whole = [authorization, ...SECRET_HEADERS.map((name) => headers[name])].flatMap((value) =>
    value === undefined || value === '' ? [] : [value.trim()],
  );
  return showsSecret([...whole, ...(shownIn(authorization) ?? [])], secrets);
};
