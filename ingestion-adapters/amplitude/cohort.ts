import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { ConnectionSettings } from '../../application/ports/connections.js';
import { timestampOf } from '../../domain/primitives.js';
import { accountNamedIn } from '../account-named-in.js';
import type { SaidOfCohort } from '../cohort-said.js';
import { VendorId } from '../vendor-codecs.js';
import { accountPropertiesOf } from './interaction-of.js';

/** Who came into a cohort, or left it. */
const Cohort = t.type({ cohort_id: t.string, in_cohort: t.boolean, users: t.readonlyArray(t.unknown) }, 'Cohort');
type Cohort = t.TypeOf<typeof Cohort>;

export const isCohort = (json: unknown): json is Cohort => Cohort.is(json);

const SECONDS = /^\d{9,11}$/;

/** When Amplitude computed the cohort, in seconds; where it does not say, when we were sent it. */
const computedAt = (computed: unknown, receivedAt: Date): number => {
  const seconds = String(computed ?? '');
  return SECONDS.test(seconds) ? Number(seconds) * 1000 : receivedAt.getTime();
};

const userOf = ({ user_id, amplitude_id }: Readonly<Record<string, unknown>>): string | undefined => {
  const id = VendorId.decode(user_id ?? amplitude_id);
  return E.isRight(id) ? id.right : undefined;
};

/** Members count for the account that their properties name. */
export const cohortIn = (
  json: Cohort & Readonly<Record<string, unknown>>,
  settings: ConnectionSettings,
  receivedAt: Date,
): SaidOfCohort => {
  const names = accountPropertiesOf(settings);
  const name = json['cohort_name'];
  return {
    id: json.cohort_id,
    name: typeof name === 'string' ? name : undefined,
    at: timestampOf(computedAt(json['computed_time'], receivedAt)),
    belongs: json.in_cohort,
    members: json.users.map((user) => {
      const member = t.UnknownRecord.is(user) ? user : {};
      return {
        account: accountNamedIn(names, member['groups'], member['user_properties'], member),
        user: userOf(member),
      };
    }),
    otherwise: `cohort ${json.in_cohort ? 'entered' : 'left'}`,
  };
};
