import { type Keyed, lookUp, put } from '../keyed.js';
import { type Dated, latest } from '../latest.js';
import type { MappingDefinition } from './definition.js';
import type { MappingEvent } from './events.js';

/** Every mapping a connection has had, by version. */
export type MappingState = { readonly versions: Keyed<Dated<MappingDefinition>> };

export const initialMapping: MappingState = { versions: {} };

export const evolve = ({ versions }: MappingState, { data }: MappingEvent): MappingState => {
  const key = `${data.version}`;
  return {
    versions: put(versions, key, latest(lookUp(versions, key), { value: data.definition, at: data.occurredAt })),
  };
};

export type MappingVersion = {
  readonly version: number;
  readonly savedAt: string;
  readonly definition: MappingDefinition;
};

/** The oldest first. */
export const versionsOf = ({ versions }: MappingState): ReadonlyArray<MappingVersion> =>
  Object.entries(versions)
    .map(([version, { value, at }]) => ({ version: Number(version), savedAt: at, definition: value }))
    .toSorted((a, b) => a.version - b.version);
