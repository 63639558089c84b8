import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { epochTime } from '../../application/epoch-time.js';
import { Timestamp, timestampOf } from '../../domain/primitives.js';

const isNone = (u: unknown): boolean => u === undefined || u === null || u === 0 || u === '';

/** Seconds or milliseconds since 1970, or ISO-8601, often in one delivery; none is `null`, `0`, empty or left out. */
export const IntercomTime = new t.Type<Timestamp | undefined, unknown, unknown>(
  'IntercomTime',
  (u): u is Timestamp | undefined => u === undefined || Timestamp.is(u),
  (u, context) => {
    if (isNone(u)) return t.success(undefined);
    const number = typeof u === 'string' && /^\d{1,15}$/.test(u) ? Number(u) : u;
    if (typeof number === 'number') {
      const time = epochTime(number);
      return time === undefined ? t.failure(u, context, 'must be a time since 1970') : t.success(time);
    }
    const decoded = Timestamp.validate(u, context);
    return E.isLeft(decoded) ? decoded : t.success(decoded.right);
  },
  t.identity,
);

/** Milliseconds later. */
export const after = (at: Timestamp, milliseconds: number): Timestamp => timestampOf(Date.parse(at) + milliseconds);
