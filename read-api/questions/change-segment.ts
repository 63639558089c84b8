import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { canonical } from '../../domain/canonical.js';
import type { NonEmptyString } from '../../domain/primitives.js';
import { segmentAggregate } from '../../domain/segment/aggregate.js';
import type { SegmentCommand } from '../../domain/segment/commands.js';
import type { SegmentName } from '../../domain/segment/name.js';
import type { Rule } from '../../domain/segment/rule.js';
import type { ChangedSegment } from '../answers/segments.js';
import type { ReadSide } from '../deps.js';
import type { Answer } from './ask.js';
import type { Asker } from './change-connections.js';
import { handled } from './handled.js';
import { saidBy } from './said-by.js';

type Said = { readonly description?: NonEmptyString | undefined; readonly rule: Rule };

/** What can be said of a segment. Saying again what is so changes nothing. */
export const changeSegment = ({ eventStore, clock }: Pick<ReadSide, 'eventStore' | 'clock'>) => {
  const changed = (command: SegmentCommand, by: Asker): Answer<ChangedSegment> => {
    const { name, occurredAt } = command.data;
    return pipe(
      handled(eventStore)(segmentAggregate)(
        command,
        saidBy(by, command.type, name, occurredAt, canonical(command.data)),
      ),
      TE.map(({ position }) => ({ name, position })),
    );
  };
  const definition = (name: SegmentName, { description, rule }: Said) => ({
    ...{ name, occurredAt: clock() },
    ...{ description: description ?? null, rule },
  });
  return {
    define: (name: SegmentName, said: Said, by: Asker) =>
      changed({ type: 'DefineSegment', data: definition(name, said) }, by),
    redefine: (name: SegmentName, said: Said, by: Asker) =>
      changed({ type: 'RedefineSegment', data: definition(name, said) }, by),
    retire: (name: SegmentName, by: Asker) =>
      changed({ type: 'RetireSegment', data: { name, occurredAt: clock() } }, by),
  };
};
