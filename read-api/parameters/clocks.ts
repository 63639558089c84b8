import * as E from 'fp-ts/lib/Either.js';
import { comparePositions, type Position, positionFromText } from '../../application/position.js';
import { CalendarDate, Timestamp } from '../../domain/primitives.js';
import { documented } from '../plugins/io-ts-schemas.js';
import { parameter } from './common.js';

/** Offsets can move an instant out of the years that have four digits. */
const isInCalendar = (instant: Timestamp): boolean => /^(?!0000)\d{4}-/.test(instant);

/** The last instant of business time that counts. A day counts to its end. */
export const AsOf = parameter<Timestamp>(
  'AsOf',
  'must be a calendar date or an ISO-8601 instant with a zone, such as 2026-03-01 or 2026-03-01T09:30:00Z',
  { type: 'string', description: 'Business time: a day (to its end) or an instant.', example: '2026-03-01' },
  (value) => {
    const instant = CalendarDate.is(value) ? `${value}T23:59:59.999Z` : value;
    const decoded = Timestamp.decode(instant);
    return E.isRight(decoded) && isInCalendar(decoded.right) ? decoded.right : undefined;
  },
);

/** A moment of the log: what it held at a position, or at an instant. */
export type KnownAt =
  | { readonly _tag: 'Position'; readonly position: Position }
  | { readonly _tag: 'Instant'; readonly instant: Timestamp };

export const KnownAt = parameter<KnownAt>(
  'KnownAt',
  'must be a position, such as 184467, or an ISO-8601 instant with a zone, such as 2026-03-01T09:30:00Z',
  { type: 'string', description: 'What the log knew at a position or an instant.', example: '2026-03-01T09:30:00Z' },
  (value) => {
    const position = typeof value === 'string' ? positionFromText(value) : undefined;
    if (position !== undefined) return { _tag: 'Position', position };
    const decoded = Timestamp.decode(value);
    return E.isRight(decoded) ? { _tag: 'Instant', instant: decoded.right } : undefined;
  },
);

/** A day to the end of which the log knew what counts. */
export const KnownOn = documented(CalendarDate, {
  type: 'string',
  format: 'date',
  description: 'What the log had recorded by the end of this day; everything, if not said.',
});

type Recorded = { readonly position: Position; readonly recordedAt: Date };

export const wasKnown =
  (knownAt: KnownAt | undefined) =>
  ({ position, recordedAt }: Recorded): boolean => {
    if (knownAt === undefined) return true;
    return knownAt._tag === 'Position'
      ? comparePositions(position, knownAt.position) <= 0
      : recordedAt.toISOString() <= knownAt.instant;
  };
