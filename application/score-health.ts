import * as E from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { HealthEvent } from '../domain/health/events.js';
import { planScores } from '../domain/health/plan.js';
import type { HealthPolicy } from '../domain/health/policy.js';
import { fingerprintOf } from '../domain/health/state.js';
import { healthStream } from '../domain/health/stream.js';
import type { AccountId } from '../domain/ids.js';
import { CalendarDate, dayOf } from '../domain/primitives.js';
import { appendInChunks } from './append-in-chunks.js';
import { identified } from './command-context.js';
import { inFlight } from './in-flight.js';
import type { Clock } from './ports/clock.js';
import type { EventStore, EventToAppend, LogUnavailable } from './ports/event-store.js';
import type { HealthInputs, RecordedScores } from './ports/health-inputs.js';
import { rememberedScores } from './remembered-scores.js';

/** Of the event that made the scoring necessary. */
type Cause = { readonly correlationId: string; readonly causationId: string | null };

/** An account, and the earliest day that may come out differently now. */
export type ChangedAccount = { readonly accountId: AccountId; readonly since: CalendarDate; readonly cause: Cause };

export type ScoreHealthDeps = {
  readonly append: EventStore['append'];
  readonly inputs: HealthInputs;
  readonly clock: Clock;
  readonly policy: HealthPolicy;
};

export type HealthScoring = {
  readonly appended: number;
  /** Accounts that somebody else scored since the read model was read; to be tried again once it has caught up. */
  readonly conflicts: ReadonlyArray<AccountId>;
};

type Group = ChangedAccount & { readonly members: ReadonlyArray<AccountId> };

const groupsOf = async (
  { mergedGroup }: HealthInputs,
  changed: ReadonlyArray<ChangedAccount>,
): Promise<Iterable<Group>> => {
  const groups = new Map<AccountId, Group>();
  for (const { accountId, since, cause } of changed) {
    const { root, members } = await mergedGroup(accountId);
    const earliest = [since, groups.get(root)?.since ?? since].sort()[0] ?? since;
    groups.set(root, { accountId: root, members, since: earliest, cause });
  }
  return groups.values();
};

const daysToScore = async (
  { factDays }: HealthInputs,
  { members, since }: Group,
  { days }: RecordedScores,
  today: CalendarDate,
  alsoOn: ReadonlyArray<CalendarDate>,
): Promise<ReadonlyArray<CalendarDate>> => {
  const recorded = Object.keys(days).filter(CalendarDate.is);
  const wanted = new Set([...(await factDays(members, since)), ...recorded, ...alsoOn]);
  return [...wanted].filter((day) => since <= day && day <= today).sort();
};

const toAppend = ({ revision }: RecordedScores, cause: Cause, event: HealthEvent): ReadonlyArray<EventToAppend> => {
  const { accountId, day } = event.data;
  const fact = ['health', accountId, day, String(revision ?? 'first'), fingerprintOf(event.data)];
  return identified({ ...cause, actor: 'reactor:score-health', source: null, fact }, [event]);
};

export type ScoreHealth = (
  changed: ReadonlyArray<ChangedAccount>,
  alsoOn?: ReadonlyArray<CalendarDate>,
) => TaskEither<LogUnavailable, HealthScoring>;

/**
 * Brings the recorded scores of the changed accounts in line with their facts, from the first day that may differ. Every
 * day with facts is scored, and every day that was scored before; `alsoOn` adds days on which nothing needs to have
 * happened. Appends at the revision the read model knows, so two scorers cannot undo each other's work.
 * Make it once: it remembers what it appended until the read model has it.
 */
export const scoreHealth = ({ append, inputs, clock, policy }: ScoreHealthDeps): ScoreHealth => {
  const remembered = rememberedScores();
  return (changed, alsoOn = []) =>
    async () => {
      const now = clock();
      let appended = 0;
      let unavailable: LogUnavailable | undefined;
      const conflicts: Array<AccountId> = [];
      await inFlight(4, await groupsOf(inputs, changed), async (group) => {
        const { accountId, members, since, cause } = group;
        const recorded = remembered.with(accountId, await inputs.scoredDays(accountId, since));
        const days = await daysToScore(inputs, group, recorded, dayOf(now), alsoOn);
        const last = days.at(-1);
        if (last === undefined) return 'go on';
        const series = [...(await inputs.dailySeries(members, last)).values()];
        if (series.length === 0 && Object.keys(recorded.days).length === 0) return 'go on';
        const scores = planScores({ accountId, policy, members: series, days, recorded, now });
        const events = scores.flatMap((event) => toAppend(recorded, cause, event));
        const result = await appendInChunks(append, healthStream(accountId), recorded.revision ?? 'no-stream', events);
        appended += result.count;
        if (result.failure === undefined) remembered.add(accountId, recorded.revision, scores);
        else remembered.forget(accountId);
        if (result.failure?._tag === 'VersionConflict') conflicts.push(accountId);
        if (result.failure?._tag === 'LogUnavailable') unavailable = result.failure;
        if (result.failure?._tag === 'AppendTooLarge') {
          throw new Error(`a score of ${accountId} has ${result.failure.bytes} bytes, more than the log takes`);
        }
        return unavailable === undefined ? 'go on' : 'stop';
      });
      return unavailable === undefined ? E.right({ appended, conflicts }) : E.left(unavailable);
    };
};
