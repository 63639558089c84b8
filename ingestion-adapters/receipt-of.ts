import { createHash } from 'node:crypto';
import { deterministicId } from '../application/deterministic-id.js';
import type { Connection } from '../application/ports/connections.js';
import type { Receipt } from '../application/ports/receipts.js';

/** Nothing that proves who someone is. */
const KEPT_HEADERS = [
  'content-type',
  'user-agent',
  'webhook-id',
  'webhook-timestamp',
  'x-helpscout-event',
  'x-hubspot-request-timestamp',
  'x-zendesk-account-id',
  'x-zendesk-webhook-id',
  'x-zendesk-webhook-invocation-id',
  'x-zendesk-webhook-signature-timestamp',
] as const;

/** The same words of an administrator's trigger again are another delivery, unless it is the same invocation. */
const apartBy = (kind: string, headers: Readonly<Record<string, string>>): ReadonlyArray<string> => {
  const invocation = kind === 'trigger' ? headers['x-zendesk-webhook-invocation-id'] : undefined;
  return invocation === undefined ? [] : [invocation];
};

export const receiptOf = (
  { source, name }: Connection,
  kind: string,
  body: Buffer,
  receivedAt: Date,
  headers: Readonly<Record<string, string>> = {},
): Receipt => ({
  id: deterministicId(
    'receipt',
    source,
    name,
    createHash('sha256').update(body).digest('hex'),
    ...apartBy(kind, headers),
  ),
  source,
  connection: name,
  kind,
  headers: Object.fromEntries(
    KEPT_HEADERS.flatMap((header) => {
      const value = headers[header];
      return value === undefined ? [] : [[header, value]];
    }),
  ),
  body,
  receivedAt,
});
