import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { parseJson } from '../../application/parse-json.js';
import type { Delivery } from '../delivery.js';
import type { Translation } from '../translation.js';
import type { Acknowledgement } from '../vendor.js';

const CohortSync = t.type({ action: t.string, parameters: t.UnknownRecord }, 'CohortSync');
type CohortSync = t.TypeOf<typeof CohortSync>;

/** What Mixpanel posts for a cohort, whatever the action; `undefined` for anything else. */
export const cohortSyncIn = (json: unknown): CohortSync | undefined => (CohortSync.is(json) ? json : undefined);

/**
 * A cohort sync goes on only where its action is answered so
 * (https://docs.mixpanel.com/docs/cohort-sync/webhooks). It is tried again on 429 and 5xx; 400, 401, 403 and 404 pause it,
 * so what is ours to repair is a 5xx.
 */
export const acknowledgeCohortSync = ({ body }: Delivery): Acknowledgement | undefined => {
  const parsed = parseJson(body);
  const sync = E.isRight(parsed) ? cohortSyncIn(parsed.right) : undefined;
  if (sync === undefined) return undefined;
  const answer = { action: sync.action, status: 'success' };
  return { status: 200, contentType: 'application/json', body: JSON.stringify(answer) };
};

/** The whole cohort at first and after errors, then who came and who went. */
const ACTIONS: ReadonlyArray<string> = ['members', 'add_members', 'remove_members'];

/**
 * A sync has no time, so what it says of a member could not be told from what an earlier or later one said: it states no
 * fact. Members are kept in the receipt, and counted.
 */
export const cohortMembers = (json: unknown): Translation => {
  const sync = cohortSyncIn(json);
  const action = sync !== undefined && ACTIONS.includes(sync.action) ? sync.action : 'sync of another kind';
  const members = sync?.parameters['members'];
  const times = Array.isArray(members) ? Math.max(1, members.length) : 1;
  return { commands: [], quarantined: [], notUnderstood: { [`cohort ${action}`]: times } };
};
