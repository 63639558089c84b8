import type { ExternalRef } from '../ids.js';
import { lookUp } from '../keyed.js';
import type { Timestamp } from '../primitives.js';
import { type AccountState, refKey } from './state.js';

const CRM_SOURCES: ReadonlySet<string> = new Set(['hubspot', 'salesforce', 'custom-crm']);

type Refs = ReadonlyArray<{ readonly ref: ExternalRef }>;

export const isOfCrm = (refs: Refs): boolean => refs.some(({ ref }) => CRM_SOURCES.has(ref.source));

/** The records that decide whether the account is there: those of CRMs, or, where no CRM knows it, all of them. */
const decisive = (refs: Refs): Refs => {
  const ofCrm = refs.filter((one) => isOfCrm([one]));
  return ofCrm.length === 0 ? refs : ofCrm;
};

const lastSaidOfItself = ({ profile, stage }: AccountState): Timestamp | undefined =>
  [...Object.values(profile), stage]
    .flatMap((said) => said?.at ?? [])
    .sort()
    .at(-1);

/** When a record was deleted that has not been restored since. */
export const recordRemovedAt = ({ presence }: Pick<AccountState, 'presence'>, ref: ExternalRef) => {
  const said = lookUp(presence, refKey(ref));
  return said?.value === 'removed' ? said.at : undefined;
};

/** When the last of the records that decide was deleted; `undefined` while one is there, or said something of itself since. */
export const removedAtOf = (state: AccountState): Timestamp | undefined => {
  const removals = decisive(Object.values(state.refs)).map(({ ref }) => recordRemovedAt(state, ref));
  const last = removals.toSorted().at(-1);
  if (last === undefined || removals.includes(undefined)) return undefined;
  return (lastSaidOfItself(state) ?? '') > last ? undefined : last;
};
