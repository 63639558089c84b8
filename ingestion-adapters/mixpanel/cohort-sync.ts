import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { parseJson } from '../../application/parse-json.js';
import type { ConnectionSettings } from '../../application/ports/connections.js';
import { lookUp } from '../../domain/keyed.js';
import { timestampOf } from '../../domain/primitives.js';
import { accountNamedIn } from '../account-named-in.js';
import type { SaidOfCohort } from '../cohort-said.js';
import type { Delivery } from '../delivery.js';
import type { Acknowledgement } from '../vendor.js';
import { optional, VendorId } from '../vendor-codecs.js';
import { accountPropertiesOf } from './interaction-of.js';

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
const ACTIONS: Readonly<Record<string, boolean>> = { members: true, add_members: true, remove_members: false };

const Parameters = t.type({
  mixpanel_cohort_id: VendorId,
  mixpanel_cohort_name: optional(t.string),
  members: t.readonlyArray(t.UnknownRecord),
});

const userOf = (member: Readonly<Record<string, unknown>>): string | undefined => {
  const id = VendorId.decode(member['mixpanel_distinct_id'] ?? member['$distinct_id']);
  return E.isRight(id) ? id.right : undefined;
};

/** A sync has no time: what it says is true from when it was received. Members count for the account that their properties name. */
export const cohortIn = (json: unknown, settings: ConnectionSettings, receivedAt: Date): SaidOfCohort | undefined => {
  const sync = cohortSyncIn(json);
  const belongs = lookUp(ACTIONS, sync?.action ?? '');
  const parameters = Parameters.decode(sync?.parameters);
  if (sync === undefined || belongs === undefined || E.isLeft(parameters)) return undefined;
  const { mixpanel_cohort_id: id, mixpanel_cohort_name: name, members } = parameters.right;
  const names = accountPropertiesOf(settings);
  return {
    id,
    name,
    at: timestampOf(receivedAt.getTime()),
    belongs,
    members: members.map((member) => ({ account: accountNamedIn(names, member), user: userOf(member) })),
    otherwise: `cohort ${sync.action}`,
  };
};
