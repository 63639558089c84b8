import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Credentials } from './delivery.js';

const same = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);

/** Undefined where the text is not exactly what encoding some bytes gives. */
const decodeBase64 = (text: string): Buffer | undefined => {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
};

type Signed = ReadonlyArray<string | Buffer>;

/** Whether one of the secrets signed one of the messages: base64 of HMAC-SHA-256, decoded and then compared in constant time. */
export const isSigned = (
  signature: string,
  secrets: ReadonlyArray<string>,
  messages: ReadonlyArray<Signed>,
): boolean => {
  const given = decodeBase64(signature.trim());
  if (given === undefined) return false;
  return secrets.some((secret) =>
    messages.some((parts) => {
      const mac = createHmac('sha256', secret);
      for (const part of parts) mac.update(part);
      return same(given, mac.digest());
    }),
  );
};

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Whether the text is one of the secrets; tells nothing about how much of it was right. */
export const isSecret = (text: string, secrets: ReadonlyArray<string>): boolean =>
  secrets.filter((secret) => same(digest(text), digest(secret))).length > 0;

const FIVE_MINUTES = 300;

/** Too old and too far ahead are both stale, and so is a time that is not one. */
export const isFresh = (milliseconds: number, now: Date, { toleranceSeconds = FIVE_MINUTES }: Credentials): boolean =>
  Math.abs(now.getTime() - milliseconds) <= toleranceSeconds * 1000;
