import { verifyConfigured } from '../configured-verifier.js';
import type { Verify } from '../delivery.js';
import { verifyStandardWebhooks } from '../standard-webhooks.js';

/** Standard Webhooks, unless the connection says that its sender signs in another way. */
export const verifyCustomSupport: Verify = (delivery, credentials, now) =>
  (credentials.verifier === undefined ? verifyStandardWebhooks : verifyConfigured(credentials.verifier))(
    delivery,
    credentials,
    now,
  );
