import * as t from 'io-ts';
import { Count, NonEmptyString, nullable, oneOf } from './primitives.js';

const named = <B extends string>(name: B, expected: string, pattern: RegExp) => {
  type Named = string & { readonly [K in B]: true };
  const is = (u: unknown): u is Named => typeof u === 'string' && pattern.test(u);
  return new t.Type<Named, string, unknown>(
    name,
    is,
    (u, context) => (is(u) ? t.success(u) : t.failure(u, context, expected)),
    (a) => a,
  );
};

/** What a way to tell people is called. */
export const ChannelName = named('ChannelName', 'must be 1 to 40 lower-case letters, digits or _', /^[a-z0-9_]{1,40}$/);
export type ChannelName = t.TypeOf<typeof ChannelName>;

/** What clocks show, `hh:mm`. */
export const TimeOfDay = named('TimeOfDay', 'must be a time of day, such as 22:00', /^([01]\d|2[0-3]):[0-5]\d$/);
export type TimeOfDay = t.TypeOf<typeof TimeOfDay>;

export const Weekday = oneOf('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun');
export type Weekday = t.TypeOf<typeof Weekday>;

/**
 * Nobody is told anything from `from` until `to`, on clocks of the zone; until the next day where `to` is not later, and
 * all day where they are the same. `weekdays` are those on which the hours begin.
 */
export const QuietHours = t.strict(
  { timeZone: NonEmptyString, from: TimeOfDay, to: TimeOfDay, weekdays: t.readonlyArray(Weekday) },
  'QuietHours',
);
export type QuietHours = t.TypeOf<typeof QuietHours>;

const Escalation = t.strict({ afterMinutes: Count, channels: t.readonlyArray(ChannelName) }, 'Escalation');

/** Who is told, who else if nobody acknowledged by then, and when nobody is. */
export const NoticePlan = t.strict(
  {
    channels: t.readonlyArray(ChannelName),
    escalation: nullable(Escalation),
    quietHours: nullable(QuietHours),
  },
  'NoticePlan',
);
export type NoticePlan = t.TypeOf<typeof NoticePlan>;
