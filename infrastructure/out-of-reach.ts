import { NatsError } from 'nats';
import { isStoreUnavailable } from '../projections/read-store.js';
import { whyUnavailable as whyPostgresIsUnavailable } from './postgres/unavailable.js';

const whyNatsIsUnavailable = (error: unknown): string | undefined =>
  error instanceof NatsError && ['CONNECTION_REFUSED', 'CONNECTION_CLOSED', 'TIMEOUT'].includes(error.code)
    ? error.code
    : undefined;

/** Why a store did not answer; `undefined` where something else is wrong, such as a password. */
export const whyOutOfReach = (error: unknown): string | undefined =>
  isStoreUnavailable(error) ? error.reason : (whyNatsIsUnavailable(error) ?? whyPostgresIsUnavailable(error));
