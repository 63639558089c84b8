import type { AccountOrder, AccountSummary } from '../api/types.js';
import type { Criteria } from './criteria.js';

/** `changes` counts how often the row changed while it was on screen. */
export type Row = AccountSummary & { readonly changes: number };
export type Rows = {
  readonly items: ReadonlyArray<Row>;
  /** A live change would have moved or dropped rows; they stay where they are until the reader asks. */
  readonly outOfOrder: boolean;
};

/** What became known of one account. */
export type Change = Partial<AccountSummary> & { readonly accountId: string };

export const noRows: Rows = { items: [], outOfOrder: false };

const SHOWN: ReadonlyArray<keyof AccountSummary> = [
  'name',
  'domain',
  'industry',
  'plan',
  'segment',
  'lifecycleStage',
  'arr',
  'currency',
  'renewsOn',
  'openCases',
  'healthScore',
  'healthBand',
];

const ordering: Readonly<Record<AccountOrder, keyof AccountSummary>> = {
  name: 'name',
  health: 'healthScore',
  arr: 'arr',
  lastActivity: 'lastActivityAt',
};

const differs = (fields: ReadonlyArray<keyof AccountSummary>, a: AccountSummary, b: AccountSummary): boolean =>
  fields.some((field) => a[field] !== b[field]);

/** The rows of a page just read; a row that was on screen keeps its count, and has changed once more if it reads differently. */
export const withPage = (rows: Rows, page: ReadonlyArray<AccountSummary>): Rows => {
  const shown = new Map(rows.items.map((row) => [row.accountId, row]));
  return {
    items: page.map((account) => {
      const row = shown.get(account.accountId);
      return { ...account, changes: row === undefined ? 0 : row.changes + (differs(SHOWN, row, account) ? 1 : 0) };
    }),
    outOfOrder: false,
  };
};

/** Rows read further on come behind, without those a page before has already shown. */
export const withNextPage = (rows: Rows, page: ReadonlyArray<AccountSummary>): Rows => {
  const shown = new Set(rows.items.map((row) => row.accountId));
  const more = page.filter((account) => !shown.has(account.accountId)).map((account) => ({ ...account, changes: 0 }));
  return { ...rows, items: [...rows.items, ...more] };
};

/** The fields that decide whether a row is in the list, and where. */
const placing = (criteria: Criteria): ReadonlyArray<keyof AccountSummary> => [
  ordering[criteria.order],
  ...(criteria.band === '' ? [] : (['healthBand'] as const)),
  ...(criteria.industry === '' ? [] : (['industry'] as const)),
  ...(criteria.search === '' ? [] : (['name', 'domain'] as const)),
];

/** What a live message says about one account, in place. An account that is not on screen changes nothing. */
export const withChange = (rows: Rows, criteria: Criteria, change: Change): Rows => {
  const row = rows.items.find(({ accountId }) => accountId === change.accountId);
  if (row === undefined) return rows;
  const changed = { ...row, ...change };
  const next = differs(SHOWN, row, changed) ? { ...changed, changes: row.changes + 1 } : changed;
  return {
    items: rows.items.map((item) => (item === row ? next : item)),
    outOfOrder: rows.outOfOrder || differs(placing(criteria), row, next),
  };
};
