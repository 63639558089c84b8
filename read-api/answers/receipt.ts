import * as t from 'io-ts';
import { nullable, oneOf } from '../../domain/primitives.js';
import { instant, integer, position } from './texts.js';

/** What became of a delivery. Everything it says stands in the log up to `position`. */
export const Receipt = t.strict(
  {
    id: t.string,
    state: oneOf('waiting', 'processed', 'quarantined'),
    position: nullable(position),
    quarantinedParts: integer,
    attempts: integer,
    receivedAt: instant,
    processedAt: nullable(instant),
  },
  'Receipt',
);
export type Receipt = t.TypeOf<typeof Receipt>;
