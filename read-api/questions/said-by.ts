import type { CommandContext } from '../../application/command-context.js';
import type { Asker } from './change-connections.js';

/** What somebody says of something of ours, at a time. */
export const saidBy = (
  { subject, correlationId }: Asker,
  what: string,
  id: string,
  at: string,
  said = '',
): CommandContext => ({
  correlationId: correlationId ?? id,
  causationId: null,
  actor: `user:${subject}`,
  source: null,
  fact: [what, id, at, said],
});
