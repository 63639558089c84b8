import { describe, expect, it } from 'vitest';
import { differences } from './differences.js';
import { lived } from './lived.js';
import { outcomeOf } from './outcome.js';
import { simulatedVendors } from './simulated-vendors.js';

const seed = process.env['TREERING_PULL_SEED'] ?? 'pulled';
const scale = Number(process.env['TREERING_PULL_SCALE'] ?? 1);

describe.each(Object.entries(simulatedVendors))('what %s holds', (name, { size }) => {
  it('is what we hold in the end, whatever fails, dies or changes while it is pulled', async () => {
    const { vendor, ingestion, seen, day } = await lived(name, seed, { ...size, accounts: size.accounts * scale });
    expect(differences(vendor.truth, await outcomeOf(ingestion, day))).toEqual([]);
    expect(await ingestion.receipts.quarantine(5)).toEqual([]);
    expect(Object.keys(vendor.truth).length).toBeGreaterThan(50);
    expect(Object.keys(seen).sort()).toEqual(
      ['busy', 'busy-until', 'cut-after', 'cut-before', 'death', 'failing', 'outage'].sort(),
    );
  }, 600_000);
});
