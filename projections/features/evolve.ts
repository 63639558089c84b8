import type { SaidFact } from '../../application/ports/feature-inputs.js';
import type { AccountId } from '../../domain/ids.js';
import { type Keyed, put } from '../../domain/keyed.js';
import { type Dated, latest } from '../../domain/latest.js';
import { timestampOf } from '../../domain/primitives.js';
import { wholeBook } from '../../domain/whole-book.js';
import type { Fold } from '../fold.js';
import { impersonalCase, impersonalStakeholder } from '../impersonal.js';
import type { Projection } from '../projection.js';
import { type Handled, handled } from './handled.js';
import { featureFacts } from './table.js';

/** By revision, so that a fact that comes again is the same. */
export type SaidFacts = Keyed<SaidFact>;

const impersonal = (event: Handled): Handled => {
  if ('caseId' in event.data) return impersonalCase(event as Parameters<typeof impersonalCase>[0]) as Handled;
  if ('stakeholderId' in event.data)
    return impersonalStakeholder(event as Parameters<typeof impersonalStakeholder>[0]) as Handled;
  return event;
};

/** Whose the stream is by now, and which account that turned out to be. */
const tiesIn = (facts: SaidFacts): { readonly owner: string | null; readonly mergedInto: string | null } => {
  let owner: Dated<AccountId | null> | undefined;
  let merged: Dated<AccountId> | undefined;
  for (const { event } of Object.values(facts)) {
    const at = event.data.occurredAt;
    if ('accountId' in event.data) {
      const { accountId } = event.data;
      owner = latest(owner, { value: accountId === wholeBook ? null : accountId, at });
    }
    if (event.type === 'AccountMerged') merged = latest(merged, { value: event.data.into, at });
    if (event.type === 'AccountSeparated') merged = latest(merged, { value: event.data.accountId, at });
  }
  return { owner: owner?.value ?? null, mergedInto: merged?.value ?? null };
};

const said: Fold<SaidFacts, Handled> = {
  table: featureFacts,
  handles: handled,
  keysOf: ({ streamName }) => [[streamName]],
  evolve: (held = {}, { event, revision, recordedAt }) =>
    put(held, `${revision}`, { event: impersonal(event), recordedAt: timestampOf(recordedAt) }),
  toCells: (facts) => {
    const { owner, mergedInto } = tiesIn(facts);
    return [facts, owner, mergedInto];
  },
  fromCells: ([facts]) => facts as SaidFacts,
};

/** What was said of each account, when it was so and when the log took it. */
export const featuresProjection: Projection = {
  name: 'features',
  version: 1,
  folds: [said],
  noticeKey: () => undefined,
};
