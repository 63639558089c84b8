import { timestampOf } from '../../domain/primitives.js';
import { type Change, type ConnectionDeps, changeConnection } from './change-connection.js';
import { type ConnectionRequest, dataOf } from './connection-request.js';
import { fingerprintOfSecret } from './fingerprint.js';

const HOUR_MS = 3_600_000;

/** How long the old secret is taken besides the new one, for the vendor to be told it meanwhile. */
export const OVERLAP_HOURS = { usual: 24, most: 168 };

type Rotation = { readonly secret: string; readonly overlapHours?: number | undefined };

/** A new secret; the one before it ends `overlapHours` later, any older one at once. */
export const rotateSecret =
  (deps: ConnectionDeps) =>
  (request: ConnectionRequest, { secret, overlapHours = OVERLAP_HOURS.usual }: Rotation): Change => {
    const oldEndsAt = timestampOf(Date.parse(request.at) + overlapHours * HOUR_MS);
    const data = { ...dataOf(request), fingerprint: fingerprintOfSecret(request, secret), oldEndsAt };
    return changeConnection(deps)(request, { type: 'RotateConnectionSecret', data }, { secret });
  };
