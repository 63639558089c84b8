import * as E from 'fp-ts/lib/Either.js';
import { Timestamp, timestampOf } from '../../domain/primitives.js';
import { Second } from './codecs.js';

const MINUTE = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?=Z|[+-]\d\d:?\d\d$)/;

/**
 * The time a placeholder was filled in with. `updated_at_with_timestamp` may end with the minute; then the delivery is
 * as near as can be had, within that minute. `undefined` of one that is for people only, such as `May 18`.
 */
export const triggerTime = (text: string, sentAt: Date): Timestamp | undefined => {
  const second = Second.decode(text);
  if (E.isRight(second)) return second.right;
  const minute = Timestamp.decode(text.replace(MINUTE, '$&:00'));
  if (E.isLeft(minute)) return undefined;
  const from = Date.parse(minute.right);
  return timestampOf(Math.min(Math.max(sentAt.getTime(), from), from + 59_000));
};
