import { type ChildProcess, fork } from 'node:child_process';
import { on, once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { MEBIBYTE } from '../../ingestion-adapters/vendor.js';
import { exportLines } from './export-lines.js';
import type { Asked, Said } from './ingestion.js';
import type { Memory } from './memory.js';

type Reached = { readonly ingestion: Memory; readonly eventNode: Memory };

const STEPS = [64, 128, 256, 512, 1024].map((mebibytes) => mebibytes * MEBIBYTE);

const start = (script: string, argument: string): ChildProcess =>
  fork(new URL(script, import.meta.url), [argument], { execArgv: ['--expose-gc', '--max-semi-space-size=64'] });

const answerOf = async <A>(child: ChildProcess): Promise<A> => {
  const [answer] = await once(child, 'message', { signal: AbortSignal.timeout(60_000) });
  return answer;
};

const inMebibytes = ({ resident, live }: Memory): string =>
  `${Math.round(resident / MEBIBYTE)} MiB resident, ${Math.round(live / MEBIBYTE)} live`;

const ratio = (first: Memory, last: Memory): string =>
  `${(last.resident / first.resident).toFixed(2)} resident, ${(last.live / first.live).toFixed(2)} live`;

/** Back-fills an export of so many bytes with the ingestion and the event node in a process each, and says what both hold on the way. */
export const backfill = async (
  folder: string,
  database: string,
  bytes: number,
  seed: string,
  say: (line: string) => void,
): Promise<void> => {
  await pipeline(Readable.from(exportLines(bytes, seed)), createWriteStream(join(folder, 'export.ndjson')));
  const node = start('./event-node.js', folder);
  try {
    const eventStore = `esdb://127.0.0.1:${await answerOf<number>(node)}?tls=false`;
    const steps = STEPS.filter((step) => step <= bytes);
    const asked: Asked = { folder, urls: { eventStore, database, nats: undefined, redis: undefined }, steps };
    const ingestion = start('./ingestion.js', JSON.stringify(asked));
    const reached: Array<Reached> = [];
    for await (const [said] of on(ingestion, 'message', { close: ['exit'] }) as AsyncIterable<[Said]>) {
      if (said._tag === 'Ended') {
        const { records, events, seconds } = said;
        say(`${records} records, ${events} events, ${Math.round(records / seconds)} records/s; seed ${seed}`);
        continue;
      }
      const memory = answerOf<Memory>(node);
      node.send('memory');
      const here = { ingestion: said.memory, eventNode: await memory };
      reached.push(here);
      say(
        `${said.bytes / MEBIBYTE} MiB, ${Math.round(said.seconds)} s: ingestion ${inMebibytes(here.ingestion)}; ` +
          `event node ${inMebibytes(here.eventNode)}`,
      );
    }
    if (ingestion.exitCode !== 0) throw new Error(`the back-fill ended with ${ingestion.exitCode}`);
    const [first, last] = [reached[0], reached.at(-1)];
    if (first === undefined || last === undefined) return;
    say(
      `last to first: ingestion ${ratio(first.ingestion, last.ingestion)}; event node ${ratio(first.eventNode, last.eventNode)}`,
    );
  } finally {
    if (node.connected) {
      const ended = once(node, 'exit');
      node.disconnect();
      await ended;
    }
  }
};
