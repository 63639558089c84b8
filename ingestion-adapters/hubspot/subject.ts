import type { Command } from '../../application/commands.js';
import type { Connection } from '../../application/ports/connections.js';
import type { DataSubjectId } from '../../domain/ids.js';
import { type Timestamp, timestampOf } from '../../domain/primitives.js';
import type { Said } from '../translation.js';
import { refIn, registration } from '../vendor-ids.js';
import type { StageOutcomes } from './stages.js';

/** What one element is translated with. */
export type ElementContext = {
  readonly connection: Connection;
  readonly at: Timestamp;
  /** The vendor's object, such as `company/123`. */
  readonly record: string;
  /** The dedupe key: the same for every delivery of the element, attempt and direction. */
  readonly fact: ReadonlyArray<string>;
  /** The person behind a contact. */
  readonly personOf: (contactId: string) => DataSubjectId;
  /** What a stage of a deal makes of it, as far as that is known here. */
  readonly stages: StageOutcomes;
};

export const saying = (context: ElementContext, ...commands: ReadonlyArray<Command>): Said => ({
  _tag: 'Commands',
  commands: commands.map((command) => ({ command, fact: context.fact, record: context.record })),
});

/** The account of a company, which it registers. */
export const companyIn = ({ connection, at, record }: ElementContext, companyId: string) =>
  registration(refIn(connection, companyId), at, record);

/** What is said at one instant with what replaces it, such as a removal, is the older of the two. */
export const beforehand = (context: ElementContext): ElementContext => ({
  ...context,
  at: timestampOf(Date.parse(context.at) - 1),
});

/** Says the commands, and first that the company is there. */
export const sayingOf = (
  context: ElementContext,
  company: ReturnType<typeof companyIn>,
  ...commands: ReadonlyArray<Command>
): Said => {
  const said = saying(context, ...commands);
  return said._tag === 'Commands' ? { ...said, commands: [company, ...said.commands] } : said;
};
