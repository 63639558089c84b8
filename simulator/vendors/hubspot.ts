import type { Company } from '../company.js';
import type { CrmChange, CrmMoment } from '../crm.js';
import { crmStoryOf } from '../crm-story.js';
import type { Delivery } from '../delivery.js';
import { type Random, randomOf } from '../prng.js';

const PORTAL = 62_007;
const APP = 1_160_452;
const BATCH = 100;

/** The vendor numbers the subscriptions of an app: one a type and, for property changes, a property. */
const subscriptionId = (type: string, property = ''): number => {
  let id = 0;
  for (const letter of `${type}.${property}`) id = (id * 31 + letter.charCodeAt(0)) % 900_000;
  return 1_000_000 + id;
};

type Element = { readonly [field: string]: unknown };

const upper = (text: string) => text.toUpperCase();

/** What differs by kind of change. An association is reported once in each direction, without an object or a subscription. */
const elementsOf = (change: CrmChange): ReadonlyArray<Element> => {
  const { object, id } = change;
  switch (change.kind) {
    case 'created':
    case 'deleted': {
      const type = `${object}.${change.kind === 'created' ? 'creation' : 'deletion'}`;
      return [
        { subscriptionType: type, subscriptionId: subscriptionId(type), objectId: id, changeFlag: upper(change.kind) },
      ];
    }
    case 'property': {
      const type = `${object}.propertyChange`;
      const { name, value } = change;
      const subscription = subscriptionId(type, name);
      return [
        {
          subscriptionType: type,
          subscriptionId: subscription,
          objectId: id,
          propertyName: name,
          propertyValue: value,
        },
      ];
    }
    case 'associated':
      return [
        { ...change, from: { object, id }, to: change.to },
        { ...change, from: change.to, to: { object, id } },
      ].map(({ from, to }) => ({
        subscriptionType: `${from.object}.associationChange`,
        associationType: `${upper(from.object)}_TO_${upper(to.object)}`,
        fromObjectId: from.id,
        toObjectId: to.id,
        associationRemoved: false,
        isPrimaryAssociation: true,
      }));
    case 'merged': {
      const type = `${object}.merge`;
      return [
        {
          subscriptionType: type,
          subscriptionId: subscriptionId(type),
          objectId: id,
          primaryObjectId: id,
          mergedObjectIds: change.merged,
          newObjectId: id,
          numberOfPropertiesMoved: 2,
        },
      ];
    }
  }
};

/** The bodies of one moment: JSON arrays of at most 100 elements. The same `random` gives the same event ids. */
export const webhookBodies = (random: Random, { at, changes }: CrmMoment, attempt: number): ReadonlyArray<string> => {
  const source = random.pick(['CRM_UI', 'CRM', 'INTEGRATION'] as const);
  const elements = changes.flatMap(elementsOf).map((element) => ({
    eventId: random.int(1, 4_000_000_000),
    portalId: PORTAL,
    appId: APP,
    occurredAt: at,
    attemptNumber: attempt,
    changeSource: source,
    ...element,
  }));
  return Array.from({ length: Math.ceil(elements.length / BATCH) }, (_, i) =>
    JSON.stringify(elements.slice(i * BATCH, (i + 1) * BATCH)),
  );
};

const SENT_AGAIN = 0.01;

/** What the CRM sent, in the order it came; about one body in a hundred comes once more. */
export function* crmDeliveries(company: Company): Generator<Delivery> {
  const sent = company.customers.flatMap((customer) =>
    crmStoryOf(company, customer).flatMap((moment, i) => {
      const name = [company.seed, 'webhook', customer.account.index, i] as const;
      const delivery = randomOf(...name, 'delivery');
      const first = { moment, name, attempt: 0, at: moment.at + delivery.int(200, 4_000) };
      const again = { ...first, attempt: 1, at: first.at + delivery.int(60_000, 10_000_000) };
      return delivery.chance(SENT_AGAIN) ? [first, again] : [first];
    }),
  );
  for (const { moment, name, attempt, at } of sent.sort((a, b) => a.at - b.at)) {
    if (at >= company.endsAt) return;
    for (const body of webhookBodies(randomOf(...name), moment, attempt)) {
      yield { source: 'hubspot', kind: 'webhook', at: new Date(at), body };
    }
  }
}
