import type { Verify } from '../delivery.js';
import { verifyConfigured } from '../signatures/configured.js';
import { verifyStandardWebhooks } from '../signatures/standard-webhooks.js';

/** Standard Webhooks, unless the connection says that its sender signs in another way. */
export const verifyCustomSupport: Verify = (delivery, credentials, now) =>
  (credentials.verifier === undefined ? verifyStandardWebhooks : verifyConfigured(credentials.verifier))(
    delivery,
    credentials,
    now,
  );
