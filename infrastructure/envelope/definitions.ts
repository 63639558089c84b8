import type { EventDefinition } from '../../domain/event.js';
import { type FieldPath, personalFieldsOf } from './personal-fields.js';

export type Definitions = ReadonlyMap<string, EventDefinition & { readonly personalFields: ReadonlyArray<FieldPath> }>;

/** The catalogue, with the places of personal data looked up once. */
export const definitionsOf = (catalogue: Readonly<Record<string, EventDefinition>>): Definitions =>
  new Map(
    Object.entries(catalogue).map(([type, definition]) => [
      type,
      { ...definition, personalFields: personalFieldsOf(definition.codec) },
    ]),
  );
