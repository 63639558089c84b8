import type { SaidFact } from '../../application/ports/feature-inputs.js';
import type { DomainEvent, EventOf } from '../../domain/catalogue.js';
import { type CalendarDate, dayOf } from '../../domain/primitives.js';
import { eventsOf } from './facts-of.js';

export const profileAttributes = ['segment', 'industry', 'plan', 'region'] as const;
export type ProfileAttribute = (typeof profileAttributes)[number];

/** What an account was from a day on; `null` where that was not said, or taken back. */
export type ProfileStep = { readonly day: CalendarDate } & { readonly [A in ProfileAttribute]: string | null };

const isChange = (event: DomainEvent): event is EventOf<'AccountProfileChanged'> =>
  event.type === 'AccountProfileChanged';

/** What the account was from each day on that said so, in order. */
export const profileSteps = (facts: ReadonlyArray<SaidFact>): ReadonlyArray<ProfileStep> => {
  let held: Omit<ProfileStep, 'day'> = { segment: null, industry: null, plan: null, region: null };
  return eventsOf(facts, isChange).map(({ data: { occurredAt, changes } }) => {
    const said = profileAttributes.filter((name) => changes[name] !== undefined);
    held = { ...held, ...Object.fromEntries(said.map((name) => [name, changes[name] ?? null])) };
    return { day: dayOf(occurredAt), ...held };
  });
};
