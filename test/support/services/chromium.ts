import { type Browser, chromium } from 'playwright-core';
import { findProgram } from '../../../infrastructure/embedded/local-program.js';
import { ensureInstalled } from './ensure-installed.js';

const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const findChromium = (): string | undefined => process.env['CHROMIUM'] ?? findProgram('chromium');

/** A browser of this spec's own, without a window. */
export const startChromium = (): Promise<Browser> => {
  if (findChromium() === undefined) ensureInstalled(['chromium']);
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('Chromium was installed and is not to be found: set CHROMIUM.');
  return chromium.launch({ executablePath, args: QUIET });
};
