import type { ConnectionSettings } from '../../application/ports/connections.js';
import { type EventLines, readEventLines } from '../event-lines.js';
import { exportFiles } from './export-files.js';
import { accountPropertiesOf, interactionOf } from './interaction-of.js';

const sumOf = (
  a: Readonly<Record<string, number>>,
  b: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> => ({
  ...a,
  ...Object.fromEntries(Object.entries(b).map(([what, times]) => [what, (a[what] ?? 0) + times])),
});

/** All events of an exported archive. A file that cannot be read, and a body that is no archive, are quarantined. */
export const eventsInArchive = (body: Buffer, settings: ConnectionSettings): EventLines => {
  const parts: Array<EventLines> = [];
  const unreadable = (place: string, bytes: Buffer, reason: string) =>
    parts.push({ interactions: [], quarantined: [{ place, bytes, reason }], notUnderstood: {} });
  try {
    for (const file of exportFiles(body)) {
      if (file._tag === 'Unreadable') unreadable(file.name, file.bytes, file.reason);
      else parts.push(readEventLines(file.lines, interactionOf(settings), accountPropertiesOf(settings), file.name));
    }
  } catch {
    return {
      interactions: [],
      quarantined: [
        { place: '', bytes: body, reason: 'the body is no archive, or its directory is damaged or too long' },
      ],
      notUnderstood: {},
    };
  }
  return {
    interactions: parts.flatMap(({ interactions }) => interactions),
    quarantined: parts.flatMap(({ quarantined }) => quarantined),
    notUnderstood: parts.reduce((sum, { notUnderstood }) => sumOf(sum, notUnderstood), {}),
  };
};
