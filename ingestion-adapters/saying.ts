import type { Command } from '../application/commands.js';
import type { Connection } from '../application/ports/connections.js';
import type { SourcedCommand } from './translation.js';

/** The id names the fact alone, so that it is one however often, and whether it is pushed or pulled. */
export const saying = (
  { connection }: { readonly connection: Connection },
  record: string,
  command: Command,
  ...fact: ReadonlyArray<string>
): SourcedCommand => ({
  command,
  fact: [connection.source, connection.name, record, command.type, command.data.occurredAt, ...fact],
  record,
});
