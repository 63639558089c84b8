import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { readSensitivity } from '../../application/anomalies/read-sensitivity.js';
import { canonical } from '../../domain/canonical.js';
import { sensitivityAggregate, sensitivityStream } from '../../domain/sensitivity/aggregate.js';
import { USUAL_FALSE_ALARMS } from '../../domain/sensitivity/sensitivity-for.js';
import type { Sensitivity } from '../../domain/sensitivity/state.js';
import type { ChangedSensitivity, DetectorSensitivity } from '../answers/sensitivity.js';
import type { ReadSide } from '../deps.js';
import type { Answer } from './ask.js';
import type { Asker } from './change-connections.js';
import { handled } from './handled.js';
import { saidBy } from './said-by.js';

/** How closely the detector looks at what: read from the log itself, so that what was said is seen at once. */
export const sensitivity = ({ eventStore }: Pick<ReadSide, 'eventStore'>): Answer<DetectorSensitivity> =>
  pipe(
    readSensitivity(eventStore),
    TE.map(({ version, settings }) => ({
      version,
      usual: USUAL_FALSE_ALARMS,
      settings: Object.values(settings).flatMap(({ value: { falseAlarmsPerYear, ...of }, at }) =>
        falseAlarmsPerYear === null ? [] : [{ ...of, falseAlarmsPerYear, since: at }],
      ),
    })),
  );

/** Holds from the next time that the detector looks. */
export const changeSensitivity =
  ({ eventStore, clock }: Pick<ReadSide, 'eventStore' | 'clock'>) =>
  (setting: Sensitivity, by: Asker): Answer<ChangedSensitivity> => {
    const occurredAt = clock();
    return handled(eventStore)(sensitivityAggregate)(
      { type: 'SetSensitivity', data: { ...setting, occurredAt } },
      saidBy(by, 'SetSensitivity', sensitivityStream, occurredAt, canonical(setting)),
    );
  };
