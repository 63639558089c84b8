import * as E from 'fp-ts/lib/Either.js';
import { Timestamp } from '../../domain/primitives.js';

/** `2026-03-01 09:30:00.123456`, UTC without saying so. `undefined` where the text is no such time. */
export const eventTime = (text: string): Timestamp | undefined => {
  const [, date, time] = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(?:\.\d{1,9})?)Z?$/.exec(text.trim()) ?? [];
  const decoded = Timestamp.decode(`${date}T${time}Z`);
  return E.isRight(decoded) ? decoded.right : undefined;
};
