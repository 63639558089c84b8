import { createHash } from 'node:crypto';

const NAMESPACE = Buffer.from('8f1d2e6a4c3b5f709a1b6c2d7e8f9a0b', 'hex');

/** UUID version 5 (RFC 9562) of the parts: the same parts give the same id, so a redelivery is the same event. */
export const deterministicId = (...parts: ReadonlyArray<string>): string => {
  const hash = createHash('sha1').update(NAMESPACE).update(JSON.stringify(parts)).digest().subarray(0, 16);
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};
