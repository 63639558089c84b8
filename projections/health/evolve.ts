import type { EventOf } from '../../domain/catalogue.js';
import type { HealthEvent } from '../../domain/health/events.js';
import type { AccountId } from '../../domain/ids.js';
import { type Dated, latest } from '../../domain/latest.js';
import type { Fold } from '../fold.js';
import type { Projection } from '../projection.js';
import { health, healthDays } from './table.js';

/** A score as rows keep it. Of two scores of a day, the later in the account's one stream holds. */
export type Scored = Omit<HealthEvent['data'], 'accountId'> & { readonly revision: string };

type AccountHealth = {
  /** The last revision of the account's stream, whichever day it scored. */
  readonly revision: string | undefined;
  readonly mergedInto: Dated<AccountId> | undefined;
  readonly latest: Scored | undefined;
};

const scoredOf = ({ accountId: _, ...scored }: HealthEvent['data'], revision: bigint): Scored => ({
  ...scored,
  revision: `${revision}`,
});

const restates = (held: Scored | undefined, said: Scored): boolean =>
  held === undefined || said.day > held.day || (said.day === held.day && BigInt(said.revision) > BigInt(held.revision));

const days: Fold<Scored, HealthEvent> = {
  table: healthDays,
  handles: ['HealthScored'],
  keysOf: ({ event }) => [[event.data.accountId, event.data.day]],
  evolve: (held, { event, revision }) => {
    const said = scoredOf(event.data, revision);
    return held === undefined || restates(held, said) ? said : held;
  },
  toCells: (scored) => [scored, scored.score, scored.band],
  fromCells: ([scored]) => scored as Scored,
};

const unscored: AccountHealth = { revision: undefined, mergedInto: undefined, latest: undefined };

const lastOf = (held: string | undefined, revision: bigint): string =>
  held !== undefined && BigInt(held) > revision ? held : `${revision}`;

const current: Fold<AccountHealth, HealthEvent | EventOf<'AccountMerged' | 'AccountSeparated'>> = {
  table: health,
  handles: ['HealthScored', 'AccountMerged', 'AccountSeparated'],
  keysOf: ({ event }) => [[event.data.accountId]],
  evolve: (held = unscored, { event, revision }) => {
    if (event.type !== 'HealthScored') {
      const value = event.type === 'AccountMerged' ? event.data.into : event.data.accountId;
      return { ...held, mergedInto: latest(held.mergedInto, { value, at: event.data.occurredAt }) };
    }
    const said = scoredOf(event.data, revision);
    return {
      ...held,
      revision: lastOf(held.revision, revision),
      latest: restates(held.latest, said) ? said : held.latest,
    };
  },
  toCells: (row) => [
    row,
    row.revision ?? null,
    row.mergedInto?.value ?? null,
    row.latest?.day ?? null,
    row.latest?.score ?? null,
    row.latest?.band ?? null,
  ],
  fromCells: ([state]) => ({ ...unscored, ...(state as Partial<AccountHealth>) }),
};

/** How each account is doing, and did on each day it was scored for. */
export const healthProjection: Projection = {
  name: 'health',
  version: 1,
  folds: [days, current],
  noticeKey: (_, [accountId]) => accountId,
};
