import * as t from 'io-ts';
import { message } from '../event.js';
import { Count, Timestamp } from '../primitives.js';
import { MappingDefinition } from './definition.js';

/** From now on the bodies of the connection mean this. Versions count from 1. */
export const MappingSaved = message('MappingSaved', {
  source: t.string,
  connection: t.string,
  occurredAt: Timestamp,
  version: Count,
  definition: MappingDefinition,
});
export type MappingEvent = t.TypeOf<typeof MappingSaved>;
