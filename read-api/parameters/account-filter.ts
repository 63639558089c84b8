import * as t from 'io-ts';
import { LifecycleStage } from '../../domain/account/events.js';
import { HealthBand } from '../../domain/health/events.js';
import { oneOf } from '../../domain/primitives.js';
import type * as accounts from '../../projections/accounts/queries.js';
import { Text } from './common.js';

export const AccountOrder: t.Type<accounts.AccountOrder, string, unknown> = oneOf(
  'name',
  'health',
  'arr',
  'lastActivity',
);

const RemovedAccounts: t.Type<accounts.RemovedAccounts, string, unknown> = oneOf('exclude', 'include', 'only');

export const filterFields = {
  search: Text,
  band: HealthBand,
  segment: Text,
  industry: Text,
  lifecycleStage: LifecycleStage,
  cohort: Text,
  removed: RemovedAccounts,
};

export const AccountFilter = t.exact(t.partial(filterFields), 'AccountFilter');
