import type { Company } from './company.js';
import type { CrmMoment } from './crm.js';
import { randomOf } from './prng.js';
import type { TicketHistory, TicketStep } from './support.js';

const IMPORTS = 2;
const BATCHES = 8;
const SHARE = 0.3;

/** One instant, in whole seconds, at which somebody's import writes many records. `number` counts from 0. */
export type Batch = {
  readonly at: number;
  readonly number: number;
  readonly writes: (record: string) => boolean;
};

/** Imports into what the vendors hold: each writes everything at one instant, and then for minutes some of it again and again. */
export const batchesOf = ({ seed, startsAt, endsAt }: Company): ReadonlyArray<Batch> => {
  const random = randomOf(seed, 'imports');
  return Array.from({ length: IMPORTS }, () => random.between(startsAt + (endsAt - startsAt) / 3, endsAt))
    .sort((a, b) => a - b)
    .flatMap((begin, nth) => {
      let at = Math.floor(begin / 1000) * 1000;
      return Array.from({ length: BATCHES }, (_, i): Batch => {
        if (i > 0) at += random.int(1, 90) * 1000;
        const number = nth * BATCHES + i;
        const writes = (record: string) => i === 0 || randomOf(seed, 'import', number, record).chance(SHARE);
        return { at, number, writes };
      });
    });
};

const FIELDS = { company: 'segment', contact: 'jobtitle', deal: 'dealname' } as const;

/** The story of a customer with what imports write into the records that are there. */
export const withImports = (company: Company, story: ReadonlyArray<CrmMoment>): ReadonlyArray<CrmMoment> => {
  const ordered = story.toSorted((a, b) => a.at - b.at);
  const written = batchesOf(company).map(({ at, number, writes }): CrmMoment => {
    const before = ordered.filter((moment) => moment.at < at).flatMap(({ changes }) => changes);
    const gone = new Set(
      before.flatMap((change) => {
        if (change.kind === 'deleted') return [`${change.object}/${change.id}`];
        return change.kind === 'merged' ? change.merged.map((id) => `${change.object}/${id}`) : [];
      }),
    );
    const there = new Map(before.map(({ object, id }) => [`${object}/${id}`, { object, id }]));
    return {
      at,
      changes: [...there].flatMap(([key, { object, id }]) =>
        gone.has(key) || !writes(key)
          ? []
          : [{ kind: 'property', object, id, name: FIELDS[object], value: `${object} ${id} by import ${number}` }],
      ),
    };
  });
  return [...ordered, ...written].sort((a, b) => a.at - b.at);
};

const PRIORITIES = ['low', 'urgent', 'normal', 'high'] as const;

/** The history of a ticket with the priorities that imports give it. */
export const withPriorities = (company: Company, { opened, steps }: TicketHistory): TicketHistory => {
  const given = batchesOf(company).flatMap(({ at, number, writes }): ReadonlyArray<TicketStep> => {
    const priority = PRIORITIES[number % PRIORITIES.length] ?? 'normal';
    const isThere = opened.createdAt < at && writes(`ticket/${opened.id}`);
    return isThere ? [{ at, change: { kind: 'prioritised', priority } }] : [];
  });
  return { opened, steps: [...steps, ...given].sort((a, b) => a.at - b.at) };
};
