import { createHmac, timingSafeEqual } from 'node:crypto';

export type Hmac = { readonly algorithm: 'sha1' | 'sha256'; readonly encoding: 'hex' | 'base64' };

/** Undefined where the text is not exactly what encoding some bytes gives; hexadecimal digits may be capitals. */
const decoded = (text: string, encoding: Hmac['encoding']): Buffer | undefined => {
  const bytes = Buffer.from(text, encoding);
  return bytes.toString(encoding) === (encoding === 'hex' ? text.toLowerCase() : text) ? bytes : undefined;
};

/** Whether one of the keys signed the message, its parts one after the other: decoded, and then compared in constant time. */
export const isHmacOf = (
  signature: string,
  { algorithm, encoding }: Hmac,
  keys: ReadonlyArray<string | Buffer>,
  message: ReadonlyArray<string | Buffer>,
): boolean => {
  const given = decoded(signature, encoding);
  if (given === undefined) return false;
  return keys.some((key) => {
    const mac = createHmac(algorithm, key);
    for (const part of message) mac.update(part);
    const expected = mac.digest();
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
};
