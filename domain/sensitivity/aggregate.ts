import { type Aggregate, unlessHeld } from '../decider.js';
import { after } from '../latest.js';
import type { SensitivityCommand } from './commands.js';
import type { SensitivityEvent } from './events.js';
import { evolve, initialSensitivity, type SensitivityState, settingOf } from './state.js';

export const sensitivityStream = 'sensitivity-detector';

const decide = ({ data }: SensitivityCommand, state: SensitivityState) => {
  const held = settingOf(state, data);
  const isSaid = (held?.value.falseAlarmsPerYear ?? null) === data.falseAlarmsPerYear;
  const said = { ...data, occurredAt: after(held?.at, data.occurredAt), version: state.version + 1 };
  return unlessHeld<SensitivityEvent>(isSaid, { type: 'SensitivitySet', data: said });
};

/** How closely the detector looks at what; each change of it is a version. Saying again what holds changes nothing. */
export const sensitivityAggregate: Aggregate<SensitivityCommand, SensitivityState, SensitivityEvent, never> = {
  category: 'sensitivity',
  streamOf: () => sensitivityStream,
  initialState: initialSensitivity,
  decide,
  evolve,
};
