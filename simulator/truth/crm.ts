import type { Company, Customer } from '../company.js';
import type { CrmChange } from '../crm.js';
import { crmStoryOf } from '../crm-story.js';
import { withImports } from '../imports.js';

/** What is true of a record of the CRM in the end: the last value of each property, and what became of it. */
export type TrueRecord = {
  readonly object: CrmChange['object'];
  readonly id: number;
  readonly customer: Customer;
  readonly createdAt: number;
  readonly values: Readonly<Record<string, string>>;
  /** Of a deal: whose it is. */
  readonly companyId: number | undefined;
  readonly deletedAt: number | undefined;
  /** When it was first said to have left its company. */
  readonly leftAt: number | undefined;
  /** Of a company: the one that it turned out to be. */
  readonly mergedInto: number | undefined;
};

type Told = { readonly at: number; readonly change: CrmChange };

const toldOf = (company: Company, customer: Customer): ReadonlyArray<Told> =>
  withImports(company, crmStoryOf(company, customer)).flatMap(({ at, changes }) =>
    changes.map((change) => ({ at, change })),
  );

const timeOf = (about: ReadonlyArray<Told>, is: (change: CrmChange) => boolean): number | undefined =>
  about.find(({ change }) => is(change))?.at;

const recordOf = (customer: Customer, about: ReadonlyArray<Told>, all: ReadonlyArray<Told>): TrueRecord => {
  const [first] = about;
  const { object = 'company', id = 0 } = first?.change ?? {};
  const properties = about.flatMap(({ change }) => (change.kind === 'property' ? [[change.name, change.value]] : []));
  const ties = about.flatMap(({ change }) => (change.kind === 'associated' ? [change.to.id] : []));
  const merges = all.flatMap(({ change }) =>
    change.kind === 'merged' && change.object === object && change.merged.includes(id) ? [change.id] : [],
  );
  return {
    object,
    id,
    customer,
    createdAt: first?.at ?? 0,
    values: Object.fromEntries(properties),
    companyId: ties.at(-1),
    deletedAt: timeOf(about, ({ kind }) => kind === 'deleted'),
    leftAt: timeOf(about, (change) => change.kind === 'property' && change.name === 'left_company'),
    mergedInto: merges.at(-1),
  };
};

/** What the CRM story of all customers comes to. */
export const crmTruth = (company: Company): ReadonlyArray<TrueRecord> =>
  company.customers.flatMap((customer) => {
    const all = toldOf(company, customer);
    const keyOf = ({ change: { object, id } }: Told) => `${object}/${id}`;
    return [...new Set(all.map(keyOf))].map((key) =>
      recordOf(
        customer,
        all.filter((told) => keyOf(told) === key),
        all,
      ),
    );
  });
