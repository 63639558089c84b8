import { userInfo } from 'node:os';
import { Command, InvalidArgumentError } from 'commander';
import {
  type ParkedAt,
  type RepairOutcome,
  repairParked,
  skipParked,
} from '../../projections/parking/repair-parked.js';
import { withAdapters } from '../with-adapters.js';

type Options = {
  readonly stream?: string;
  readonly all?: true;
  readonly skip?: string;
  readonly reason?: string;
  readonly actor: string;
  readonly timeout: number;
};

const seconds = (text: string): number => {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError('It is a number of seconds above 0.');
  return value;
};

const inWords = (outcome: RepairOutcome): string => {
  const { reader, streamName } = outcome;
  if (outcome._tag === 'Repaired') return `repaired      ${reader}  ${streamName}\n`;
  if (outcome._tag === 'StillParked') return `still parked  ${reader}  ${streamName}\n  ${outcome.reason}\n`;
  return `waits         ${reader}  ${streamName}\n  No projector has read it yet. It will when one runs: it stays asked for.\n`;
};

const required = (name: string, value: string | undefined): string => {
  if (value === undefined) throw new Error(`${name} is required`);
  return value;
};

export const repairCommand = new Command('repair')
  .description(
    'Read parked streams again, each alone, and take out those that can be read now. Exits with 1 if one stays parked.',
  )
  .argument('[reader]', 'a read model, or reactor:NAME, as `treering parked` shows it; with --all, of this reader only')
  .option('--stream <name>', 'the parked stream')
  .option('--all', 'every parked stream')
  .option('--skip <event id>', 'leave this event of the stream out for ever')
  .option('--reason <text>', 'why it is left out')
  .option('--actor <name>', 'who says so', userInfo().username)
  .option('--timeout <seconds>', 'how long to wait for a projector', seconds, 60)
  .action((reader: string | undefined, { stream, all, skip, reason, actor, timeout }: Options) =>
    withAdapters(async ({ parking, readStore, eventStore }) => {
      await readStore.prepare([]);
      const deps = { parking, eventStore };
      if (all && (stream !== undefined || skip !== undefined))
        throw new Error('--all goes with neither --stream nor --skip');
      const parked = await parking.list();
      const one = (): ParkedAt => ({
        reader: required('the reader', reader),
        streamName: required('--stream', stream),
      });
      const streams: ReadonlyArray<ParkedAt> = all
        ? parked.filter((each) => reader === undefined || each.reader === reader)
        : [one()];
      for (const { reader: of, streamName } of streams) {
        const isParked = parked.some((each) => each.reader === of && each.streamName === streamName);
        if (!isParked) throw new Error(`${streamName} is not parked for ${of}`);
      }
      if (skip !== undefined)
        await skipParked(deps, one(), { eventId: skip, reason: required('--reason', reason), actor });
      const outcomes = await repairParked(deps, streams, timeout * 1_000);
      process.stdout.write(outcomes.map(inWords).join('') || 'nothing is parked\n');
      process.exitCode = outcomes.every(({ _tag }) => _tag === 'Repaired') ? 0 : 1;
    }),
  );
