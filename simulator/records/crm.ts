import type { Company, Customer } from '../company.js';
import type { CrmChange } from '../crm.js';
import { crmStoryOf } from '../crm-story.js';
import { withImports } from '../imports.js';
import type { Version } from './version.js';

type Value = { readonly value: string; readonly at: number };

/** A record of a CRM with all that was ever said of it. */
export type CrmRecord = {
  readonly object: 'company' | 'contact' | 'deal';
  readonly id: number;
  readonly createdAt: number;
  /** The values of each property, oldest first. */
  readonly history: Readonly<Record<string, ReadonlyArray<Value>>>;
  /** Of a deal. */
  readonly companyId?: number;
  readonly deletedAt?: number;
  readonly mergedInto?: number;
};

export const keyOf = ({ object, id }: Pick<CrmRecord, 'object' | 'id'>): string => `${object}/${id}`;

export const propertyOf = ({ history }: CrmRecord, property: string): string | undefined =>
  history[property]?.at(-1)?.value;

const saying = (record: CrmRecord, name: string, value: string, at: number): CrmRecord => ({
  ...record,
  history: { ...record.history, [name]: [...(record.history[name] ?? []), { value, at }] },
});

const isOf = (companies: ReadonlyArray<number>, record: CrmRecord): boolean =>
  record.object === 'contact' && companies.includes(Number(propertyOf(record, 'associatedcompanyid')));

/** The records that a change leaves otherwise than they were. The people of a company that is merged go with it. */
const changedBy = (held: ReadonlyMap<string, CrmRecord>, change: CrmChange, at: number): ReadonlyArray<CrmRecord> => {
  const { object, id } = change;
  const record = held.get(keyOf(change)) ?? { object, id, createdAt: at, history: {} };
  switch (change.kind) {
    case 'created':
      return [record];
    case 'deleted':
      return [{ ...record, deletedAt: at }];
    case 'property':
      return [saying(record, change.name, change.value, at)];
    case 'associated':
      return [{ ...record, companyId: change.to.id }];
    case 'merged': {
      const gone = [...held.values()].filter((one) => one.object === object && change.merged.includes(one.id));
      const people = [...held.values()].filter((one) => isOf(change.merged, one));
      return [
        saying(record, 'hs_merged_object_ids', change.merged.join(';'), at),
        ...gone.map((one) => ({ ...one, mergedInto: id })),
        ...people.map((one) => saying(one, 'associatedcompanyid', String(id), at)),
      ];
    }
  }
};

/** What the CRM holds of one customer, and since when: one version of each record that a moment changes. */
export const crmVersionsOf = (company: Company, customer: Customer): ReadonlyArray<Version<CrmRecord>> => {
  const held = new Map<string, CrmRecord>();
  return withImports(company, crmStoryOf(company, customer)).flatMap(({ at, changes }) => {
    const touched = new Set<string>();
    for (const change of changes) {
      for (const record of changedBy(held, change, at)) {
        held.set(keyOf(record), record);
        touched.add(keyOf(record));
      }
    }
    return [...touched].flatMap((key) => {
      const record = held.get(key);
      return record === undefined ? [] : [{ at, key, record }];
    });
  });
};
