import type { AlertRule, RuleDefinition, Watch, What } from '../api/alert-types.js';
import { BOOK_ATTRIBUTES } from '../api/trend-types.js';
import type { AskedBook } from '../book/asked-book.js';

/** A rule while it is written: numbers as they are typed, and what another kind of rule would say, so that it can be gone back to. */
export type Draft = {
  readonly name: string;
  readonly what: What;
  readonly metrics: ReadonlyArray<string>;
  readonly kinds: ReadonlyArray<string>;
  readonly minimumPercent: string;
  readonly bands: ReadonlyArray<string>;
  readonly below: string;
  readonly points: string;
  readonly days: string;
  readonly metric: string;
  readonly is: string;
  readonly limit: string;
  readonly book: AskedBook;
  readonly channels: ReadonlyArray<string>;
  readonly escalates: boolean;
  readonly afterMinutes: string;
  readonly escalationChannels: ReadonlyArray<string>;
  readonly isQuiet: boolean;
  readonly timeZone: string;
  readonly quietFrom: string;
  readonly quietTo: string;
  readonly weekdays: ReadonlyArray<string>;
};

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

export const newDraft: Draft = {
  ...{ name: '', what: 'health-band', metrics: [], kinds: [], minimumPercent: '50', bands: ['at-risk', 'critical'] },
  ...{ below: '50', points: '15', days: '14', metric: '', is: 'above', limit: '10' },
  book: { segment: '', industry: '', plan: '', region: '', account: '' },
  ...{ channels: [], escalates: false, afterMinutes: '60', escalationChannels: [] },
  ...{ isQuiet: false, timeZone: '', quietFrom: '20:00', quietTo: '07:00', weekdays: WEEKDAYS },
};

const text = (value: number | null | undefined, usual: string): string =>
  value === null || value === undefined ? usual : `${value}`;

export const draftOf = ({ name, watch, accounts, plan }: AlertRule): Draft => ({
  ...{ name, what: watch.what, metrics: watch.metrics ?? [], kinds: watch.kinds ?? [] },
  minimumPercent: `${Math.round((watch.minimumSeverity ?? 0) * 10_000) / 100}`,
  bands: watch.bands ?? newDraft.bands,
  below: text(watch.below, newDraft.below),
  points: text(watch.points, newDraft.points),
  days: text(watch.days, newDraft.days),
  ...{ metric: watch.metric ?? '', is: watch.is ?? newDraft.is, limit: text(watch.limit, newDraft.limit) },
  book: {
    ...newDraft.book,
    ...Object.fromEntries(BOOK_ATTRIBUTES.map((attribute) => [attribute, accounts[attribute] ?? ''])),
  },
  ...{ channels: plan.channels, escalates: plan.escalation !== null },
  afterMinutes: text(plan.escalation?.afterMinutes, newDraft.afterMinutes),
  escalationChannels: plan.escalation?.channels ?? [],
  ...{ isQuiet: plan.quietHours !== null, timeZone: plan.quietHours?.timeZone ?? '' },
  quietFrom: plan.quietHours?.from ?? newDraft.quietFrom,
  quietTo: plan.quietHours?.to ?? newDraft.quietTo,
  weekdays: plan.quietHours?.weekdays ?? WEEKDAYS,
});

const watchOf = (draft: Draft): Watch => {
  const { what, metrics, kinds, bands, metric, is } = draft;
  switch (what) {
    case 'anomaly':
      return { what, metrics, kinds, minimumSeverity: Number(draft.minimumPercent) / 100 };
    case 'health-band':
      return { what, bands };
    case 'health-score':
      return { what, below: Number(draft.below) };
    case 'health-fall':
      return { what, points: Number(draft.points), days: Number(draft.days) };
    case 'metric':
      return { what, metric, is, limit: Number(draft.limit), days: Number(draft.days) };
  }
};

/** The rule as the API takes it. */
export const definitionOf = (draft: Draft): RuleDefinition => {
  const { name, book, channels, escalates, afterMinutes, escalationChannels, isQuiet, timeZone, weekdays } = draft;
  return {
    name: name.trim(),
    watch: watchOf(draft),
    accounts: Object.fromEntries(
      BOOK_ATTRIBUTES.flatMap((attribute) => (book[attribute] === '' ? [] : [[attribute, book[attribute]]])),
    ),
    plan: {
      channels,
      escalation: escalates ? { afterMinutes: Number(afterMinutes), channels: escalationChannels } : null,
      quietHours: isQuiet ? { timeZone, from: draft.quietFrom, to: draft.quietTo, weekdays } : null,
    },
  };
};

/** An id that says what a rule is called, and is not taken. */
export const idFor = (name: string, taken: ReadonlyArray<string>): string => {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  const free = [slug === '' ? 'rule' : slug];
  for (let i = 2; taken.includes(free.at(-1) ?? ''); i++) free.push(`${free[0]}-${i}`);
  return free.at(-1) ?? '';
};
