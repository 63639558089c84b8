import { type Dated, latest, latestBy } from '../latest.js';
import type { NonEmptyString } from '../primitives.js';
import type { AnomalyEvent } from './events.js';
import type { AnomalyStatus } from './names.js';

export type Detected = Extract<AnomalyEvent, { type: 'AnomalyDetected' }>['data'];

export type AnomalyState = {
  readonly detected: Dated<Detected> | undefined;
  readonly status: Dated<AnomalyStatus> | undefined;
  readonly explanation: Dated<NonEmptyString> | undefined;
};

export const initialAnomaly: AnomalyState = { detected: undefined, status: undefined, explanation: undefined };

/** Of what was said at the same time, what goes further holds. */
const ranks: Readonly<Record<AnomalyStatus, number>> = { open: 0, acknowledged: 1, explained: 2, resolved: 3 };

const moved = (state: AnomalyState, value: AnomalyStatus, { occurredAt }: AnomalyEvent['data']): AnomalyState => ({
  ...state,
  status: latestBy<AnomalyStatus>((status) => ranks[status])(state.status, { value, at: occurredAt }),
});

export const statusOf = ({ status }: AnomalyState): AnomalyStatus => status?.value ?? 'open';

export const evolve = (state: AnomalyState, event: AnomalyEvent): AnomalyState => {
  const { occurredAt: at } = event.data;
  switch (event.type) {
    case 'AnomalyDetected':
      return { ...state, detected: latest(state.detected, { value: event.data, at }) };
    case 'AnomalyAcknowledged':
      return moved(state, 'acknowledged', event.data);
    case 'AnomalyExplained':
      return {
        ...moved(state, 'explained', event.data),
        explanation: latest(state.explanation, { value: event.data.explanation, at }),
      };
    case 'AnomalyResolved':
      return moved(state, 'resolved', event.data);
    case 'AnomalyReopened':
      return moved(state, 'open', event.data);
  }
};
