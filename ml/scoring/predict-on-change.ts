import { changedOrReject } from '../../application/changed-accounts.js';
import type { Metadata } from '../../application/metadata.js';
import type { EventStore, RecordedEvent } from '../../application/ports/event-store.js';
import type { FeatureInputs } from '../../application/ports/feature-inputs.js';
import type { FeatureRow } from '../../application/ports/feature-store.js';
import { comparePositions, type Position } from '../../application/position.js';
import type { AccountId } from '../../domain/ids.js';
import type { CalendarDate } from '../../domain/primitives.js';
import type { ComputeFeatures } from '../features/compute-features.js';
import { accountFeatureFacts } from '../features/refresh-on-change.js';
import type { Predicted } from './predict-accounts.js';

type Deps = Pick<EventStore, 'readStream'> & {
  readonly groupsOf: FeatureInputs['groupsOf'];
  readonly compute: ComputeFeatures;
  readonly predict: (rows: ReadonlyArray<FeatureRow>, by: Metadata) => Promise<Predicted>;
  /** Whether any model has a champion: until then there is nothing to do. */
  readonly isServing: () => Promise<boolean>;
  readonly today: () => CalendarDate;
};

/**
 * The reactor that says anew what is to be expected of accounts when facts about them come. Rows are told as far as the read models
 * have come, which may be beyond the events given; an account is left alone while those only repeat what its last row held already,
 * so that a long backlog costs each account a few scorings. Rejects while predictions could not be recorded.
 */
export const predictOnChange = ({ readStream, groupsOf, compute, predict, isServing, today }: Deps) => {
  const toldUpTo = new Map<AccountId, Position>();
  return {
    name: 'predict',
    handles: accountFeatureFacts,
    startsAt: 'now' as const,
    readsAfter: ['accounts', 'trends', 'features'],
    atOnce: 50_000,
    react: async (events: ReadonlyArray<RecordedEvent>): Promise<void> => {
      const last = events.at(-1);
      if (last === undefined || !(await isServing())) return;
      const changed = await changedOrReject(readStream)(events);
      const groups = await groupsOf(changed.map(({ accountId }) => accountId));
      const due = [...groups.keys()].filter((root) => {
        const told = toldUpTo.get(root);
        return told === undefined || comparePositions(told, last.position) < 0;
      });
      const rows = await compute(due, [today()]);
      const { correlationId } = last.metadata;
      await predict(rows, { correlationId, causationId: last.id, actor: 'reactor:predict', source: null });
      for (const { accountId, position } of rows) toldUpTo.set(accountId, position);
    },
  };
};
