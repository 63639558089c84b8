import * as E from 'fp-ts/lib/Either.js';
import type { Upcaster } from '../event.js';
import { OpportunityDescribedV1 } from './legacy-events.js';

export const opportunityDescribedV1ToV2: Upcaster = (data) => {
  const decoded = OpportunityDescribedV1.decode(data);
  if (E.isLeft(decoded)) throw new TypeError('not an OpportunityDescribed of version 1');
  const { opportunityId, occurredAt, ...fields } = decoded.right;
  const changes = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
  return { opportunityId, occurredAt, changes };
};
