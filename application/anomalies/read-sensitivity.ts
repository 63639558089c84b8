import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { sensitivityStream } from '../../domain/sensitivity/aggregate.js';
import { evolve, initialSensitivity, type SensitivityState } from '../../domain/sensitivity/state.js';
import type { EventStore, LogUnavailable, UnreadableStream } from '../ports/event-store.js';

/** How closely the detector looks at what, as the log has it at this moment. */
export const readSensitivity = ({
  readStream,
}: Pick<EventStore, 'readStream'>): TE.TaskEither<LogUnavailable | UnreadableStream, SensitivityState> =>
  pipe(
    readStream(sensitivityStream),
    TE.map((history) =>
      history.reduce<SensitivityState>(
        (state, { event }) => (event.type === 'SensitivitySet' ? evolve(state, event) : state),
        initialSensitivity,
      ),
    ),
  );
