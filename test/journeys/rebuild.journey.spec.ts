import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fill } from '../../bench/replay/fill.js';
import { categories } from '../../domain/catalogue.js';
import { makeEventStore } from '../../infrastructure/eventstoredb/event-store.js';
import { makeInMemorySubjectKeys } from '../../infrastructure/in-memory/subject-keys.js';
import { trendsProjection } from '../../projections/trends/evolve.js';
import { makeSystem, type System } from '../support/system.js';

const FACTS = 40_000;
const TRENDS = `trends_v${trendsProjection.version}`;

type Ended = { readonly code: number | null; readonly output: string; readonly errors: string };

describe('treering rebuild, beside a running system', () => {
  let system: System;
  let database: pg.Client;
  const started: Array<ChildProcess> = [];

  beforeAll(async () => {
    system = await makeSystem({ TREERING_DAILY_SCORING: 'off' });
    await system.start();
    const services = JSON.parse(await readFile(join(system.folder, 'services.json'), 'utf8'));
    database = new pg.Client({ connectionString: services.database });
    await database.connect();
    const eventStore = makeEventStore({
      connectionString: services.eventStore,
      subjectKeys: makeInMemorySubjectKeys(),
      categories,
    });
    await fill(eventStore, FACTS, 17);
    await eventStore.close();
    await system.treering('verify', '--wait', '--json');
  });
  afterAll(async () => {
    for (const process of started) process.kill('SIGKILL');
    await database?.end();
    await system?.remove();
  });

  const start = (...args: ReadonlyArray<string>) => {
    const command = spawn(process.execPath, ['dist/cli/main.js', 'rebuild', ...args], {
      env: { ...process.env, TREERING_DATA: system.folder },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    started.push(command);
    let [output, errors] = ['', ''];
    command.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    command.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    const ended = once(command, 'close').then(([code]): Ended => ({ code, output, errors }));
    return { command, ended };
  };
  const rebuild = (...args: ReadonlyArray<string>): Promise<Ended> => start(...args).ended;

  /** Until the rebuild has kept something. */
  const untilUnderWay = async (generation: string): Promise<number> => {
    for (let tries = 0; tries < 2_000; tries++) {
      const { rows } = await database.query('select min(commit_position) as at from read.checkpoints where name = $1', [
        generation,
      ]);
      if (rows[0].at !== null) return Number(rows[0].at);
      await sleep(10);
    }
    throw new Error(`${generation} never came anywhere`);
  };
  const states = async (): Promise<ReadonlyArray<string>> => {
    const { rows } = await database.query(
      `select 'g' || number || ' ' || state as one from read.generations where read_model = 'trends' order by number`,
    );
    return rows.map(({ one }) => one);
  };
  const allEqual = async (): Promise<boolean> => {
    const printed = await system.treering('verify', '--json').catch(({ stdout }) => stdout);
    const { readModels } = JSON.parse(printed);
    return readModels.every(({ equal }: { readonly equal: boolean }) => equal);
  };

  it('goes on after a kill -9 where it stood, and refuses to run twice', async () => {
    const first = start('trends');
    const reached = await untilUnderWay(`${TRENDS}_g2`);
    first.command.kill('SIGKILL');
    await first.ended;
    expect(await states()).toEqual(['g1 live', 'g2 building']);
    const both = await Promise.all([rebuild('trends', '--json'), rebuild('trends', '--json')]);
    const [done, refused] = both.toSorted((a, b) => (a.code ?? 1) - (b.code ?? 1));
    expect(done?.errors).toContain(`${TRENDS}_g2 goes on at `);
    expect(Number(/goes on at (\d+)/.exec(done?.errors ?? '')?.[1])).toBeGreaterThanOrEqual(reached);
    expect(JSON.parse(done?.output ?? '')).toMatchObject({ generation: `${TRENDS}_g2`, outcome: 'live', parked: [] });
    expect(refused?.code).toBe(1);
    expect(refused?.errors).toContain('a rebuild of trends is running');
    expect(await states()).toEqual(['g1 retired', 'g2 live']);
    expect(await allEqual()).toBe(true);
  });

  it('names the row that differs and its events, exits with 1, and goes live once that is accepted', async () => {
    const { rows } = await database.query(
      `update read.${TRENDS}_g2 set total = -1 where ctid = (
         select min(ctid) from read.${TRENDS}_g2 where account_id <> '*') returning account_id`,
    );
    const different = await rebuild('trends');
    expect(different.code).toBe(1);
    expect(different.output).toContain('DIFFERENT  trends: ');
    expect(different.output).toContain('total: live -1, rebuilt ');
    expect(different.output).toMatch(new RegExp(`UsageRecorded \\S+ usage-${rows[0].account_id}-\\d+@\\d+ at \\d+`));
    expect(different.output).toContain(`${TRENDS}_g3 is not live`);
    expect(await allEqual()).toBe(false);
    const accepted = await rebuild('trends', '--accept-differences');
    expect(accepted.code).toBe(0);
    expect(accepted.output).toContain(`${TRENDS}_g3 is live`);
    expect(await allEqual()).toBe(true);
  });

  it('goes back to what was live before, shows what there is, and drops it', async () => {
    expect((await rebuild('trends', '--rollback')).output).toBe(`${TRENDS}_g2 is live\n`);
    expect(await states()).toEqual(['g2 live', 'g3 retired']);
    expect((await rebuild('trends', '--list')).output).toMatch(
      new RegExp(
        `^${TRENDS}_g2 {2}live {2}at \\d+, about 100 % {2}\\S+ MB {2}made \\d+ min ago.*\\n${TRENDS}_g3 {2}retired .*\\n$`,
      ),
    );
    expect((await rebuild('trends', '--rollback')).output).toBe(`${TRENDS}_g3 is live\n`);
    expect((await rebuild('trends', '--discard')).output).toBe(`${TRENDS}_g2: discarded\n`);
    expect(await states()).toEqual(['g3 live']);
    expect((await rebuild('trends', '--rollback')).errors).toContain('trends has no generation to go back to');
    expect(await allEqual()).toBe(true);
  });
});
