import { describe, expect, it } from 'vitest';
import { addressOf, askedIn, opportunities, risks } from '../../dashboard/src/predictions/asked.js';
import { amountsWords, expectedWords, intervalWords, missingWords } from '../../dashboard/src/predictions/words.js';

describe('what a list of predictions is asked for', () => {
  it.each([
    [risks, ''],
    [risks, '?band=critical&search=acme&segment=smb&horizon=180&order=value'],
    [opportunities, ''],
    [opportunities, '?horizon=365&order=chance'],
  ])('is kept in the address: %o%s', (kind, search) => {
    expect(addressOf(kind, askedIn(kind, search))).toBe(`${kind.path}${search}`);
  });

  it('is the usual where an address says nothing that is known', () => {
    const usual = { horizon: 90, band: '', search: '', segment: '' };
    expect(askedIn(risks, '?horizon=365&order=luck&band=blue')).toEqual({ ...usual, order: 'chance' });
    expect(askedIn(opportunities, '?horizon=180')).toEqual({ ...usual, order: 'value' });
  });
});

describe('predictions in words', () => {
  it('have their interval and value', () => {
    expect(intervalWords({ low: 0.2, high: 0.605 })).toBe('20% to 61%');
    expect(expectedWords(1234.5, 'EUR')).toBe('€1,235');
    expect(amountsWords({ low: 0, high: 1500 }, 'USD')).toBe('$0 to $1,500');
    expect([expectedWords(null, 'EUR'), expectedWords(12, null)]).toEqual(['–', '–']);
  });

  it('say why there are none', () => {
    expect(missingWords('no-champion')).toContain('No model is in use yet');
    expect(missingWords('something new')).toBe('Nothing is predicted here.');
  });
});
