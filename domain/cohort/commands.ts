import type * as t from 'io-ts';
import { commandTo } from '../event.js';
import { CohortMembershipChanged } from './events.js';

export const CohortCommand = commandTo('ChangeCohortMembership', CohortMembershipChanged);
export type CohortCommand = t.TypeOf<typeof CohortCommand>;
