import type { Verify } from '../delivery.js';
import { shownIn, showsSecret } from '../shown-secret.js';

/** Mixpanel signs nothing: who sends its exports and cohorts shows the secret, as Basic credentials or as a bearer token. */
export const verifyMixpanel: Verify = ({ headers }, { secrets }) =>
  showsSecret(shownIn(headers['authorization']), secrets);
