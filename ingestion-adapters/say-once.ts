import type { Command } from '../application/commands.js';

/** What says nothing beside an earlier one of the same: of several registrations of a reference, the earliest counts. */
const keyOf = (command: Command): string | undefined => {
  switch (command.type) {
    case 'RegisterAccount':
      return `registered ${command.data.accountId}`;
    case 'AdoptFeature':
      return `adopted ${command.data.accountId} ${command.data.occurredAt.slice(0, 7)} ${command.data.feature}`;
    default:
      return undefined;
  }
};

/** The places of the commands that are worth handling, in their order. */
export const sayOnce = (commands: ReadonlyArray<Command>): ReadonlyArray<number> => {
  const earliest = new Map<string, number>();
  for (const [i, command] of commands.entries()) {
    const key = keyOf(command);
    if (key === undefined) continue;
    const held = commands[earliest.get(key) ?? -1];
    if (held === undefined || command.data.occurredAt < held.data.occurredAt) earliest.set(key, i);
  }
  return commands.flatMap((command, i) => {
    const key = keyOf(command);
    return key === undefined || earliest.get(key) === i ? [i] : [];
  });
};
