import * as t from 'io-ts';
import { message } from '../event.js';
import { Timestamp } from '../primitives.js';
import { MappingDefinition } from './definition.js';

export const MappingCommand = message('SaveMapping', {
  source: t.string,
  connection: t.string,
  occurredAt: Timestamp,
  definition: MappingDefinition,
});
export type MappingCommand = t.TypeOf<typeof MappingCommand>;
