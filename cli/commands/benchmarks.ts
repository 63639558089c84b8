import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { Command } from 'commander';
import * as E from 'fp-ts/lib/Either.js';
import type { EventStore } from '../../application/ports/event-store.js';
import { BenchmarkMetric } from '../../domain/benchmark/names.js';
import type { Benchmark } from '../../domain/benchmark/state.js';
import { NonEmptyString } from '../../domain/primitives.js';
import { publishBenchmarks } from '../../ingestion-adapters/benchmarks/publish.js';
import { pullSeries } from '../../ingestion-adapters/benchmarks/pull-series.js';
import { readBenchmarkFile } from '../../ingestion-adapters/benchmarks/read-file.js';
import { makeAskVendor } from '../../ingestion-adapters/pulling/ask-vendor.js';
import { realTime } from '../../ingestion-adapters/pulling/time.js';
import { onInterrupt } from '../on-interrupt.js';
import { withAdapters } from '../with-adapters.js';

const publish = async (log: EventStore, benchmarks: ReadonlyArray<Benchmark>): Promise<number> => {
  const handled = await publishBenchmarks(log)(benchmarks, `user:${userInfo().username}`)();
  if (E.isLeft(handled)) throw new Error(`the log did not take the benchmarks: ${handled.left._tag}`);
  return handled.right.appended;
};

const inWords = (read: number, appended: number): string => `${read} benchmarks, of which ${appended} are new\n`;

const importCommand = new Command('import')
  .description('Import published benchmarks from CSV or JSON. Later revisions replace earlier ones; both are kept.')
  .argument('<file>', 'columns: metric, segment, period, p25, p50, p75, sample_size, source, published_at')
  .action(async (file: string) => {
    const read = readBenchmarkFile(await readFile(file));
    if (E.isLeft(read)) throw new Error(`${file} was not imported:\n${read.left.problems.join('\n')}`);
    await withAdapters(async ({ eventStore }) => {
      process.stdout.write(inWords(read.right.length, await publish(eventStore, read.right)));
    });
  });

type PullOptions = { readonly metric: string; readonly source: string };

const pullCommand = new Command('pull')
  .description('Pull a series of the shape [meta, rows], such as one of the World Bank.')
  .argument('<url>', 'of the series')
  .requiredOption('--metric <name>', 'what the figures are of')
  .requiredOption('--source <name>', 'who publishes them')
  .action((url: string, { metric, source }: PullOptions) =>
    withAdapters(async ({ eventStore, vendorHttp }) => {
      if (!BenchmarkMetric.is(metric)) throw new Error('--metric has small letters, digits and _-. only');
      if (!NonEmptyString.is(source)) throw new Error('--source must not be empty');
      const publisher = makeAskVendor({ http: vendorHttp, time: realTime });
      const ask = publisher.ask(onInterrupt('interrupted: what was pulled so far is kept'));
      let [read, appended, missing] = [0, 0, 0];
      for await (const { benchmarks, unreadable } of pullSeries(ask, { url, metric, source })) {
        read += benchmarks.length;
        missing += unreadable;
        appended += await publish(eventStore, benchmarks);
      }
      process.stdout.write(inWords(read, appended));
      if (missing > 0) process.stderr.write(`${missing} rows could not be read\n`);
    }),
  );

export const benchmarksCommand = new Command('benchmarks')
  .description('What others publish to compare with.')
  .addCommand(importCommand)
  .addCommand(pullCommand);
