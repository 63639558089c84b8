import * as t from 'io-ts';
import { nullable } from '../../domain/primitives.js';
import type { Page } from '../../projections/accounts/queries.js';
import { integer, position } from './texts.js';

export type Freshness = Page<unknown>['freshness'];

export const Freshness: t.Type<Freshness> = t.strict(
  {
    readModel: t.string,
    position: nullable(position),
    lagSeconds: t.number,
    lagEvents: nullable(integer),
    lagEventsEstimated: t.boolean,
  },
  'Freshness',
);
