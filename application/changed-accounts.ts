import * as E from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { DomainEvent, EventType } from '../domain/catalogue.js';
import type { AccountId } from '../domain/ids.js';
import { type CalendarDate, dayOf } from '../domain/primitives.js';
import { wholeBook } from '../domain/whole-book.js';
import { inFlight } from './in-flight.js';
import type { LogUnavailable, ReadStream, RecordedEvent, UnreadableStream } from './ports/event-store.js';
import type { ChangedAccount } from './score-health.js';

const EVER = '0001-01-01' as CalendarDate;

type Change = { readonly accountId: AccountId; readonly since: CalendarDate };

/** Facts that say all there is to know about whose they are and from when they count. */
const changeOf = (event: DomainEvent): Change | undefined => {
  switch (event.type) {
    case 'UsageRecorded':
      return { accountId: event.data.accountId, since: dayOf(event.data.window.start) };
    case 'SeatsChanged':
    case 'FeatureAdopted':
      return { accountId: event.data.accountId, since: dayOf(event.data.occurredAt) };
    case 'AnomalyDetected': {
      const { accountId, occurredAt } = event.data;
      return accountId === wholeBook ? undefined : { accountId, since: dayOf(occurredAt) };
    }
    default:
      return undefined;
  }
};

const daysNamedBy = ({ data }: DomainEvent): ReadonlyArray<CalendarDate> => [
  dayOf(data.occurredAt),
  ...('startsOn' in data ? [data.startsOn] : []),
  ...('effectiveOn' in data ? [data.effectiveOn] : []),
];

const earliest = (days: ReadonlyArray<CalendarDate>): CalendarDate => days.toSorted()[0] ?? EVER;

/**
 * Facts that take their account from elsewhere in their stream, or that move what older facts of it count for. Whoever
 * the stream was ever tied to is changed, from the first day it speaks of.
 */
const changesOfStream = (history: ReadonlyArray<DomainEvent>): ReadonlyArray<Change> => {
  const since = earliest(history.flatMap(daysNamedBy));
  const accounts = history.flatMap(({ data }) =>
    'accountId' in data && data.accountId !== null && data.accountId !== wholeBook ? [data.accountId] : [],
  );
  const merged = history.flatMap((event) => (event.type === 'AccountMerged' ? [event.data.into] : []));
  return [
    ...accounts.map((accountId) => ({ accountId, since: merged.length === 0 ? since : EVER })),
    ...merged.map((accountId) => ({ accountId, since: EVER })),
  ];
};

/** The facts that can change a score. */
export const scoringFacts: ReadonlyArray<EventType> = [
  'UsageRecorded',
  'SeatsChanged',
  'CaseOpened',
  'CaseLinked',
  'CaseReopened',
  'CaseSolved',
  'CaseDeleted',
  'CaseRestored',
  'CaseSatisfactionRated',
  'StakeholderLinked',
  'StakeholderEngaged',
  'StakeholderLeft',
  'StakeholderReturned',
  'SurveyAnswered',
  'ContractSigned',
  'ContractAmended',
  'ContractRenewed',
  'ContractCancelled',
  'AccountMerged',
  'AccountSeparated',
];

/** The accounts whose scores may come out differently after these events, each once and with its earliest day. */
export const changedAccounts =
  (readStream: ReadStream) =>
  (
    events: ReadonlyArray<RecordedEvent>,
  ): TaskEither<LogUnavailable | UnreadableStream, ReadonlyArray<ChangedAccount>> =>
  async () => {
    const changed = new Map<AccountId, ChangedAccount>();
    const note = ({ accountId, since }: Change, { id, metadata }: RecordedEvent) => {
      const cause = { correlationId: metadata.correlationId, causationId: id };
      const held = changed.get(accountId);
      changed.set(accountId, { accountId, since: earliest([since, held?.since ?? since]), cause });
    };
    const unclear = new Map<string, RecordedEvent>();
    for (const recorded of events) {
      const change = changeOf(recorded.event);
      if (change === undefined) unclear.set(recorded.streamName, recorded);
      else note(change, recorded);
    }
    let failure: LogUnavailable | UnreadableStream | undefined;
    await inFlight(8, unclear.values(), async (recorded) => {
      const history = await readStream(recorded.streamName)();
      if (E.isLeft(history)) {
        failure = history.left;
        return 'stop';
      }
      for (const change of changesOfStream(history.right.map(({ event }) => event))) note(change, recorded);
      return 'go on';
    });
    return failure === undefined ? E.right([...changed.values()]) : E.left(failure);
  };

/** The same, for reactors: rejects with what cannot be read, or because the log does not answer. */
export const changedOrReject =
  (readStream: ReadStream) =>
  async (events: ReadonlyArray<RecordedEvent>): Promise<ReadonlyArray<ChangedAccount>> => {
    const changed = await changedAccounts(readStream)(events)();
    if (E.isRight(changed)) return changed.right;
    throw changed.left._tag === 'UnreadableStream'
      ? changed.left
      : new Error(`cannot tell which accounts changed: ${changed.left._tag}`);
  };
