import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { selfSigned } from '../../../infrastructure/event-node/self-signed.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'event-node-certificates-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const read = async ({ certificate, authorityFile }: Awaited<ReturnType<typeof selfSigned>>) => ({
  certificate: new X509Certificate(certificate),
  authority: new X509Certificate(await readFile(authorityFile)),
});

test('a certificate for the hosts, signed by an authority of its own, is made once', async () => {
  const made = await selfSigned(join(folder, 'once'), ['127.0.0.1', 'log.internal']);
  const { certificate, authority } = await read(made);
  expect(authority.ca).toBe(true);
  expect(certificate.ca).toBe(false);
  expect(certificate.verify(authority.publicKey)).toBe(true);
  expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
  expect(certificate.checkHost('log.internal')).toBe('log.internal');
  expect(certificate.checkHost('elsewhere.internal')).toBeUndefined();
  expect(await selfSigned(join(folder, 'once'), ['log.internal'])).toEqual(made);
});

test('the keys are for their owner alone', async () => {
  await selfSigned(join(folder, 'keys'), ['127.0.0.1']);
  for (const key of ['ca.key', 'node.key']) expect((await stat(join(folder, 'keys', key))).mode & 0o077).toBe(0);
});

test('other hosts get another certificate of the same authority', async () => {
  const first = await read(await selfSigned(join(folder, 'hosts'), ['127.0.0.1']));
  const second = await read(await selfSigned(join(folder, 'hosts'), ['127.0.0.1', '10.0.0.7']));
  expect(second.authority.fingerprint256).toBe(first.authority.fingerprint256);
  expect(second.certificate.fingerprint256).not.toBe(first.certificate.fingerprint256);
  expect(second.certificate.checkIP('10.0.0.7')).toBe('10.0.0.7');
});

test('a certificate of another authority is replaced', async () => {
  const foreign = await selfSigned(join(folder, 'foreign'), ['127.0.0.1']);
  await selfSigned(join(folder, 'own'), ['127.0.0.1']);
  await writeFile(join(folder, 'own', 'node.crt'), foreign.certificate);
  const { certificate, authority } = await read(await selfSigned(join(folder, 'own'), ['127.0.0.1']));
  expect(certificate.verify(authority.publicKey)).toBe(true);
});
