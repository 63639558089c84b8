import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { Timestamp } from '../../domain/primitives.js';
import { optional, VendorId } from '../vendor-codecs.js';
import { PropertyValue } from './payload.js';
import type { HubspotObject } from './topic.js';

/**
 * An answer of HubSpot's as the feeds keep it: beside it what it is about, what it takes to read it, and, where what
 * it says has no time of its own, when it was asked for.
 */
export const PulledPage = t.type(
  {
    pulled: t.keyof({ changed: null, archived: null, associated: null }),
    object: t.keyof({ company: null, contact: null, deal: null, ticket: null }),
    askedAt: optional(Timestamp),
    pipelines: t.unknown,
    page: t.type({ results: t.readonlyArray(t.unknown) }),
  },
  'PulledPage',
);
export type PulledPage = t.TypeOf<typeof PulledPage>;

/** `undefined` where it is a webhook. */
export const pulledKindOf = (body: unknown): string | undefined =>
  E.match(
    () => undefined,
    ({ object, pulled }: PulledPage) => kindOfPage(object, pulled),
  )(PulledPage.decode(body));

export const kindOfPage = (object: HubspotObject, pulled: PulledPage['pulled']): string => `${object}-${pulled}`;

/** The bytes of a page: HubSpot's own as they came. */
export const pulledBody = (
  head: Pick<PulledPage, 'pulled' | 'object'> & { readonly askedAt?: string },
  answers: Readonly<Record<string, Buffer>>,
): Buffer => {
  const parts = Object.entries(answers).flatMap(([name, bytes]) => [Buffer.from(`,${JSON.stringify(name)}:`), bytes]);
  return Buffer.concat([Buffer.from(JSON.stringify(head).slice(0, -1)), ...parts, Buffer.from('}')]);
};

/** A value a property had, from the time it got it. */
export const Version = t.type({ value: optional(PropertyValue), timestamp: Timestamp }, 'Version');

/** A row of `batch/read` with history: the versions of each property, each checked on its own. */
export const ChangedRow = t.type(
  {
    id: VendorId,
    createdAt: optional(Timestamp),
    propertiesWithHistory: optional(t.record(t.string, t.unknown)),
  },
  'ChangedRow',
);
export type ChangedRow = t.TypeOf<typeof ChangedRow>;

/** A row of the list of what was deleted, which has the history as well. */
export const ArchivedRow = t.intersection([ChangedRow, t.type({ archivedAt: Timestamp })], 'ArchivedRow');

const Association = t.type({ id: VendorId, type: optional(t.string) }, 'Association');
const Associations = t.type({ results: t.readonlyArray(Association) }, 'Associations');

/** A row of the list with associations, which leaves them out where there are none. */
export const AssociatedRow = t.type(
  { id: VendorId, associations: optional(t.type({ companies: optional(Associations) })) },
  'AssociatedRow',
);
export type AssociatedRow = t.TypeOf<typeof AssociatedRow>;
