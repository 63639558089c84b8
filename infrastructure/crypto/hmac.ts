import { createHmac } from 'node:crypto';

/** HMAC-SHA-256 of the parts: a different split of the same text is a different value. */
export const hmac = (key: Buffer, ...parts: ReadonlyArray<string>): Buffer =>
  createHmac('sha256', key).update(JSON.stringify(parts)).digest();
