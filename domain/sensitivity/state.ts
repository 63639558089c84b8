import { canonical } from '../canonical.js';
import { type Keyed, lookUp, put } from '../keyed.js';
import { type Dated, latest } from '../latest.js';
import type { SensitivityEvent } from './events.js';

type Said = SensitivityEvent['data'];

/** What the setting is of, and what it is; null where it was taken back. */
export type Sensitivity = Pick<Said, 'metric' | 'segment' | 'falseAlarmsPerYear'>;

export type SensitivityState = { readonly version: number; readonly settings: Keyed<Dated<Sensitivity>> };

export const initialSensitivity: SensitivityState = { version: 0, settings: {} };

const keyOf = ({ metric, segment }: Pick<Said, 'metric' | 'segment'>): string => canonical([metric, segment]);

export const settingOf = (
  { settings }: SensitivityState,
  of: Pick<Said, 'metric' | 'segment'>,
): Dated<Sensitivity> | undefined => lookUp(settings, keyOf(of));

export const evolve = (state: SensitivityState, { data }: SensitivityEvent): SensitivityState => {
  const { metric, segment, falseAlarmsPerYear, version, occurredAt: at } = data;
  const said = latest(settingOf(state, data), { value: { metric, segment, falseAlarmsPerYear }, at });
  return { version: Math.max(state.version, version), settings: put(state.settings, keyOf(data), said) };
};
