import type { EventDefinition } from '../../domain/event.js';
import { acceptanceOf } from './acceptance.js';
import { type FieldPath, personalFieldsOf } from './personal-fields.js';

export type Definition = EventDefinition & {
  readonly personalFields: ReadonlyArray<FieldPath>;
  /** Whether an event of the latest version is in order as it stands. */
  readonly accepts: (event: unknown) => boolean;
};
export type Definitions = ReadonlyMap<string, Definition>;

/** The catalogue, with what is to be known of each codec looked up once. */
export const definitionsOf = (catalogue: Readonly<Record<string, EventDefinition>>): Definitions =>
  new Map(
    Object.entries(catalogue).map(([type, definition]) => {
      const { codec } = definition;
      return [type, { ...definition, personalFields: personalFieldsOf(codec), accepts: acceptanceOf(codec) }];
    }),
  );
