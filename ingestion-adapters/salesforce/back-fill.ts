import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { CalendarDate, type Timestamp, timestampOf } from '../../domain/primitives.js';
import type { BackFill, Place } from './cursor.js';
import type { SalesforceObject } from './field-map.js';
import { refused } from './refused.js';
import { jsonIn, type Session } from './session.js';
import { select } from './soql.js';
import { csvKindOf } from './translate.js';

/** A step of a pull: what to keep, and where it stands then. */
export type Step = { readonly kind: string; readonly body: Buffer | undefined; readonly place: Place };

export type PulledObject = {
  readonly session: Session;
  readonly object: SalesforceObject;
  readonly fields: ReadonlyArray<string>;
  readonly startsOn: string | undefined;
};

const Job = t.intersection([t.type({ id: t.string, state: t.string }), t.partial({ errorMessage: t.string })], 'Job');

const RECORDS_A_PAGE = 2_000;
const OVERLAP = 10 * 60_000;

/** Transactions that began earlier may commit later: the next run begins this much before the end of this one. */
export const nextRun = (until: Timestamp): Place => ({
  phase: 'rows',
  from: timestampOf(Date.parse(until) - OVERLAP),
  list: 0,
});

const jobIn = (answer: Parameters<typeof jsonIn>[0]): t.TypeOf<typeof Job> => {
  const decoded = Job.decode(jsonIn(answer));
  if (E.isLeft(decoded)) throw refused(answer.status, 'the answer about a bulk job has no id and state');
  return decoded.right;
};

const queryOf = ({ object, fields, startsOn }: PulledObject, until: Timestamp): string => {
  const since = CalendarDate.is(startsOn) ? `SystemModstamp >= ${startsOn}T00:00:00.000Z AND ` : '';
  return select(object, fields, `${since}SystemModstamp <= ${until}`);
};

/**
 * Reads an object by a Bulk API 2.0 query, which a run begins and a later one finds done. Nothing waits for it
 * meanwhile. A job that Salesforce no longer knows (they are kept for 7 days) is begun again.
 */
export async function* backFill(pulled: PulledObject, { until, job, locator }: BackFill): AsyncGenerator<Step> {
  const { session, object } = pulled;
  const jobs = `${session.api}/jobs/query`;
  const kind = csvKindOf(object);
  const begun: BackFill = { phase: 'back-fill', until };
  if (job === undefined) {
    const { id } = jobIn(await session.post(jobs, { operation: 'queryAll', query: queryOf(pulled, until) }));
    yield { kind, body: undefined, place: { ...begun, job: id } };
    yield* backFill(pulled, { ...begun, job: id });
    return;
  }
  const asked = await session.get(`${jobs}/${job}`, [404]);
  if (asked.status === 404) {
    yield { kind, body: undefined, place: begun };
    return;
  }
  const { state, errorMessage } = jobIn(asked);
  if (state === 'Failed' || state === 'Aborted') {
    yield { kind, body: undefined, place: begun };
    throw refused(400, `the bulk query of ${object} ended as ${state}: ${errorMessage ?? 'without a reason'}`);
  }
  if (state !== 'JobComplete') return;
  for (let at: string | undefined = locator, more = true; more; ) {
    const from = at === undefined ? '' : `&locator=${encodeURIComponent(at)}`;
    const { headers, body } = await session.get(`${jobs}/${job}/results?maxRecords=${RECORDS_A_PAGE}${from}`);
    const next = headers['sforce-locator'] ?? 'null';
    more = next !== 'null';
    at = next;
    const place: Place = more ? { ...begun, job, locator: next } : nextRun(until);
    yield { kind, body: headers['sforce-numberofrecords'] === '0' ? undefined : body, place };
  }
}
