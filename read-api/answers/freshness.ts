import * as t from 'io-ts';
import { nullable } from '../../domain/primitives.js';
import type { Page } from '../../projections/accounts/queries.js';

export type Freshness = Page<unknown>['freshness'];

export const Freshness: t.Type<Freshness> = t.strict(
  { readModel: t.string, position: nullable(t.string), lagSeconds: t.number },
  'Freshness',
);
